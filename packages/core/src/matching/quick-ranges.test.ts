import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { readItemVersions } from '../products/read-version.ts';
import { advisoryOf, lineOf } from './example-match.test-support.ts';
import { findLikestGroups } from './find-likest-groups.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareName } from './prepare-item.ts';
import { askQuickly, askRanges, noRanges, quickRanges } from './quick-ranges.ts';

const NAME = 'Meridiaan EPD';
const AFFECTED = { id: 'a', name: NAME, range: 'vers:generic/<6.2.15' };
const FIXED = { id: 'f', name: NAME, version: '6.2.15' };

function rangesOf(...[products, status]: Parameters<typeof advisoryOf>) {
  const found = findLikestGroups(prepareAdvisory(advisoryOf(products, status), NO_ALIASES), prepareName(lineOf(), NO_ALIASES));
  if (found === undefined) throw new Error('the line is not found');
  const different = noRanges();
  return { different, quick: quickRanges(found, different) };
}
const asked = (version: string) => {
  const { quick, different } = rangesOf([AFFECTED, FIXED], { known_affected: ['a'], fixed: ['f'] });
  const answers = askRanges(different, readItemVersions(version));
  if (quick === undefined) throw new Error('there are no ranges');
  return answers && askQuickly(quick, different, answers);
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
  expect(rangesOf([AFFECTED], { under_investigation: ['a'] }).quick).toBeUndefined();
  expect(rangesOf([FIXED], { fixed: ['f'] }).quick).toBeUndefined();
});

test('a list of versions that also holds what nobody can tell is not told quickly', () => {
  const { different } = rangesOf([AFFECTED], { known_affected: ['a'] });
  expect(askRanges(different, readItemVersions('9.1'))).toBeDefined();
  expect(askRanges(different, readItemVersions('9.1, onbekend'))).toBeUndefined();
});

test('a product without versions is not told quickly', () => {
  expect(rangesOf([{ id: 'a', name: NAME }], { known_affected: ['a'] }).quick).toBeUndefined();
});

test('ranges that say the same are one, and those that say another thing are not', () => {
  const of = (...ranges: readonly string[]) =>
    rangesOf(
      ranges.map((range, place) => ({ id: `${place}`, name: NAME, range })),
      { known_affected: ranges.map((_, place) => `${place}`) },
    ).different.ranges.length;
  expect(of('vers:generic/<6.2', 'vers:generic/<6.2')).toBe(1);
  expect(of('vers:generic/<6.2', 'vers:generic/<=6.2', 'vers:generic/>6.2', 'vers:generic/6.2', 'vers:generic/*')).toBe(5);
});
