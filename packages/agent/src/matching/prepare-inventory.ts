import type { ReadLine } from '@forewarn/core/inventories/inventory-reading.ts';
import { containmentsOfIndex } from '@forewarn/core/matching/containments-of-index.ts';
import { prepareContainments } from '@forewarn/core/matching/containments.ts';
import { prepareItem, type PreparedItem } from '@forewarn/core/matching/prepare-item.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { makerKeys } from '@forewarn/core/products/product-key.ts';

/** The lines of an inventory, ready to be asked about one advisory after the other. */
export type PreparedInventory = {
  readonly lines: readonly PreparedLine[];
  /** Places in `lines`, by product key, and by the key of the maker. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  readonly byMaker: ReadonlyMap<string, readonly number[]>;
};
/** Lines that say the same share what was prepared of them; `item` of it is the first one's. */
export type PreparedLine = { readonly line: ReadLine; readonly prepared: PreparedItem };

export function prepareInventory(lines: readonly ReadLine[], aliases: Aliases): PreparedInventory {
  const containments = [prepareContainments(aliases.contains === undefined ? [] : containmentsOfIndex(aliases.contains), aliases)];
  const bySaying = new Map<string, PreparedItem>();
  const ready = lines.map((line) => {
    const { supplier, product, version, identifier } = line.item;
    const saying = JSON.stringify([supplier, product, version, identifier]);
    const prepared = bySaying.get(saying) ?? prepareItem(line.item, aliases, containments);
    bySaying.set(saying, prepared);
    return { line, prepared };
  });
  return {
    lines: ready,
    byKey: placesBy(ready, ({ prepared }) => [...prepared.keys, ...(prepared.parts ?? []).flatMap(({ keys }) => keys)]),
    byMaker: placesBy(ready, ({ prepared }) => makerKeys(prepared.identity.maker)),
  };
}

function placesBy(
  lines: readonly PreparedLine[],
  keysOf: (line: PreparedLine) => readonly string[],
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, line] of lines.entries()) {
    for (const key of new Set(keysOf(line))) {
      const there = places.get(key);
      if (there === undefined) places.set(key, [place]);
      else there.push(place);
    }
  }
  return places;
}
