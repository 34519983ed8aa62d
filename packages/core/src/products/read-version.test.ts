import { expect, test } from 'vitest';
import { readItemVersions, readVersion } from './read-version.ts';

const versionsOf = (text: string) => {
  const read = readItemVersions(text);
  return read.kind === 'versions' ? read.versions.map((version) => version.text) : read.kind;
};

test.each([
  ['7.2.9', ['7.2.9']],
  ['7.2.7 (30x), 7.2.12 (8x)', ['7.2.7', '7.2.12']],
  ['2012 R2 (9), 2016 (60)', ['2012 R2', '2016']],
  ['11 23H2; 10 22H2', ['11 23H2', '10 22H2']],
  ['6.4.14 en 7.0.15', ['6.4.14', '7.0.15']],
  ['SW L80', ['SW L80']],
  ['', 'none'],
  ['laatste', 'unreadable'],
  ['11 SP ?', 'unreadable'], // whoever types a question mark does not know
])('the version column "%s" tells %j', (text, told) => {
  expect(versionsOf(text)).toEqual(told);
});

test.each([
  ['7.2.9, onbekend', true],
  ['7.2.9; 7.4.1; overige', true],
  [Array.from({ length: 21 }, (_, place) => `7.${place}`).join(', '), true],
  [Array.from({ length: 20 }, (_, place) => `Vizier release 7.${place}`).join(', '), true], // longer than what is read
  ['7.0.1, 7.0.2, 7.2.9, 7.4.1, 7.6.0, 7.2.5', undefined],
  ['7.2.9, einde ondersteuning', undefined],
])('whether the list "%s" also holds what nobody can tell: %s', (text, isOpen) => {
  const read = readItemVersions(text);
  expect(read.kind === 'versions' ? read.isOpen : read.kind).toBe(isOpen);
});

test('a marked build is told from the release that it is of', () => {
  expect(readVersion('7.4.4 build2662')).toMatchObject({ buildAt: 3 });
  expect(readVersion('7.4.4').buildAt).toBe(3);
});

test('an x or a star at the end leaves a part open', () => {
  expect(readVersion('9.x')).toMatchObject({ wildcard: 'part' });
  expect(readVersion('C.0x')).toMatchObject({ wildcard: 'digit' });
  expect(readVersion('9.1').wildcard).toBeUndefined();
});
