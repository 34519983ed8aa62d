import { expect, test } from 'vitest';
import { joinBranches } from './join-branches.ts';

const entry = (version: string, end: string) => ({ version, to: { version: end, inclusive: false } });

test('an end that lies before its beginning shows that ends are builds; the others of the list are read the same', () => {
  expect(joinBranches([entry('14.1', '8.50'), entry('13.1', '49.15')], 'generic').map(({ to }) => to.version)).toEqual([
    '14.1-8.50',
    '13.1-49.15',
  ]);
});

test('a list whose ends lie behind their beginnings is left as it is', () => {
  const entries = [entry('7.0.0', '7.0.12'), entry('13.1', '49.15')];
  expect(joinBranches(entries, 'generic')).toEqual(entries);
});

test('beside builds, an end that is written whole stays whole', () => {
  expect(joinBranches([entry('14.1', '8.50'), entry('13.1', '13.1-49.15')], 'generic')[1]?.to.version).toBe('13.1-49.15');
});

test('a scheme that says how to compare leaves nothing to guess, and what begins at zero has no branch', () => {
  expect(joinBranches([entry('14.1', '8.50')], 'semver')[0]?.to.version).toBe('8.50');
  expect(joinBranches([entry('0', '8.50'), entry('14.1', '8.50')], 'generic').map(({ to }) => to.version)).toEqual(['8.50', '14.1-8.50']);
});

test('a whole version as an end is no build, also where it lies before the beginning', () => {
  const entries = [entry('22.0.0', '10.5.2')];
  expect(joinBranches(entries, 'generic')).toEqual(entries);
});

test('where the record says that its ends count patches, none of them needs to lie before its beginning', () => {
  const patches = [entry('13.1', '49.13'), entry('13.0', '91.13')].map((one) => ({ ...one, countsPatches: true }));
  expect(joinBranches(patches, 'generic').map(({ to }) => to.version)).toEqual(['13.1-49.13', '13.0-91.13']);
});
