import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../basics/shared-data.test-support.ts';
import { readVers } from './read-vers.ts';
import { inVers, versText, type Vers, type VersComparator } from './vers.ts';

const SUITE = join(sharedData, 'matching/vers');

function versOf(text: string): Vers {
  const found = readVers(text);
  if (found.kind !== 'read') throw new Error(`unreadable: ${text}`);
  return found.value;
}

test.each([
  ['vers:deb/>=1:2.0|<1:2.3-1', '1:2.2', 'in'],
  ['vers:deb/>=1:2.0|<1:2.3-1', '2.2', 'out'], // no epoch is epoch 0
  ['vers:npm/1.2.3|>=2.0.0|<5.0.0', '1.2.3', 'in'],
  ['vers:npm/1.2.3|>=2.0.0|<5.0.0', '1.2.4', 'out'],
  ['vers:npm/1.2.3|>=2.0.0|<5.0.0', '4.9.9', 'in'],
  ['vers:gem/>=2.2.0|!=2.2.1|<2.3.0', '2.2.1', 'out'],
  ['vers:gem/!=2.2.1', '2.2.2', 'in'],
  ['vers:npm/<1.0.0', '0.9', 'in'], // one bound alone
  ['vers:npm/>1.0.0', '1.0.0', 'out'],
  ['vers:npm/<2.0.0|>=1.0.0', '1.5.0', 'in'], // out of order
  ['vers:maven/<2.0|<3.0', '2.5', 'in'], // the wider of two
  ['vers:pypi/<2.0', 'latest', 'cannot-tell'],
  ['vers:npm/latest', 'latest', 'in'],
  ['vers:none/*', '1', 'out'],
] as const)('%s has %s: %s', (text, version, contained) => {
  expect(inVers(versOf(text), version)).toBe(contained);
});

test.each(['npm', 'pypi'].filter(() => existsSync(SUITE)))('the official containment cases of %s hold', (scheme) => {
  const { tests } = JSON.parse(readFileSync(join(SUITE, `${scheme}_range_containment_test.json`), 'utf8')) as {
    tests: { input: { vers: string; version: string }; expected_output: boolean }[];
  };
  for (const { input, expected_output } of tests)
    expect(inVers(versOf(input.vers), input.version), input.vers).toBe(expected_output ? 'in' : 'out');
});

test('what separates is percent-encoded in the text, and comes back', () => {
  const version = '1.0%2F|<>=!* é';
  const text = versText({ scheme: 'generic', constraints: [{ comparator: '=', version }] });
  expect(text).toBe('vers:generic/1.0%252F%7C%3C%3E%3D%21%2A%20%C3%A9');
  expect(versOf(text).constraints).toEqual([{ comparator: '=', version }]);
});

const constraints = fc.array(
  fc.record({
    comparator: fc.constantFrom<VersComparator>('=', '<', '<=', '>', '>='),
    version: fc.tuple(fc.nat(9), fc.nat(9)).map((numbers) => numbers.join('.')),
  }),
  { minLength: 1, maxLength: 6 },
);

test('the order in which constraints are written changes nothing', () => {
  fc.assert(
    fc.property(constraints, fc.nat(99), (written, at) => {
      fc.pre(new Set(written.map(({ version }) => version)).size === written.length);
      const version = `${Math.floor(at / 10)}.${at % 10}`;
      const answer = inVers({ scheme: 'semver', constraints: written }, version);
      expect(inVers({ scheme: 'semver', constraints: written.toReversed() }, version)).toBe(answer);
      expect(inVers(versOf(versText({ scheme: 'semver', constraints: written })), version)).toBe(answer);
    }),
  );
});
