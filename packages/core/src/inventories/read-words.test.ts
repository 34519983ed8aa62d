import { expect, test } from 'vitest';
import { readExposure, readImportance, readQuantity } from './read-words.ts';

test.each([
  ['internet', 'internet'],
  ['Intern', 'internal'],
  ['K', 'connection'],
  ['via koppeling', 'connection'],
  ['Geïsoleerd', 'isolated'],
  ['ja', 'internet'],
  ['nee', 'internal'],
  ['Kelder', undefined],
])('exposure "%s" is %s', (text, exposure) => {
  expect(readExposure(text)).toBe(exposure);
});

test.each([
  ['1', 1],
  ['2 - hoog', 2],
  ['Kritiek', 1],
  ['laag', 4],
  ['5', undefined],
  ['heel erg', undefined],
])('importance "%s" is %s', (text, importance) => {
  expect(readImportance(text)).toBe(importance);
});

test.each([
  ['12', 12],
  ['4x', 4],
  ['ca. 1.200', 1200],
  ['2,100', 2100],
  ['3.0', 3], // a spreadsheet's number
  ['40 stuks', 40],
  ['-1', undefined],
  ['veel', undefined],
  ['99999999999', undefined],
])('quantity "%s" is %s', (text, quantity) => {
  expect(readQuantity(text)).toBe(quantity);
});
