import { contentText } from './item-key.ts';
import type { Item } from './item.ts';

/** What became of the lines of an inventory between two moments; each list in the order of keys. */
export type InventoryComparison = {
  readonly added: readonly Item[];
  readonly changed: readonly { readonly before: Item; readonly after: Item }[];
  readonly removed: readonly Item[];
  readonly unchanged: readonly Item[];
};

/** Compares two inventories by the keys of their lines; the order of lines plays no part. */
export function compareInventories(before: readonly Item[], after: readonly Item[]): InventoryComparison {
  const earlier = new Map(before.map((item) => [item.key, item]));
  const added: Item[] = [];
  const changed: { before: Item; after: Item }[] = [];
  const unchanged: Item[] = [];
  const later = new Map(after.map((item) => [item.key, item]));
  for (const item of inKeyOrder(later.values())) {
    const was = earlier.get(item.key);
    if (was === undefined) added.push(item);
    else if (contentText(was) === contentText(item)) unchanged.push(was);
    else changed.push({ before: was, after: item });
  }
  return { added, changed, removed: inKeyOrder(earlier.values()).filter((item) => !later.has(item.key)), unchanged };
}

/** The inventory after a comparison is applied to the one before: the inverse of `compareInventories`, in key order. */
export function applyComparison(before: readonly Item[], comparison: InventoryComparison): readonly Item[] {
  const gone = new Set([...comparison.removed, ...comparison.changed.map((change) => change.before)].map((item) => item.key));
  return inKeyOrder([
    ...before.filter((item) => !gone.has(item.key)),
    ...comparison.added,
    ...comparison.changed.map((change) => change.after),
  ]);
}

/** Text of which the digest names an inventory's content: the same for the same lines in any order. */
export function inventoryText(items: readonly Item[]): string {
  return inKeyOrder(items)
    .map((item) => `${JSON.stringify(item.key)}${contentText(item)}\n`)
    .join('');
}

function inKeyOrder(items: Iterable<Item>): readonly Item[] {
  return [...items].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}
