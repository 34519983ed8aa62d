import type { Item } from '../inventories/item.ts';
import type { NamedProduct } from '../products/named-product.ts';

/** What a line of an inventory names. */
export function namedProductOfItem(item: Pick<Item, 'supplier' | 'product' | 'identifier'>): NamedProduct {
  return { supplier: item.supplier, names: [item.product], identifiers: item.identifier === undefined ? [] : [item.identifier] };
}
