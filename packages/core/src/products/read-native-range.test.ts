import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../basics/shared-data.test-support.ts';
import { inNpmRange } from './npm-range.ts';
import { readNativeRange } from './read-native-range.ts';
import { inVers, versText } from './vers.ts';

const textOf = (scheme: string, range: string) => {
  const vers = readNativeRange(scheme, range);
  return vers === undefined ? undefined : versText(vers);
};

test.each([
  ['gem', '~> 2.0.8', 'vers:gem/>=2.0.8|<2.1'],
  ['gem', '>= 1.2, < 3', 'vers:gem/>=1.2|<3'],
  ['gem', '~> 3', 'vers:gem/>=3|<4'],
  ['pypi', '~=2.2.1', 'vers:pypi/>=2.2.1|<2.3'],
  ['pypi', '==1.4.*, !=1.4.2', 'vers:pypi/>=1.4|!=1.4.2|<1.5'],
  ['nuget', '[1.0,2.0)', 'vers:nuget/>=1.0|<2.0'],
  ['maven', '(,1.0],[1.2,)', 'vers:maven/<=1.0|>=1.2'],
  ['maven', '[1.5]', 'vers:maven/1.5'],
  ['openssl', '3.0.0, 1.0.1b', 'vers:openssl/1.0.1b|3.0.0'],
  ['npm', '^1.2.3 || 3.x', 'vers:npm/>=1.2.3|<2.0.0|>=3.0.0|<4.0.0'],
  ['npm', '^1.0.0 || >=1.5.0 <3.0.0', 'vers:npm/>=1.0.0|<3.0.0'], // overlapping: bounds stand in turns
  ['npm', '>2 <1', 'vers:none/*'],
  ['maven', 'somewhere about 2', undefined],
  ['deb', '>= 1', undefined],
  ['toString', '1', undefined],
])('%s: %s is %s', (scheme, range, vers) => {
  expect(textOf(scheme, range)).toBe(vers);
});

/** Cases of the official suite that are wrong: node-semver itself reads these ranges as we do. */
const WRONG: readonly string[] = [
  // "<=1.0" is everything of 1.0: <1.1.0
  '<= 1.0',
  '<=2.1 >=1.1',
  // ">=1.x" has no upper bound
  '>= 1.x',
  // both have to hold; the suite has either
  '>=5.0.3 >=4.2.1',
  '1.1.2 1.2.2',
  // alternatives that overlap: the suite puts all bounds in a row, which Clause 5.4 forbids
  '>= 0.2.0 <= 0.9.6 || ~0.8.0-pre',
  '^2.0.18 || ^3.0.16 || ^3.1.6 || ^4.0.8 || ^5.0.0-beta.5',
];
/** Notations of what no inventory of care writes. */
const OUT_OF_SCOPE: readonly string[] = ['conan', 'nginx'];

const SUITE = join(sharedData, 'matching/vers');
const files = existsSync(SUITE)
  ? readdirSync(SUITE).filter((file) => file.includes('from_native') && !OUT_OF_SCOPE.includes(file.split('_')[0] ?? ''))
  : [];

test.each(files)('%s is read as it says', (file) => {
  const bytes = readFileSync(join(SUITE, file));
  const { tests } = JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as {
    tests: { input: { scheme: string; native_range: string }; expected_output: string }[];
  };
  const failing = tests.filter(({ input, expected_output }) => textOf(input.scheme, input.native_range) !== expected_output);
  expect(failing.map(({ input }) => input.native_range).filter((range) => !WRONG.includes(range))).toEqual([]);
});

test('what npm takes for a range is in what we make of it', () => {
  const number = fc.integer({ min: 0, max: 4 });
  const version = fc.tuple(number, number, number).map((numbers) => numbers.join('.'));
  const comparator = fc.tuple(fc.constantFrom('^', '~', '>=', '<=', '<', '>', '', '='), version).map((parts) => parts.join(''));
  const alternative = fc.array(comparator, { minLength: 1, maxLength: 2 }).map((parts) => parts.join(' '));
  const range = fc.array(alternative, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' || '));
  fc.assert(
    fc.property(range, version, (text, asked) => {
      const vers = readNativeRange('npm', text);
      expect(vers).toBeDefined();
      // A range that npm can't satisfy holds nothing in both.
      if (vers !== undefined) expect(inVers(vers, asked) === 'in').toBe(inNpmRange(text, asked));
    }),
    { numRuns: 3_000 },
  );
});

test('reading never throws, and ends', () => {
  const schemes = fc.constantFrom('npm', 'gem', 'pypi', 'nuget', 'maven', 'openssl', '__proto__', '');
  fc.assert(fc.property(schemes, fc.string(), (scheme, text) => void readNativeRange(scheme, text)));
  expect(readNativeRange('maven', '[1,2),'.repeat(50_000))).toBeUndefined();
});
