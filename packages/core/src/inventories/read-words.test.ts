import { expect, test } from 'vitest';
import { holdsSeveralVersions, readExposure, readImportance, readQuantity } from './read-words.ts';

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

test.each([
  ['7.2.7 (30x), 7.2.12 (8x)', true],
  ['7.0.15 (31), 7.2.9 (7)', true],
  ['2016, 2019', true],
  ['2012 R2 (9), 2016 (60)', true],
  ['6.7 en 7.0', true],
  ['8.0/8.1', true],
  ['6.3 HF12', false],
  ['8.0 U2', false],
  ['22.7R2.4', false],
  ['2019 CU14', false],
  ['12,1', false], // a Dutch decimal
  ['Windows 10 IoT 2016', false],
])('"%s" holds several versions: %s', (text, expected) => {
  expect(holdsSeveralVersions(text)).toBe(expected);
});
