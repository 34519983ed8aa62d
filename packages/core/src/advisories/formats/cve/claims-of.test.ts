import { expect, test } from 'vitest';
import { contains } from '../../../products/version-range.ts';
import { readVersion } from '../../../products/read-version.ts';
import { readExactVersion, readVersionRange } from '../../../products/read-version-range.ts';
import { claimsOf } from './claims-of.ts';
import { readStatedVersions, type CveStatus } from './stated-versions.ts';

const claims = (defaultStatus: CveStatus | undefined, ...versions: readonly object[]) =>
  claimsOf(readStatedVersions({ value: { versions }, at: '' }), defaultStatus, '');
const shown = (defaultStatus: CveStatus | undefined, ...versions: readonly object[]) =>
  claims(defaultStatus, ...versions).map(({ status, version }) => `${status} ${version?.text ?? '?'}`);
const UNTIL = { status: 'affected', version: '0', lessThan: '4.1', versionType: 'semver' };
const FROM = { status: 'unaffected', version: '4.1', lessThan: '*', versionType: 'semver' };

test.each<[string, CveStatus | undefined, readonly object[], readonly string[]]>([
  ['nothing is said of the rest', undefined, [UNTIL], ['known_affected vers:semver/<4.1']],
  ['the rest is safe', 'unaffected', [UNTIL], ['known_affected vers:semver/<4.1']],
  [
    'the rest is affected, and what is safe has no end',
    'affected',
    [FROM],
    ['known_not_affected vers:semver/>=4.1', 'known_affected vers:semver/<4.1'],
  ],
  ['no versions, affected by default', 'affected', [], ['known_affected vers:all/*']],
  ['no versions, safe by default', 'unaffected', [], ['known_not_affected vers:all/*']],
  ['no versions, unknown by default', 'unknown', [], ['under_investigation ?']],
  ['neither versions nor a default', undefined, [], ['known_affected ?']],
  ['"n/a" for a version', undefined, [{ status: 'affected', version: 'n/a' }], ['known_affected ?']],
  ['a status that is unknown', 'unaffected', [{ status: 'unknown', version: '3.0' }], ['under_investigation 3.0']],
  [
    'safe versions alone, and nothing of the rest',
    undefined,
    [{ status: 'unaffected', version: '4.1' }],
    ['known_not_affected 4.1', 'under_investigation ?'],
  ],
  [
    'that unnamed versions are safe says nothing',
    undefined,
    [{ status: 'unaffected', version: 'n/a' }],
    ['under_investigation ?', 'under_investigation ?'],
  ],
  ['an end that is stated means something', 'affected', [UNTIL], ['known_affected vers:semver/<4.1']],
  ['without an end the rest is open', 'affected', [{ status: 'affected', version: '2025' }], ['known_affected 2025', 'unknown vers:all/*']],
  [
    '"all" beside others is what holds for the rest',
    undefined,
    [{ status: 'affected', version: '*' }, FROM],
    ['known_not_affected vers:semver/>=4.1', 'known_affected vers:semver/<4.1'],
  ],
])('%s', (_case, byDefault, versions, expected) => {
  expect(shown(byDefault, ...versions)).toEqual(expected);
});

/** What the claims together say of a version, as matching asks them: a claim of it decides, affected first. */
function sayOf(version: string, defaultStatus: CveStatus, ...versions: readonly object[]): readonly string[] {
  const asked = readVersion(version);
  return claims(defaultStatus, ...versions).flatMap(({ status, version: claim }) => {
    const range = claim === undefined ? undefined : claim.kind === 'exact' ? readExactVersion(claim.text) : readVersionRange(claim.text);
    return range !== undefined && contains(range, asked) === 'in' ? [status] : [];
  });
}

test('affected but for the fixed releases of each branch, as the kernel writes it', () => {
  const fixed = (version: string, lessThanOrEqual: string) => ({ status: 'unaffected', version, lessThanOrEqual, versionType: 'custom' });
  const list = [
    { status: 'affected', version: '2.6.12' },
    { status: 'unaffected', version: '0', lessThan: '2.6.12', versionType: 'custom' },
    fixed('5.15.32', '5.15.*'),
    fixed('5.16.18', '5.16.*'),
    fixed('5.17', '*'),
  ];
  const say = (version: string) => sayOf(version, 'affected', ...list);
  expect(['5.15.31', '5.10.4', '5.16.17', '2.6.12'].map((version) => say(version).includes('known_affected'))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['5.15.40', '5.16.18', '5.17.1', '6.8', '2.6.11'].map(say)).toEqual(Array.from({ length: 5 }, () => ['known_not_affected']));
});

test('behind the last fix that is named nobody knows; before it and between two it is affected', () => {
  const list = ['11.8', '11.9'].map((version) => ({ status: 'unaffected', version }));
  expect(['11.7', '11.8', '11.8.2', '11.9', '12.0'].map((version) => sayOf(version, 'affected', ...list))).toEqual([
    ['known_affected'],
    ['known_not_affected'],
    ['known_affected'],
    ['known_not_affected'],
    ['unknown'],
  ]);
});

test('what is safe in words that can not be placed among versions leaves the rest open, not safe', () => {
  const claimed = shown('affected', { status: 'unaffected', version: 'the release of November' });
  expect(claimed).toContain('known_affected ?');
});
