import { CERTAINTIES, REASONS, SILENCES } from './match.ts';
import type { Verdict } from './verdict.ts';

/** A verdict and the place of its advisory in one unsigned number of 32 bits, so that millions of answers take four bytes each. */
export type PackedAnswer = number;

/** More advisories than these have no place in a packed answer. */
export const PLACES_MAX = 2 ** 26;

const VERDICTS: readonly Verdict[] = REASONS.flatMap((reason): readonly Verdict[] => [
  ...CERTAINTIES.map((certainty) => ({ kind: 'concerned', reason, certainty }) as const),
  ...SILENCES.map((because) => ({ kind: 'not-concerned', reason, because }) as const),
]);
const CODES: Readonly<Record<string, Readonly<Record<string, number>>>> = Object.fromEntries(
  REASONS.map((reason) => [
    reason,
    Object.fromEntries(VERDICTS.flatMap((verdict, code) => (verdict.reason === reason ? [[saidOf(verdict), code]] : []))),
  ]),
);
const CODE_BITS = 6;

export function packAnswer(place: number, verdict: Verdict): PackedAnswer {
  return ((place << CODE_BITS) | (CODES[verdict.reason]?.[saidOf(verdict)] ?? 0)) >>> 0;
}

export function placeOfAnswer(answer: PackedAnswer): number {
  return answer >>> CODE_BITS;
}

export function verdictOfAnswer(answer: PackedAnswer): Verdict | undefined {
  return VERDICTS[answer & (2 ** CODE_BITS - 1)];
}

function saidOf(verdict: Verdict): string {
  return verdict.kind === 'concerned' ? verdict.certainty : verdict.because;
}
