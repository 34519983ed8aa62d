import type { PreparedAdvisory } from './prepare-advisory.ts';

/** Advisories made ready to be asked about many lines at once (`rematch.ts`). */
export type PreparedAdvisories = {
  readonly advisories: readonly PreparedAdvisory[];
  /** Places in `advisories` that share a key with a line, or have its word in their title, in their order: no other can name its product. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** Of each, the numbers in the names of its products: the first number of a version matters to no name but these (`matchers/name.ts`). */
  readonly numbers: readonly (readonly string[])[];
};

export function prepareAdvisories(advisories: readonly PreparedAdvisory[]): PreparedAdvisories {
  const byKey = new Map<string, number[]>();
  const add = (key: string, place: number) => {
    const there = byKey.get(key);
    if (there === undefined) byKey.set(key, [place]);
    else if (there.at(-1) !== place) there.push(place);
  };
  for (const [place, { byKey: own, context }] of advisories.entries()) {
    for (const key of own.keys()) add(key, place);
    for (const word of context) add(`word:${word}`, place);
  }
  return { advisories, byKey, numbers: advisories.map(numbersOf) };
}

const NONE: readonly string[] = [];

function numbersOf({ groups }: PreparedAdvisory): readonly string[] {
  const found = new Set<string>();
  for (const { identity } of groups)
    for (const { words } of identity.variants) for (const word of words) if (/^\d+$/.test(word)) found.add(word);
  return found.size === 0 ? NONE : [...found];
}
