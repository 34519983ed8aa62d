import { foldName } from '../fold-name.ts';
import { kindOfWord, wordsOf, type WordKind } from '../product-words.ts';
import { isWithin } from '../maker.ts';
import { LIKE_MIN, mayBeLike, skeletonOf, soundsSame, withOneLess } from '../word-likeness.ts';
import type { AliasKind, Catalogue, CatalogueProduct, Supplier } from './catalogue.ts';

/**
 * A catalogue ready to be asked for names (`resolve-name.ts`): by word, by name written as one, and by words that are almost the same. Made
 * once and shared: 70,000 products take about a second.
 */
export type NameIndex = {
  readonly entries: readonly IndexedEntry[];
  readonly names: readonly IndexedName[];
  /** Places in `names`. */
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  /** Places in `names`, by place in `entries`. */
  readonly ofEntry: readonly (readonly number[])[];
  readonly byJoined: ReadonlyMap<string, readonly number[]>;
  /** Places in `entries` by place of the supplier. */
  readonly bySupplier: ReadonlyMap<number, readonly number[]>;
  readonly suppliers: readonly Supplier[];
  readonly suppliersByJoined: ReadonlyMap<string, readonly IndexedSupplierName[]>;
  /** What people decided, by `decisionKey`. */
  readonly decisions: ReadonlyMap<string, Decision>;
  /** The words of the catalogue that a misspelled one may mean, nearest first. */
  readonly wordsLike: (word: string) => readonly string[];
  /** How much a word tells, 0 to 1: a kind of thing little, what many products are called less. */
  readonly weightOf: (word: string) => number;
};

export type IndexedEntry = { readonly product: CatalogueProduct; readonly supplier: number | undefined };
export type IndexedName = {
  readonly entry: number;
  readonly words: readonly string[];
  readonly kind: 'name' | AliasKind;
  /** The supplier under which it had this name, where that is another than the entry's. */
  readonly supplier?: number;
  /** Nobody else's product is called so. */
  readonly isDistinctive: boolean;
  /** Of all its words together (`weightOf`). */
  readonly weight: number;
};
export type IndexedSupplierName = { readonly supplier: number; readonly kind: 'name' | AliasKind };

/** A person said what a name means: a product of the catalogue, or nothing that one could hold. */
export type Decision = { readonly kind: 'product'; readonly productId: string } | { readonly kind: 'not-a-product' };

/** One key for a name as people write it: case, accents and signs do not count. An empty supplier: whatever it is. */
export function decisionKey(supplier: string | undefined, product: string): string {
  return `${foldName(supplier ?? '')}\u0000${foldName(product)}`;
}

export function nameIndexOf(catalogue: Catalogue, decisions: ReadonlyMap<string, Decision> = new Map()): NameIndex {
  const places = new Map(catalogue.suppliers.map(({ id }, place) => [id, place]));
  const entries: IndexedEntry[] = [];
  const names: { entry: number; words: readonly string[]; kind: 'name' | AliasKind; supplier?: number }[] = [];
  const bySupplier = new Map<number, number[]>();
  const supplierOfWord = new Map<string, number>();
  for (const product of catalogue.products) {
    if (product.mergedInto !== undefined) continue;
    const supplier = places.get(product.supplierId ?? '');
    const entry = entries.push({ product, supplier }) - 1;
    if (supplier !== undefined) push(bySupplier, supplier, entry);
    const seen = new Set<string>();
    for (const { text, kind, supplierId } of namesOf(product)) {
      const words = nameWords(text);
      const key = `${words.join(' ')}\u0000${supplierId ?? ''}`;
      if (words.length === 0 || seen.has(key)) continue;
      seen.add(key);
      names.push({ entry, words, kind, supplier: supplierId === undefined ? undefined : places.get(supplierId) });
      for (const word of words) {
        const there = supplierOfWord.get(word);
        if (there === undefined) supplierOfWord.set(word, supplier ?? -1);
        else if (there !== supplier) supplierOfWord.set(word, SEVERAL);
      }
    }
  }
  const byWord = new Map<string, number[]>();
  const byJoined = new Map<string, number[]>();
  const ofEntry: number[][] = entries.map(() => []);
  for (const [place, { words, entry }] of names.entries()) {
    ofEntry[entry]?.push(place);
    for (const word of new Set(words)) push(byWord, word, place);
    push(byJoined, words.join(''), place);
  }
  const suppliersByJoined = supplierNames(catalogue.suppliers);
  const weightOf = weightsOf(byWord, names.length);
  return {
    entries,
    names: names.map((name) => ({
      ...name,
      isDistinctive: isDistinctive(name.words, entries[name.entry]?.product, supplierOfWord),
      weight: name.words.reduce((sum, word) => sum + weightOf(word), 0),
    })),
    byWord,
    ofEntry,
    byJoined,
    bySupplier,
    suppliers: catalogue.suppliers,
    suppliersByJoined,
    decisions,
    wordsLike: likeOf([...byWord.keys(), ...suppliersByJoined.keys()]),
    weightOf,
  };
}

/** What people merely say comes last: of two names of the same words the better one counts. */
function namesOf({ name, aliases }: CatalogueProduct): readonly { text: string; kind: 'name' | AliasKind; supplierId?: string }[] {
  return [
    { text: name, kind: 'name' },
    ...aliases.filter(({ kind }) => kind !== 'colloquial'),
    ...aliases.filter(({ kind }) => kind === 'colloquial'),
  ];
}

const SEVERAL = -2;
const KIND_WEIGHT: Readonly<Record<WordKind, number>> = { own: 1, compound: 0.8, weak: 0.35, number: 0.4, noise: 0.05 };

function weightsOf(byWord: ReadonlyMap<string, readonly number[]>, names: number): NameIndex['weightOf'] {
  const known = new Map<string, number>();
  return (word) => {
    const there = known.get(word);
    if (there !== undefined) return there;
    const places = byWord.get(word);
    const weight = KIND_WEIGHT[kindOfWord(word)] * rarity(places?.length ?? 1, Math.max(names, 2));
    if (places !== undefined) known.set(word, weight);
    return weight;
  };
}

/** From 1 for a word of one name to 0.3 for one that every product bears. */
function rarity(names: number, of: number): number {
  return Math.max(0.3, 1 - (0.7 * Math.log(names)) / Math.log(of));
}

/** The words of a name that say something; all of them where none does. */
export function nameWords(text: string): readonly string[] {
  const words = wordsOf(withoutVersions(text));
  const telling = words.filter((word) => kindOfWord(word) !== 'noise');
  return telling.length > 0 ? telling : words;
}

const VERSION = /(?<![\d.])[vV]?\d+(?:\.\d+)+[\w.-]*/g;

/** "FortiOS7.2.9", "Koppeltaal 2.0": what looks like a version is no part of the name. */
export function withoutVersions(text: string): string {
  const bare = text.replace(VERSION, ' ');
  return bare.trim() === '' ? text : bare;
}

export function versionIn(text: string): string | undefined {
  return text.match(VERSION)?.[0]?.replace(/^[vV]/, '');
}

/** Judged by itself where nobody said: a long word that only one supplier uses, or two words of which one is such. */
function isDistinctive(
  words: readonly string[],
  product: CatalogueProduct | undefined,
  supplierOfWord: ReadonlyMap<string, number>,
): boolean {
  if (product?.isUnmistakable === true) return words.some((word) => word.length >= 3);
  const own = words.filter((word) => kindOfWord(word) === 'own' || kindOfWord(word) === 'compound');
  if (words.length >= 2 && own.some((word) => word.length >= 3)) return true;
  return product?.isUnmistakable === undefined && own.some((word) => word.length >= 7 && supplierOfWord.get(word) !== SEVERAL);
}

function supplierNames(suppliers: readonly Supplier[]): ReadonlyMap<string, readonly IndexedSupplierName[]> {
  const byJoined = new Map<string, IndexedSupplierName[]>();
  for (const [supplier, { name, aliases }] of suppliers.entries()) {
    for (const { text, kind } of [{ text: name, kind: 'name' as const }, ...aliases]) {
      const words = supplierWords(text);
      // "Vlinderstruik Zorg-ICT" in one column with a product loses its "ICT" there, as any name does.
      for (const joined of new Set([words.join(''), words.filter((word) => kindOfWord(word) !== 'noise').join('')])) {
        const there = byJoined.get(joined);
        if (joined === '' || there?.some((other) => other.supplier === supplier) === true) continue;
        if (there === undefined) byJoined.set(joined, [{ supplier, kind }]);
        else there.push({ supplier, kind });
      }
    }
  }
  return byJoined;
}

/** Forms of companies at the end of a name say nothing of whose it is. */
const COMPANY =
  /^(?:bv|nv|b|v|n|gmbh|ag|kg|se|sa|sas|ab|as|oy|plc|ltd|limited|llc|inc|incorporated|corp|corporation|co|company|group|groep|holding|nederland|netherlands|benelux|europe|international)$/;

export function supplierWords(text: string): readonly string[] {
  const words = wordsOf(text).slice(0, 8);
  let end = words.length;
  while (end > 1 && COMPANY.test(words[end - 1] ?? '')) end -= 1;
  return words.slice(0, end);
}

function push<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}

const LIKE_MAX = 4;
const MEMO_MAX = 5_000;

/**
 * A word that is written wrongly keeps most of its consonants, so candidates are found by them, whole or without one, and confirmed by
 * counting the letters that differ: one, or two in a word of nine or more or where the consonants are the same.
 */
function likeOf(words: readonly string[]): NameIndex['wordsLike'] {
  let bySkeleton: Map<string, string[]> | undefined;
  const memo = new Map<string, readonly string[]>();
  return (word) => {
    if (word.length < LIKE_MIN || !mayBeLike(word)) return [];
    const known = memo.get(word);
    if (known !== undefined) return known;
    bySkeleton ??= skeletonsOf(words);
    const skeleton = skeletonOf(word);
    const found = new Set<string>();
    for (const key of withOneLess(skeleton)) {
      for (const other of bySkeleton.get(key) ?? []) {
        const most = Math.min(word.length, other.length) >= 9 || (word.length >= 6 && skeletonOf(other) === skeleton) ? 2 : 1;
        if (other !== word && other[0] === word[0] ? isWithin(word, other, most) : soundsSame(word, other)) found.add(other);
      }
    }
    const like = [...found]
      .map((other) => ({ other, near: isWithin(word, other, 1) ? 0 : 1 }))
      .sort((a, b) => a.near - b.near || (a.other < b.other ? -1 : 1))
      .slice(0, LIKE_MAX)
      .map(({ other }) => other);
    if (memo.size >= MEMO_MAX) memo.clear();
    memo.set(word, like);
    return like;
  };
}

function skeletonsOf(words: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const word of new Set(words)) {
    if (word.length < LIKE_MIN || word.length > 30 || !mayBeLike(word)) continue;
    for (const key of withOneLess(skeletonOf(word))) {
      const there = found.get(key);
      if (there === undefined) found.set(key, [word]);
      else there.push(word);
    }
  }
  return found;
}
