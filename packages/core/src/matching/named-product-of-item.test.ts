import { expect, test } from 'vitest';
import { lineOf } from './example-match.test-support.ts';
import { namedProductOfItem } from './named-product-of-item.ts';

test('a line names its product by supplier, name and identifier, never by its version', () => {
  expect(namedProductOfItem(lineOf({ identifier: 'pkg:npm/x@1' }))).toEqual({
    supplier: 'Meridiaan Zorgsoftware',
    names: ['Meridiaan EPD'],
    identifiers: ['pkg:npm/x@1'],
  });
  expect(namedProductOfItem(lineOf()).identifiers).toEqual([]);
});
