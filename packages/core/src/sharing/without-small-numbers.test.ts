import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutSmallNumbers } from './without-small-numbers.ts';

const shown = (...counts: number[]) => withoutSmallNumbers(counts.map((count, place) => ({ name: `antwoord ${place}`, count })));

test.each<[number[], (number | 'not-shown')[], number | undefined]>([
  [[12, 7, 0], [12, 7, 0], 19],
  [[12, 3, 2, 0], [12, 'not-shown', 'not-shown', 0], undefined],
  [[12, 3, 7], [12, 'not-shown', 'not-shown'], undefined], // the second goes with it: 22 - 12 - 7 would tell
  [[3], ['not-shown'], undefined],
  [[5, 5], [5, 5], 10],
  [[], [], 0],
])('%j is shown as %j with the sum %j', (counts, expected, total) => {
  const seen = shown(...counts);
  expect([seen.counts.map(({ count }) => count), seen.total]).toEqual([expected, total]);
});

test('what is not shown cannot be computed, even by who knows the sum: at least two are missing or it stands alone', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 8 }), (counts) => {
      const seen = shown(...counts);
      for (const { count } of seen.counts) if (typeof count === 'number') expect(count === 0 || count >= 5).toBe(true);
      const missing = seen.counts.filter(({ count }) => count === 'not-shown').length;
      if (missing > 0) expect(seen.total).toBeUndefined();
      if (missing === 1) expect(counts.filter((count) => count > 0)).toHaveLength(1);
    }),
  );
});
