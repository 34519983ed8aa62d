import { expect, test } from 'vitest';
import { faultLines } from './fault-lines.ts';

test('what a fault story counted is told in one line, and other tests tell nothing', () => {
  const moduleOf = (...metas: object[]) => ({ children: { allTests: () => metas.map((meta) => ({ meta: () => meta })) } });
  const counted = { faults: { kills: 200, contacts: 2_000, lost: 0, duplicates: 37 } };
  expect(faultLines([moduleOf({}), moduleOf(counted)])).toEqual(['200 kills, 2000 contacts, 0 lost, 37 duplicates (same id)']);
});
