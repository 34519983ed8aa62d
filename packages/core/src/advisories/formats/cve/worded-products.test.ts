import { expect, test } from 'vitest';
import { wordedProducts } from './worded-products.ts';

test('a product is offered with its maker in its name, and with its maker apart', () => {
  expect(
    wordedProducts(['Iedereen kan alles lezen.', 'Path traversal in Meridiaan EPD before 6.2.15 lets anybody read.'], '/descriptions/0'),
  ).toMatchObject([
    { id: 'words/0', product: 'Meridiaan EPD', version: { text: 'before 6.2.15' }, at: '/descriptions/0' },
    { id: 'words/1', supplier: 'Meridiaan', product: 'EPD', version: { text: 'before 6.2.15' } },
  ]);
});

test('a name of one word has no maker in it; texts without a name give nothing', () => {
  expect(wordedProducts(['Path traversal in Zorgpad before 6.2.15.'], '')).toMatchObject([{ product: 'Zorgpad' }]);
  expect(wordedProducts(['Iedereen kan alles lezen.'], '')).toEqual([]);
});
