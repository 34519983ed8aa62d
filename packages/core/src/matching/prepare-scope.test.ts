import { expect, test } from 'vitest';
import { NO_SCOPE } from '../matters/matter.ts';
import { NO_ALIASES } from '../products/aliases.ts';
import { productKeysOf } from '../products/product-key.ts';
import { prepareScope } from './prepare-scope.ts';

test('the lines of a supplier share a key with a scope that names it', () => {
  const { keys } = prepareScope({ ...NO_SCOPE, suppliers: ['Meridiaan Zorgsoftware'] }, NO_ALIASES);
  expect(
    productKeysOf({ supplier: 'Meridiaan Zorgsoftware B.V.', names: ['Meridiaan Huisarts'], identifiers: [] }, NO_ALIASES).some((key) =>
      keys.includes(key),
    ),
  ).toBe(true);
});

test('a scope without products and suppliers looks for no line', () => {
  expect(prepareScope({ ...NO_SCOPE, sectors: ['ggz'] }, NO_ALIASES).keys).toEqual([]);
});
