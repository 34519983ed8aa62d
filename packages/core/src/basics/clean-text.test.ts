import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, cleanParagraphs, holdsBsnLike, saysUnknown } from './clean-text.ts';

test('a text from outside is kept on one line, without control characters, and cut between characters', () => {
  expect(cleanText(' Forti\u0000Gate\r\n 60F\u00a0', 100)).toBe('Forti Gate  60F');
  expect(cleanText('ab😀', 3)).toBe('ab');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => cleanText(text, 10).length <= 10 && cleanText(text, 10).isWellFormed()));
});

test.each(['', '?', '??', ' - ', '–', 'Onbekend', 'weet ik niet', 'N.v.t.', "don't know", 'n/a'])('"%s" says unknown', (text) => {
  expect(saysUnknown(text)).toBe(true);
});

test.each(['1', 'Nee', '7.x', 'Onbekend merk'])('"%s" says something', (text) => {
  expect(saysUnknown(text)).toBe(false);
});

// Numbers are made up to pass or just fail the test; 111222333 is the government's own example.
test.each([
  ['laptop van 111222333', true],
  ['111222334', false],
  ['1112.22.333', true],
  ['0001112223334', false],
  ['000000000', false],
  ['v7.111222333.1', false], // part of a version
  ['0199f2a4-7c11-7abc-8def-ab111222333c', false], // an id
  ['zie 0199f2a4-7c11-7abc-8def-ab111222333c, cliënt 111222333', true],
])('"%s" holds something like a BSN: %s', (text, expected) => {
  expect(holdsBsnLike(text)).toBe(expected);
});

test('of a text of paragraphs the line ends stay, and nothing that no screen shows', () => {
  expect(cleanParagraphs(' Gebeld.\u0000\n\nZij zoeken\u0007het uit. \n', 100)).toBe('Gebeld.\n\nZij zoeken het uit.');
  expect(cleanParagraphs('abc\ndef', 5)).toBe('abc\nd');
});
