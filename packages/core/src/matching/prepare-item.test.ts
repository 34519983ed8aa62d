import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { lineOf } from './example-match.test-support.ts';
import { prepareItem } from './prepare-item.ts';

const versionsOf = (parts: Parameters<typeof lineOf>[0]) => {
  const { versions } = prepareItem(lineOf(parts), NO_ALIASES);
  return versions.kind === 'versions' ? versions.versions.map(({ text }) => text) : versions.kind;
};

test.each([
  ['the version column', { version: '6.2' }, ['6.2']],
  ['the identifier where the column is empty', { version: undefined, identifier: 'cpe:2.3:a:x:y:3.6.5:*:*:*:*:*:*:*' }, ['3.6.5']],
  ['the name where neither tells', { version: undefined, product: 'FortiOS 7.2.9' }, ['7.2.9']],
  [
    'the package rather than the column, with its epoch',
    { version: '3.5.20', identifier: 'pkg:rpm/redhat/squid@3.5.20-17.el7?epoch=7' },
    ['7:3.5.20-17.el7'],
  ],
])('the version is that of %s', (_, parts, versions) => {
  expect(versionsOf(parts)).toEqual(versions);
});

test('a line has no key of everything that its maker makes', () => {
  expect(prepareItem(lineOf(), NO_ALIASES).keys.some((key) => key.startsWith('by:'))).toBe(false);
});
