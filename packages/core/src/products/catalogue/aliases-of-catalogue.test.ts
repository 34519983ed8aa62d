import { expect, test } from 'vitest';
import { aliasesOfCatalogue, decisionsOf, indexCatalogue } from './aliases-of-catalogue.ts';
import { decisionKey } from './name-index.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';

const SHIPPED = indexCatalogue(SHIPPED_CATALOGUE);
const decided = (aliasProduct: string, more: object) => ({
  aliasSupplier: '',
  aliasProduct,
  supplier: 'meridiaan zorgsoftware',
  product: 'meridiaan epd',
  kind: 'other',
  ...more,
});

test('what people decided comes before what the catalogue says, and is asked on both sides', () => {
  const { products } = aliasesOfCatalogue(SHIPPED, [decided('mepd', {})]);
  expect(products.get('mepd')?.[0]).toMatchObject({ product: 'meridiaan epd' });
  expect(products.get('meridiaan epd')?.some(({ product }) => product === 'mepd')).toBe(true);
});

test('that a name is no product is a decision, and no other name of one', () => {
  const aliases = aliasesOfCatalogue(SHIPPED, [decided('koffie', { kind: 'not-a-product' })]);
  expect(aliases.products.has('koffie')).toBe(false);
  expect(aliases.names?.decisions.get(decisionKey('', 'koffie'))).toEqual({ kind: 'not-a-product' });
});

test('of two decisions about one name the later stands', () => {
  const found = decisionsOf([decided('mepd', { catalogueProductId: 'a' }), decided('mepd', { catalogueProductId: 'b' })]);
  expect(found.get(decisionKey('', 'mepd'))).toEqual({ kind: 'product', productId: 'b' });
});
