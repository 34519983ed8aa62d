import { setImmediate as pause } from 'node:timers/promises';
import type { Component } from '@forewarn/core/inventories/relation.ts';
import type { Containments } from '@forewarn/core/matching/containments.ts';
import type { Match } from '@forewarn/core/matching/match.ts';
import { matchItem } from '@forewarn/core/matching/match-item.ts';
import type { PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import { prepareItem } from '@forewarn/core/matching/prepare-item.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import type { Line } from './line-store.ts';
import type { Saying } from './place-store.ts';
import type { MatchWrite } from './match-store.ts';

/** Lines between two rests: an advisory of 30,000 products takes a millisecond a line. */
const LINES_A_STEP = 50;

/** What is known to be in what, and in which lines. */
export type KnownParts = { readonly containments: readonly Containments[]; readonly components: ReadonlyMap<number, readonly Component[]> };

/**
 * Asks core about one line, and remembers the answer for every other line that says the same and has the same in it: a firewall of a
 * thousand institutions.
 */
export type AnswerLine = (line: { readonly id: number; readonly item: Item }) => Match | undefined;

export function answerLines(advisory: PreparedAdvisory, aliases: Aliases, parts: KnownParts): AnswerLine {
  const answers = new Map<string, Match | undefined>();
  return ({ id, item }) => {
    const components = parts.components.get(id) ?? [];
    const says = JSON.stringify([item.supplier, item.product, item.version, item.identifier, components]);
    if (answers.has(says)) return answers.get(says);
    const answer = matchItem(advisory, prepareItem(item, aliases, parts.containments, components));
    answers.set(says, answer);
    return answer;
  };
}

/** The answers for lines that the advisory names; others are served in between. */
export async function matchLines(lines: readonly Line[], answer: AnswerLine): Promise<readonly MatchWrite[]> {
  const writes: MatchWrite[] = [];
  for (const [place, line] of lines.entries()) {
    const match = answer(line);
    if (match !== undefined) writes.push({ itemId: line.id, institutionId: line.institutionId, match });
    if (place % LINES_A_STEP === LINES_A_STEP - 1) await pause();
  }
  return writes;
}

/** The same for lines that were found by what they say; `apart` are those with something of their own in them, which are asked one by one. */
export async function matchSayings(
  sayings: readonly Saying[],
  answer: AnswerLine,
  apart: ReadonlySet<number>,
): Promise<readonly MatchWrite[]> {
  const writes: MatchWrite[] = [];
  for (const [place, { itemIds, institutionIds, ...said }] of sayings.entries()) {
    const match = answer({ id: NO_LINE, item: { key: '', exposure: 'unknown', ...said } });
    if (match !== undefined) {
      for (const [nth, itemId] of itemIds.entries())
        if (!apart.has(itemId)) writes.push({ itemId, institutionId: institutionIds[nth] ?? '', match });
    }
    if (place % LINES_A_STEP === LINES_A_STEP - 1) await pause();
  }
  return writes;
}

const NO_LINE = -1;
