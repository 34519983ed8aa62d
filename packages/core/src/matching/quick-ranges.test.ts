import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { readItemVersions } from '../products/read-version.ts';
import { advisoryOf, lineOf } from './example-match.test-support.ts';
import { findLikestGroups } from './find-likest-groups.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareName } from './prepare-item.ts';
import { askQuickly, quickRanges } from './quick-ranges.ts';

const NAME = 'Meridiaan EPD';
const AFFECTED = { id: 'a', name: NAME, range: 'vers:generic/<6.2.15' };
const FIXED = { id: 'f', name: NAME, version: '6.2.15' };

function rangesOf(...[products, status]: Parameters<typeof advisoryOf>) {
  const found = findLikestGroups(prepareAdvisory(advisoryOf(products, status), NO_ALIASES), prepareName(lineOf(), NO_ALIASES));
  if (found === undefined) throw new Error('the line is not found');
  return quickRanges(found);
}
const asked = (version: string) => {
  const ranges = rangesOf([AFFECTED, FIXED], { known_affected: ['a'], fixed: ['f'] });
  return ranges === undefined ? 'no ranges' : askQuickly(ranges, readItemVersions(version));
};

test.each([
  ['6.2.14', 'affected'],
  ['6.3', 'outside'],
  ['5.0, 6.3', 'affected'],
])('of version %s it is told at once that it is %s', (version, expected) => {
  expect(asked(version)).toBe(expected);
});

test.each(['6.2.15', '6', 'laatste', ''])('of version "%s" every vulnerability must be looked at', (version) => {
  expect(asked(version)).toBeUndefined();
});

test('what is merely looked into, or fixed without a word of what is affected, is not told quickly', () => {
  expect(rangesOf([AFFECTED], { under_investigation: ['a'] })).toBeUndefined();
  expect(rangesOf([FIXED], { fixed: ['f'] })).toBeUndefined();
});

test('a product without versions is not told quickly', () => {
  expect(rangesOf([{ id: 'a', name: NAME }], { known_affected: ['a'] })).toBeUndefined();
});
