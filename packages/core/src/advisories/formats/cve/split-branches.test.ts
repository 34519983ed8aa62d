import { expect, test } from 'vitest';
import { splitBranches } from './split-branches.ts';
import { readStatedVersions } from './stated-versions.ts';

function split(...ends: readonly string[]): readonly string[] {
  const versions = ends.map((lessThan) => ({ status: 'affected', version: 'unspecified', lessThan, versionType: 'custom' }));
  const stated = readStatedVersions({ value: { versions }, at: '' }).versions;
  const changed = splitBranches(stated, 'generic');
  return stated
    .flatMap((one) => changed.get(one) ?? [one])
    .map((one) =>
      one.kind === 'between' ? `${one.status} ${one.from === undefined ? '' : `>=${one.from.version} `}<${one.to?.version}` : one.kind,
    );
}

test('each of several ends is the fix of its own branch; between a fix and the next branch nothing is known', () => {
  expect(split('13', '12.6', '11.7')).toEqual(['unknown >=12.6 <13', 'unknown >=11.7 <12', 'affected >=12 <12.6', 'affected <11.7']);
});

test('branches may have two numbers', () => {
  expect(split('2.3.21', '2.4.5')).toEqual(['affected <2.3.21', 'unknown >=2.3.21 <2.4', 'affected >=2.4 <2.4.5']);
});

test('ends within one branch contradict each other, so the widest counts; one end has nothing to be told from', () => {
  expect(split('2.3.21', '2.3.25')).toEqual(['affected <2.3.21', 'affected <2.3.25']);
  expect(split('2.3.21', '2.3.21')).toEqual(['affected <2.3.21', 'affected <2.3.21']);
  expect(split('13')).toEqual(['affected <13']);
});

test('"8.2.0 and prior" says itself what is before it', () => {
  const versions = ['8.0.35', '8.2.0'].map((lessThanOrEqual) => ({ status: 'affected', version: '*', lessThanOrEqual }));
  expect(splitBranches(readStatedVersions({ value: { versions }, at: '' }).versions, 'generic').size).toBe(0);
});
