import { expect, test } from 'vitest';
import { numberWords } from './number-words.ts';

test('a number stands as its reader writes it, and a fraction with as many digits as are asked', () => {
  expect([999, 1000, 300_000, 1_000_000].map((value) => numberWords(value, 'nl'))).toEqual(['999', '1.000', '300.000', '1.000.000']);
  expect([1000, 1_000_000].map((value) => numberWords(value, 'en'))).toEqual(['1,000', '1,000,000']);
  expect([numberWords(5.25, 'nl', 1), numberWords(5.25, 'en', 1), numberWords(5.25, 'nl')]).toEqual(['5,3', '5.3', '5']);
});
