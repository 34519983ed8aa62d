import { expect, test } from 'vitest';
import type { Catalogue, CatalogueProduct } from '../products/catalogue/catalogue.ts';
import { containsIndexOf } from '../products/catalogue/contained-in.ts';
import { SHIPPED_CATALOGUE } from '../products/catalogue/shipped-catalogue.ts';
import { containmentsOfIndex } from './containments-of-index.ts';

const entry = (id: string, name: string, more: Partial<CatalogueProduct> = {}): CatalogueProduct => ({
  id,
  name,
  supplierId: 'kwartelveen',
  kind: 'software',
  variants: [],
  aliases: [],
  identifiers: [],
  source: 'test',
  ...more,
});
const catalogue = (contains: Catalogue['contains'], ...products: readonly CatalogueProduct[]): Catalogue => ({
  suppliers: [{ id: 'kwartelveen', name: 'Kwartelveen Informatica', aliases: [], owners: [] }],
  products,
  contains,
});

test('the two sides bear every name and identifier that the catalogue has for them', () => {
  const labstraat = entry('labstraat', 'Labstraat', { aliases: [{ text: 'Labweg', kind: 'former-name' }] });
  const mirth = entry('mirth', 'Mirth Connect', {
    identifiers: [{ scheme: 'cpe23', value: 'cpe:2.3:a:nextgen:mirth_connect:*:*:*:*:*:*:*:*', checked: 'confirmed' }],
  });
  const row = {
    productId: 'labstraat',
    componentId: 'mirth',
    componentVersions: '4.x',
    productVersions: '>=9',
    certainty: 'certain',
    source: 'leverancier',
  } as const;
  expect(containmentsOfIndex(containsIndexOf(catalogue([row], labstraat, mirth)))).toEqual([
    {
      product: { supplier: 'Kwartelveen Informatica', names: ['Labstraat', 'Labweg'], identifiers: [] },
      component: {
        supplier: 'Kwartelveen Informatica',
        names: ['Mirth Connect'],
        identifiers: ['cpe:2.3:a:nextgen:mirth_connect:*:*:*:*:*:*:*:*'],
      },
      version: '4.x',
      inVersions: '>=9',
      certainty: 'certain',
      source: 'leverancier',
    },
  ]);
});

test('what was merged is what it was merged into; what is not there is passed over', () => {
  const row = { productId: 'old', componentId: 'mirth', certainty: 'likely', source: 'test' } as const;
  const merged = catalogue(
    [row, { ...row, productId: 'gone' }],
    entry('old', 'Oud', { mergedInto: 'labstraat' }),
    entry('labstraat', 'Labstraat'),
    entry('mirth', 'Mirth Connect'),
  );
  expect(containmentsOfIndex(containsIndexOf(merged)).map(({ product }) => product.names)).toEqual([['Labstraat']]);
  const round = catalogue([row], entry('old', 'Oud', { mergedInto: 'old' }), entry('mirth', 'Mirth Connect'));
  expect(containmentsOfIndex(containsIndexOf(round))).toHaveLength(1);
});

test('every row of the catalogue that comes with Forewarn has two sides', () => {
  expect(containmentsOfIndex(containsIndexOf(SHIPPED_CATALOGUE))).toHaveLength(SHIPPED_CATALOGUE.contains.length);
});
