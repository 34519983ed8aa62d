import type { Aliases } from '@forewarn/core/products/aliases.ts';
import type { Match } from '@forewarn/core/matching/match.ts';
import { matchItem } from '@forewarn/core/matching/match-item.ts';
import type { PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import { prepareItem } from '@forewarn/core/matching/prepare-item.ts';
import type { Line } from './line-store.ts';
import type { MatchWrite } from './match-store.ts';

/** Asks core about one line, and remembers the answer for every other line that says the same: a firewall of a thousand institutions. */
export type AnswerLine = (line: Line) => Match | undefined;

export function answerLines(advisory: PreparedAdvisory, aliases: Aliases): AnswerLine {
  const answers = new Map<string, Match | undefined>();
  return ({ item }) => {
    const says = JSON.stringify([item.supplier, item.product, item.version, item.identifier]);
    if (answers.has(says)) return answers.get(says);
    const answer = matchItem(advisory, prepareItem(item, aliases));
    answers.set(says, answer);
    return answer;
  };
}

export function matchLines(lines: readonly Line[], answer: AnswerLine): readonly MatchWrite[] {
  return lines.flatMap((line) => {
    const match = answer(line);
    return match === undefined ? [] : [{ itemId: line.id, institutionId: line.institutionId, match }];
  });
}
