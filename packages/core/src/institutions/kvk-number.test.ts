import { expect, test } from 'vitest';
import { readKvkNumber } from './kvk-number.ts';

test.each([
  ['12345678', '12345678'],
  ['01234567', '01234567'],
  [' 1234 5678 ', '12345678'],
  ['12.34.56.78', '12345678'],
  ['KvK-nummer: 12345678', '12345678'],
  ['kvk 12345678', '12345678'],
])('"%s" is the KvK number %s', (text, number) => {
  expect(readKvkNumber(text)).toBe(number);
});

test.each([
  '',
  '1234567',
  '123456789',
  '000012345678',
  '00000000',
  '1234567a',
  '-12345678',
  '12345678.5',
  '١٢٣٤٥٦٧٨',
  '12345678 en 87654321',
])('"%s" is no KvK number', (text) => {
  expect(readKvkNumber(text)).toBeUndefined();
});
