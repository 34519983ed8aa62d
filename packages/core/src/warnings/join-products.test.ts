import { expect, test } from 'vitest';
import { joinProducts } from './join-products.ts';
import { words } from './words.ts';

test.each([
  [[], 'een product uit uw lijst', 'a product of your list'],
  [['A'], 'A', 'A'],
  [['A', 'B'], 'A en B', 'A and B'],
  [['A', 'B', 'C'], 'A, B en C', 'A, B and C'],
  [['A', 'B', 'C', 'D'], 'A, B, C en 1 ander product', 'A, B, C and 1 other product'],
  [['A', 'B', 'C', 'D', 'E', 'F'], 'A, B, C en 3 andere producten', 'A, B, C and 3 other products'],
])('%o in a sentence', (names, dutch, english) => {
  expect(joinProducts(names, words('nl'))).toBe(dutch);
  expect(joinProducts(names, words('en'))).toBe(english);
});
