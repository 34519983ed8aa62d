import { expect, test } from 'vitest';
import type { ConcernedReason } from './concerned.ts';
import { exampleEvidence } from './example-match.test-support.ts';
import { joinReasons } from './join-reasons.ts';

function reason(parts: Partial<ConcernedReason>, key?: string, importance?: 1 | 4): ConcernedReason {
  return {
    reason: 'product-version',
    certainty: 'certain',
    evidence: [exampleEvidence()],
    remediations: [],
    ...(key === undefined ? {} : { item: { inventory: 'ict', key, exposure: 'unknown', importance } }),
    ...parts,
  };
}

test('the strongest reason comes first, then the order of the nine, then what matters most', () => {
  const joined = joinReasons([
    reason({ reason: 'sector', certainty: 'for-information' }),
    reason({ reason: 'supplier', certainty: 'possible' }),
    reason({}, 'b', 4),
    reason({}, 'a', 4),
    reason({}, 'z', 1),
  ]);
  expect(joined.map((one) => one.item?.key ?? one.reason)).toEqual(['z', 'a', 'b', 'supplier', 'sector']);
});

test('whatever the order in which they were found, the list is the same, and none stands in it twice', () => {
  const reasons = [
    reason({}, 'b'),
    reason({ certainty: 'likely' }, 'a'),
    reason({ reason: 'connection', certainty: 'possible', supplier: 'Meridiaan' }),
  ];
  expect(joinReasons([...reasons, ...reasons].toReversed())).toEqual(joinReasons(reasons));
  expect(joinReasons([...reasons, ...reasons])).toHaveLength(3);
});
