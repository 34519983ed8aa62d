import { expect, test } from 'vitest';
import { catalogueAliases, mergedInto } from './catalogue-aliases.ts';
import type { Catalogue, CatalogueProduct } from './catalogue.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';

const entry = (id: string, more: Partial<CatalogueProduct> = {}): CatalogueProduct => ({
  id,
  name: id,
  kind: 'software',
  variants: [],
  aliases: [],
  identifiers: [],
  source: 'test',
  ...more,
});
const withProducts = (...products: readonly CatalogueProduct[]): Catalogue => ({
  ...SHIPPED_CATALOGUE,
  products: [...SHIPPED_CATALOGUE.products, ...products],
});

test('of the shipped catalogue only names at another supplier are told, and takeovers among what is invented', () => {
  expect(catalogueAliases(SHIPPED_CATALOGUE, SHIPPED_CATALOGUE)).toEqual([
    { aliasSupplier: 'veldlicht', aliasProduct: '', supplier: 'kompas zorg it', product: '' },
    { aliasSupplier: 'vmware', aliasProduct: 'horizon', supplier: 'omnissa', product: 'horizon' },
    { aliasSupplier: 'vmware', aliasProduct: 'horizon view', supplier: 'omnissa', product: 'horizon' },
    { aliasSupplier: 'kompas zorg it', aliasProduct: 'veldlicht epd', supplier: 'kompas zorg it', product: 'kompas epd' },
  ]);
});

test('what people added is told, but not what people merely say', () => {
  const added = entry('x', {
    name: 'Zaalbeeld',
    supplierId: 'nedap',
    aliases: [
      { text: 'Zaalzicht', kind: 'former-name' },
      { text: 'het scherm', kind: 'colloquial' },
    ],
  });
  const rows = catalogueAliases(withProducts(added), SHIPPED_CATALOGUE).filter(({ product }) => product === 'zaalbeeld');
  expect(rows).toEqual([{ aliasSupplier: 'nedap', aliasProduct: 'zaalzicht', supplier: 'nedap', product: 'zaalbeeld' }]);
});

test('an entry that was merged lends its names to the one that it is now', () => {
  const old = entry('old', { name: 'Zaalzicht', supplierId: 'nedap', mergedInto: 'new', aliases: [{ text: 'ZZ', kind: 'abbreviation' }] });
  const rows = catalogueAliases(withProducts(old, entry('new', { name: 'Zaalbeeld', supplierId: 'ascom' })), SHIPPED_CATALOGUE);
  expect(rows).toContainEqual({ aliasSupplier: 'nedap', aliasProduct: 'zaalzicht', supplier: 'ascom', product: 'zaalbeeld' });
  expect(rows).toContainEqual({ aliasSupplier: 'nedap', aliasProduct: 'zz', supplier: 'ascom', product: 'zaalbeeld' });
});

test('a circle of merges ends', () => {
  const products = new Map([entry('a', { mergedInto: 'b' }), entry('b', { mergedInto: 'a' })].map((one) => [one.id, one]));
  expect(['a', 'b']).toContain(mergedInto(products.get('a')!, products).id);
});
