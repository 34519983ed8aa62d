import { expect, test } from 'vitest';
import type { Problem } from '../../../basics/problem.ts';
import { readProductTree } from './product-tree.ts';

const readTree = (value: unknown) => {
  const problems: Problem[] = [];
  return { ...readProductTree({ value, at: '/product_tree' }, problems), codes: problems.map(({ code }) => code) };
};
const branch = (category: string, name: string, below: object) => ({ category, name, ...below });
const product = (product_id: string, helper?: object) => ({
  product: { product_id, name: `Product ${product_id}`, ...(helper === undefined ? {} : { product_identification_helper: helper }) },
});

test('a product has the names of the branches above it and the nearest version', () => {
  const { products } = readTree({
    branches: [
      branch('vendor', 'Meridiaan', {
        branches: [
          branch('product_family', 'Zorg', {
            branches: [
              branch('product_name', 'EPD', {
                branches: [
                  branch('product_version_range', 'vers:generic/<6.2', product('A')),
                  branch('product_version', '2019', { branches: [branch('patch_level', 'CU14', product('B'))] }),
                  branch('architecture', 'amd64', product('C')),
                ],
              }),
            ],
          }),
        ],
      }),
    ],
  });
  expect(products).toMatchObject([
    { id: 'A', supplier: 'Meridiaan', family: 'Zorg', product: 'EPD', version: { kind: 'range', text: 'vers:generic/<6.2' } },
    { id: 'B', version: { kind: 'exact', text: '2019 CU14' } },
    { id: 'C', architecture: 'amd64', at: '/product_tree/branches/0/branches/0/branches/0/branches/2/product' },
  ]);
  expect(products[2]).not.toHaveProperty('version');
});

test('identifiers are taken as written: CPE, one or several purls, models, serial numbers', () => {
  const { products } = readTree({
    full_product_names: [
      product('A', {
        cpe: 'cpe:2.3:a:meridiaan:epd:6.1:*:*:*:*:*:*:*',
        purl: 'pkg:generic/epd@6.1',
        model_numbers: ['EPD-*'],
        serial_numbers: ['7'],
      }).product,
      product('B', { purls: ['pkg:npm/a@1', 'pkg:npm/b@2'] }).product,
    ],
  });
  expect(products).toMatchObject([
    {
      cpe: 'cpe:2.3:a:meridiaan:epd:6.1:*:*:*:*:*:*:*',
      purls: ['pkg:generic/epd@6.1'],
      otherIdentifiers: [
        { kind: 'model_numbers', value: 'EPD-*' },
        { kind: 'serial_numbers', value: '7' },
      ],
    },
    { purls: ['pkg:npm/a@1', 'pkg:npm/b@2'] },
  ]);
});

test('a relationship makes a product with the names of its component; one that names nobody is said', () => {
  const relationship = (productId: string, made: string) => ({
    category: 'installed_on',
    product_reference: productId,
    relates_to_product_reference: 'hardware',
    full_product_name: { product_id: made, name: `${productId} on hardware` },
  });
  const { products, codes } = readTree({
    branches: [
      branch('vendor', 'Meridiaan', {
        branches: [
          branch('product_name', 'Firmware', { branches: [branch('product_version', '2.1', product('firmware'))] }),
          branch('product_name', 'Pomp', product('hardware')),
        ],
      }),
    ],
    relationships: [relationship('firmware', 'made'), relationship('nobody', 'orphan')],
  });
  expect(products.find(({ id }) => id === 'made')).toMatchObject({
    supplier: 'Meridiaan',
    product: 'Firmware',
    version: { kind: 'exact', text: '2.1' },
    relationship: { category: 'installed_on', productId: 'firmware', relatesTo: 'hardware' },
  });
  expect(products.some(({ id }) => id === 'orphan')).toBe(true);
  expect(codes).toEqual(['relationship-broken']);
});

test('groups are known by their id', () => {
  const { groups } = readTree({ product_groups: [{ group_id: 'G', product_ids: ['A', 'B', 7] }, { product_ids: ['C'] }] });
  expect([...groups]).toEqual([['G', ['A', 'B']]]);
});

test('a tree deeper than any real one is read to its limit, and that is said', () => {
  let tree: object = product('deep');
  for (let depth = 0; depth < 150; depth += 1) tree = { branches: [branch('product_family', `level ${depth}`, tree)] };
  expect(readTree(tree).codes).toEqual(['product-tree-too-large']);
});

test('versions below versions do not make a name without end', () => {
  let tree: object = product('deep');
  for (let depth = 0; depth < 60; depth += 1) tree = { branches: [branch('product_version', 'x'.repeat(2_000), tree)] };
  expect(readTree(tree).products[0]?.version?.text.length).toBe(2_000);
});
