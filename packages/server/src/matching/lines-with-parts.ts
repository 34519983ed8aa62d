import { setImmediate as pause } from 'node:timers/promises';
import type { Containments } from '@forewarn/core/matching/containments.ts';
import { partOfComponent } from '@forewarn/core/matching/part-of-component.ts';
import { spanOfItem } from '@forewarn/core/matching/places-of-advisory.ts';
import type { Part } from '@forewarn/core/matching/parts-of.ts';
import type { PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import { prepareItem, type PreparedItem } from '@forewarn/core/matching/prepare-item.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { EVERYWHERE, meets, type KeySpan } from '@forewarn/core/products/version-spans.ts';
import type { Component } from '@forewarn/core/inventories/relation.ts';
import type { Line } from './line-store.ts';
import type { Standing } from './place-store.ts';
import { spansOfAdvisory } from './spans-of-advisory.ts';

/** Lines made ready, with what is in each: to be asked about many advisories, of which each meets but few of them. */
export type LinesWithParts = {
  readonly lines: readonly Line[];
  /** Product keys of the lines and of all that is in them. */
  readonly keys: readonly string[];
  /** Where the lines stand, and their parts, whatever the version of those. */
  readonly standing: readonly Standing[];
  /**
   * The lines that an advisory may concern, in their order, each with those of its parts alone that it may meet. `every`: also the lines of its
   * products that its versions leave out, to say so.
   */
  readonly candidates: (advisory: PreparedAdvisory, every?: 'every') => readonly { readonly line: Line; readonly item: PreparedItem }[];
};

const PREPARED_AT_ONCE = 500;

export async function linesWithParts(
  lines: readonly Line[],
  components: ReadonlyMap<number, readonly Component[]>,
  names: { readonly aliases: Aliases; readonly containments: readonly Containments[] },
): Promise<LinesWithParts> {
  const items: PreparedItem[] = [];
  const spans: KeySpan[] = [];
  const standing: Standing[] = [];
  const placesByKey = new Map<string, number[]>();
  const partsByKey = new Map<string, { readonly place: number; readonly part: Part }[]>();
  let sinceRest = 0;
  for (const [place, line] of lines.entries()) {
    const item = prepareItem(line.item, names.aliases, names.containments);
    items.push({ ...item, parts: undefined });
    const span = spanOfItem(item);
    spans.push(span);
    standing.push({ keys: item.keys, span });
    for (const key of item.keys) add(placesByKey, key, place);
    for (const part of item.parts ?? []) {
      standing.push({ keys: part.keys, span: EVERYWHERE });
      for (const key of part.keys) add(partsByKey, key, { place, part });
    }
    for (const component of components.get(line.id) ?? []) {
      const part = partOfComponent(component, item.says, names.aliases);
      standing.push({ keys: part.keys, span: EVERYWHERE });
      for (const key of part.keys) add(partsByKey, key, { place, part });
      if ((sinceRest += 1) % PREPARED_AT_ONCE === 0) await pause();
    }
    if ((sinceRest += 1) % PREPARED_AT_ONCE === 0) await pause();
  }
  return {
    lines,
    keys: [...new Set([...placesByKey.keys(), ...partsByKey.keys()])],
    standing,
    candidates: (advisory, every) => candidatesOf(advisory, lines, items, every === undefined ? spans : undefined, placesByKey, partsByKey),
  };
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}

function candidatesOf(
  advisory: PreparedAdvisory,
  lines: readonly Line[],
  items: readonly PreparedItem[],
  standing: readonly KeySpan[] | undefined,
  placesByKey: ReadonlyMap<string, readonly number[]>,
  partsByKey: ReadonlyMap<string, readonly { readonly place: number; readonly part: Part }[]>,
): readonly { readonly line: Line; readonly item: PreparedItem }[] {
  const parts = new Map<number, Set<Part>>();
  const spans = spansOfAdvisory(advisory);
  const isIn = (key: string, place: number) => {
    const own = standing?.[place];
    return own === undefined || (spans.get(key) ?? []).some((span) => meets(span, own));
  };
  for (const key of keysOf(advisory)) {
    for (const place of placesByKey.get(key) ?? []) if (!parts.has(place) && isIn(key, place)) parts.set(place, new Set());
    for (const { place, part } of partsByKey.get(key) ?? []) {
      const there = parts.get(place);
      if (there === undefined) parts.set(place, new Set([part]));
      else there.add(part);
    }
  }
  return [...parts.keys()]
    .sort((a, b) => a - b)
    .flatMap((place) => {
      const [line, item] = [lines[place], items[place]];
      const its = [...(parts.get(place) ?? [])];
      return line === undefined || item === undefined ? [] : [{ line, item: its.length === 0 ? item : { ...item, parts: its } }];
    });
}

/** The keys by which core looks for products, and the words by which it looks at all of them. */
function* keysOf(advisory: PreparedAdvisory): Generator<string> {
  yield* advisory.byKey.keys();
  for (const word of advisory.context) yield `word:${word}`;
}
