import { expect, test } from 'vitest';
import { foldName } from '../products/fold-name.ts';
import { PEER_KINDS, PRODUCT_KINDS, STARTER_PRODUCTS } from './starter-products.ts';

test('every row is whole: its own id, a name, six shares, words as they are compared', () => {
  expect(new Set(STARTER_PRODUCTS.map(({ id }) => id)).size).toBe(STARTER_PRODUCTS.length);
  for (const product of STARTER_PRODUCTS) {
    expect(product.name, product.id).not.toBe('');
    expect(PRODUCT_KINDS, product.id).toContain(product.kind);
    for (const kind of PEER_KINDS) expect(product.shares[kind], product.id).toBeGreaterThanOrEqual(0);
    for (const kind of PEER_KINDS) expect(product.shares[kind], product.id).toBeLessThanOrEqual(100);
    expect(product.words.map(foldName), product.id).toEqual(product.words);
  }
});

test('of a dossier an institution has about one: the shares of a kind add up to no more than a hundred', () => {
  for (const kind of PEER_KINDS) {
    const sum = STARTER_PRODUCTS.filter((product) => product.kind === 'dossier').reduce(
      (total, product) => total + product.shares[kind],
      0,
    );
    expect(sum, kind).toBeLessThanOrEqual(100);
  }
});
