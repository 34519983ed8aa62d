import { expect, test } from 'vitest';
import { catalogueOfNames } from './catalogue-of-names.ts';

test('names that differ in case, signs or the form of the company are one, as first written', () => {
  const { suppliers, products } = catalogueOfNames(
    [
      { supplier: 'Haverkamp', product: 'Kompas-Roos' },
      { supplier: 'HAVERKAMP B.V.', product: 'kompas roos' },
      { supplier: '', product: 'Zaalbeeld' },
      { supplier: 'Haverkamp', product: '-' },
    ],
    'x:',
    'a list',
  );
  expect(suppliers.map(({ id, name }) => [id, name])).toEqual([['x:haverkamp', 'Haverkamp']]);
  expect(products.map(({ id, name, supplierId }) => [id, name, supplierId])).toEqual([
    ['x:haverkamp/kompas-roos', 'Kompas-Roos', 'x:haverkamp'],
    ['x:/zaalbeeld', 'Zaalbeeld', undefined],
  ]);
});
