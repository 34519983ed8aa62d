import { expect, test } from 'vitest';
import { CERTAINTIES, REASONS, SILENCES } from './match.ts';
import { packAnswer, placeOfAnswer, PLACES_MAX, verdictOfAnswer } from './packed-answer.ts';
import type { Verdict } from './verdict.ts';

const VERDICTS: readonly Verdict[] = REASONS.flatMap((reason): readonly Verdict[] => [
  ...CERTAINTIES.map((certainty) => ({ kind: 'concerned', reason, certainty }) as const),
  ...SILENCES.map((because) => ({ kind: 'not-concerned', reason, because }) as const),
]);

test.each([0, 1, 20_000, PLACES_MAX - 1])('every verdict of advisory %i comes out as it went in, within 32 bits', (place) => {
  for (const verdict of VERDICTS) {
    const kept = Uint32Array.of(packAnswer(place, verdict))[0] ?? -1;
    expect(placeOfAnswer(kept)).toBe(place);
    expect(verdictOfAnswer(kept)).toEqual(verdict);
  }
});

test('packed answers order by the place of their advisory', () => {
  const [first, last] = [VERDICTS.at(-1), VERDICTS[0]];
  if (first === undefined || last === undefined) throw new Error('there are no verdicts');
  expect(packAnswer(1, first)).toBeLessThan(packAnswer(2, last));
});
