import type { Item } from '@forewarn/core/inventories/item.ts';
import { namedProductOfItem } from '@forewarn/core/matching/named-product-of-item.ts';
import { productKeysOf } from '@forewarn/core/products/product-key.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { loadAliases } from '../products/load-aliases.ts';

/** The product keys of a line, by which matching finds it. */
export type KeysOf = (item: Item) => readonly string[];

/** With the names that are resolved now. As Forewarn itself: an institution sees no aliases, and its lines have the same keys as all. */
export async function loadKeysOf(machine: Machine): Promise<KeysOf> {
  const aliases = await asSystem(machine.database, 'product-keys', loadAliases);
  return (item) => productKeysOf(namedProductOfItem(item), aliases);
}
