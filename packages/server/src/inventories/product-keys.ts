import type { Item } from '@forewarn/core/inventories/item.ts';
import { foldWord } from '@forewarn/core/basics/table.ts';
import type { Machine } from '../machine.ts';

/** The product keys of a line, by which matching finds it. */
export type KeysOf = (item: Item) => readonly string[];

// TODO integrator: keysOfItem(item, await loadCatalogue(…)) of core/products/product-key.ts and products/load-catalogue.ts
export async function loadKeysOf(_machine: Machine): Promise<KeysOf> {
  return (item) => [`name:${foldWord(item.supplier ?? '')}/${foldWord(item.product)}`];
}
