import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { foldWord } from '@forewarn/core/basics/table.ts';
import type { Transaction } from '../database/open-database.ts';

/** The product keys of an advisory, by which matching finds it from the side of the inventory. */
export type KeysOfAdvisory = (advisory: Advisory) => readonly string[];

// TODO until core/products/product-key.ts and products/load-aliases.ts are there
export async function loadKeysOfAdvisory(_trx: Transaction): Promise<KeysOfAdvisory> {
  return (advisory) => [
    ...new Set(advisory.products.map((product) => `name:${foldWord(product.supplier ?? '')}/${foldWord(product.product ?? product.name)}`)),
  ];
}
