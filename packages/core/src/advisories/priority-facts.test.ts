import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BY_CISA, BY_EU, exampleScore } from './example-priority.test-support.ts';
import { decidingEpss, decidingExploited, decidingScore } from './priority-facts.ts';

test('of two publishers the higher score decides, in whatever order they came', () => {
  const scores = [exampleScore('Meridiaan PSIRT', 6.5), exampleScore('NVD', 9.8), exampleScore('A', 9.8)];
  fc.assert(
    fc.property(fc.shuffledSubarray(scores, { minLength: 3 }), (shuffled) => {
      expect(decidingScore(shuffled)).toMatchObject({ by: 'A', baseScore: 9.8 });
    }),
  );
  expect(decidingScore([])).toBeUndefined();
});

test('of several CVEs the likeliest decides', () => {
  const of = (cve: string, score: number) => ({ cve, score, scoreDate: '2026-11-22' });
  expect(decidingEpss([of('CVE-2026-00002', 0.2), of('CVE-2026-00001', 0.7)])).toMatchObject({ cve: 'CVE-2026-00001' });
});

test('of several who say that it is exploited the list that said it first decides', () => {
  const publisher = { kind: 'publisher', by: 'Meridiaan PSIRT' } as const;
  expect(decidingExploited([publisher, BY_EU, BY_CISA])).toBe(BY_CISA);
  expect(decidingExploited([publisher, { ...BY_CISA, since: '2026-11-09' }, BY_EU])).toBe(BY_EU);
  expect(decidingExploited([publisher])).toBe(publisher);
  expect(decidingExploited([])).toBeUndefined();
});
