import { setImmediate as pause } from 'node:timers/promises';
import type { Containments } from '@forewarn/core/matching/containments.ts';
import type { LikenessMemory } from '@forewarn/core/matching/find-likest-groups.ts';
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

/** A line that an advisory may concern; `memory`: what it was found to be like, for the next advisory on the same product. */
export type Candidate = { readonly line: Line; readonly item: PreparedItem; readonly memory: LikenessMemory };

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
  readonly candidates: (advisory: PreparedAdvisory, every?: 'every') => readonly Candidate[];
};

const PREPARED_AT_ONCE = 500;

export async function linesWithParts(
  lines: readonly Line[],
  components: ReadonlyMap<number, readonly Component[]>,
  names: { readonly aliases: Aliases; readonly containments: readonly Containments[] },
): Promise<LinesWithParts> {
  const items: PreparedItem[] = [];
  const memories: LikenessMemory[] = [];
  const spans: KeySpan[] = [];
  const standing: Standing[] = [];
  const placesByKey = new Map<string, number[]>();
  const partsByKey = new Map<string, { readonly place: number; readonly part: Part }[]>();
  let sinceRest = 0;
  for (const [place, line] of lines.entries()) {
    const item = prepareItem(line.item, names.aliases, names.containments);
    items.push({ ...item, parts: undefined });
    memories.push(new Map());
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
    candidates: (advisory, every) =>
      candidatesOf(advisory, { lines, items, memories }, every === undefined ? spans : undefined, placesByKey, partsByKey),
  };
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}

/** Lines, what was made of them and what is remembered, by place. */
type Ready = { readonly lines: readonly Line[]; readonly items: readonly PreparedItem[]; readonly memories: readonly LikenessMemory[] };

function candidatesOf(
  advisory: PreparedAdvisory,
  { lines, items, memories }: Ready,
  standing: readonly KeySpan[] | undefined,
  placesByKey: ReadonlyMap<string, readonly number[]>,
  partsByKey: ReadonlyMap<string, readonly { readonly place: number; readonly part: Part }[]>,
): readonly Candidate[] {
  const parts = new Map<number, Set<Part> | undefined>();
  const spans = spansOfAdvisory(advisory);
  for (const key of keysOf(advisory)) {
    const places = placesByKey.get(key);
    const own = standing === undefined ? EVERYWHERE_ALONE : spans.get(key);
    if (places !== undefined && own !== undefined) {
      for (const place of places) {
        if (!parts.has(place) && standsIn(own, standing?.[place])) parts.set(place, undefined);
      }
    }
    for (const { place, part } of partsByKey.get(key) ?? NO_PARTS) {
      const there = parts.get(place);
      if (there === undefined) parts.set(place, new Set([part]));
      else there.add(part);
    }
  }
  return [...parts.keys()]
    .sort((a, b) => a - b)
    .flatMap((place) => {
      const [line, item, memory] = [lines[place], items[place], memories[place]];
      const its = parts.get(place);
      if (line === undefined || item === undefined || memory === undefined) return [];
      return [{ line, memory, item: its === undefined ? item : { ...item, parts: [...its] } }];
    });
}

const EVERYWHERE_ALONE: readonly KeySpan[] = [EVERYWHERE];
const NO_PARTS: readonly { readonly place: number; readonly part: Part }[] = [];

/** A plain loop: the innermost of the way from an inventory to hundreds of thousands of advisories. */
function standsIn(spans: readonly KeySpan[], own: KeySpan = EVERYWHERE): boolean {
  for (const span of spans) if (meets(span, own)) return true;
  return false;
}

/** The keys by which core looks for products, and the words by which it looks at all of them. */
function* keysOf(advisory: PreparedAdvisory): Generator<string> {
  yield* advisory.byKey.keys();
  for (const word of advisory.context) yield `word:${word}`;
}
