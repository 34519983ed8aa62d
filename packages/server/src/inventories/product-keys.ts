import type { Item } from '@forewarn/core/inventories/item.ts';
import { namedProductOfItem } from '@forewarn/core/matching/named-product-of-item.ts';
import { spanOfItem } from '@forewarn/core/matching/places-of-advisory.ts';
import { prepareItem } from '@forewarn/core/matching/prepare-item.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { keysOfIdentity, productKeysOf } from '@forewarn/core/products/product-key.ts';
import type { KeySpan } from '@forewarn/core/products/version-spans.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { loadAliases } from '../products/load-aliases.ts';

/** By which matching finds a line: its product keys, and where its version stands. */
export type LinePlace = { readonly keys: readonly string[]; readonly span: KeySpan };

/** The product keys of a line, and its whole place. */
export type KeysOf = ((item: Item) => readonly string[]) & { readonly placeOf: (item: Item) => LinePlace };

/** With the names that are resolved now. As Forewarn itself: an institution sees no aliases, and its lines have the same keys as all. */
export async function loadKeysOf(machine: Machine): Promise<KeysOf> {
  return keysOfWith(await asSystem(machine.database, 'product-keys', loadAliases));
}

export function keysOfWith(aliases: Aliases): KeysOf {
  return Object.assign((item: Item) => productKeysOf(namedProductOfItem(item), aliases), {
    placeOf: (item: Item) => {
      const prepared = prepareItem(item, aliases);
      return { keys: keysOfIdentity(prepared.identity), span: spanOfItem(prepared) };
    },
  });
}
