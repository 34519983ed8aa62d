import { setImmediate as pause } from 'node:timers/promises';
import type { Match } from '@forewarn/core/matching/match.ts';
import { matchItem } from '@forewarn/core/matching/match-item.ts';
import type { PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import type { Line } from './line-store.ts';
import type { LinesWithParts } from './lines-with-parts.ts';

/** Lines between two rests: an advisory of 30,000 products takes a millisecond a line. */
const LINES_A_STEP = 50;

/**
 * The answers of one advisory for the lines that it may concern, in their order, or for `every` one that it names; others are served in
 * between.
 */
export async function matchCandidates(
  prepared: PreparedAdvisory,
  lines: LinesWithParts,
  every?: 'every',
): Promise<readonly { readonly line: Line; readonly match: Match }[]> {
  const answers: { readonly line: Line; readonly match: Match }[] = [];
  for (const [place, { line, item, memory }] of lines.candidates(prepared, every).entries()) {
    const match = matchItem(prepared, item, memory);
    if (match !== undefined) answers.push({ line, match });
    if (place % LINES_A_STEP === LINES_A_STEP - 1) await pause();
  }
  return answers;
}
