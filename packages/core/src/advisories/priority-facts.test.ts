import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleScore } from './example-priority.test-support.ts';
import { decidingEpss, decidingScore } from './priority-facts.ts';

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
