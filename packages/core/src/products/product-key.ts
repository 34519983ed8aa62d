import type { Aliases } from './aliases.ts';
import { plainText } from './cpe.ts';
import type { Maker } from './maker.ts';
import type { NamedProduct } from './named-product.ts';
import { identifyProduct, type ProductIdentity } from './product-identity.ts';
import { kindOfWord, singular } from './product-words.ts';
import { purlKey } from './purl.ts';
import { LIKE_MIN, likeKeysOfWord } from './word-likeness.ts';

const KEYS_MAX = 80;
/** An index takes some 2,700 bytes; a name this long is nobody's product. UTF-16 units. */
const KEY_MAX = 300;
const MAKER_KEYS_MAX = 8;

/**
 * The keys under which a product is found, the same for a line of an inventory and a product of an advisory; two that may be the same
 * product share at least one. Core confirms what the index finds (`matching/match-item.ts`).
 *
 * - `cpe:part:vendor:product` and `purl:type/namespace/name`, never with a version
 * - `word:…` each word of weight of its names, and each two neighbours as one ("vuepacs")
 * - `like:…` the consonants of its one to four words of weight, whole and without one of them, by which a name with a slip of the pen is
 *   found that no catalogue holds (`word-likeness.ts`)
 * - `model:…` the letters that a model begins with
 * - `only:…` its maker, where the names say no more than that
 * - `by:…` its maker, for what touches everything of a supplier; not asked when looking for a product (`withoutMakers`)
 */
export function productKeysOf(product: NamedProduct, aliases: Aliases): readonly string[] {
  return keysOfIdentity(identifyProduct(product, aliases));
}

export function keysOfIdentity(identity: ProductIdentity): readonly string[] {
  const keys = new Set<string>();
  for (const cpe of identity.cpes) {
    const [part, vendor, product] = [cpe.part, cpe.vendor, cpe.product].map(plainText);
    if (vendor !== undefined && product !== undefined) keys.add(`cpe:${part ?? '*'}:${vendor}:${product}`);
  }
  for (const purl of identity.purls) keys.add(`purl:${purlKey(purl)}`);
  addWordKeys(identity, keys);
  if (identity.inside !== undefined) addWordKeys(identity.inside.identity, keys);
  for (const model of identity.models) addModelKey(model, keys);
  const makers = makerKeys(identity.maker);
  const own = identity.variants.some(({ words }) => words.some((word) => kindOfWord(word) === 'own' && !identity.place.has(word)));
  if (!own || identity.namesMakerOnly) for (const maker of makers) keys.add(`only:${maker}`);
  for (const maker of makers) keys.add(`by:${maker}`);
  return [...keys].filter((key) => key.length <= KEY_MAX).slice(0, KEYS_MAX);
}

/** Keys to look for a product with: without those of everything that its maker makes. */
export function withoutMakers(keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !key.startsWith('by:'));
}

function addWordKeys(identity: ProductIdentity, keys: Set<string>): void {
  const names = [...identity.variants.flatMap(({ words }) => words), ...identity.words].filter(
    (word) => isName(word) && !identity.place.has(word),
  );
  // The maker's own words, and the system that a package is for, are in too many names; they are keys where there is no other.
  const telling = names.filter((word) => !isMakersWord(word, identity) && !DISTRIBUTION.test(word) && !isGluedToMaker(word, identity));
  for (const word of telling.length > 0 ? telling : names) keys.add(`word:${word}`);
  for (const word of names) if (isGluedToMaker(word, identity)) keys.add(`word:${word}`);
  addLikeKeys(identity, telling.length > 0 ? telling : names, keys);
  for (const { words } of identity.variants) {
    for (const [place, word] of words.entries()) {
      const next = words[place + 1];
      if (next !== undefined && !isMakersWord(word, identity)) keys.add(`word:${singular(word + next)}`);
    }
    if (words.length === 3) keys.add(`word:${singular(words.join(''))}`);
  }
}

/** Of more words one is wrong and the others find it. */
const LIKE_OF_MAX = 4;
const LIKE_WORDS_MAX = 3;

function addLikeKeys(identity: ProductIdentity, words: readonly string[], keys: Set<string>): void {
  // A package is called by its identifier, which nobody types.
  if (identity.purls.length > 0) return;
  const own = [...new Set(words)].filter((word) => identity.typed.has(word) && word.length >= LIKE_MIN);
  if (own.length > LIKE_OF_MAX) return;
  for (const word of own.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, LIKE_WORDS_MAX))
    for (const key of likeKeysOfWord(word)) keys.add(`like:${key}`);
}

const DISTRIBUTION = /^(?:rhel|sles?|centos|debian|ubuntu|rocky|fedora|opensuse|alma|almalinux)\d*$/;

function isName(word: string): boolean {
  const kind = kindOfWord(word);
  return kind === 'own' || kind === 'compound';
}

function isMakersWord(word: string, identity: ProductIdentity): boolean {
  return identity.maker.names.some(({ words, sequences }) => words.includes(word) || sequences.some((sequence) => sequence.includes(word)));
}

/** "MeridiaanEPD" of Meridiaan. */
function isGluedToMaker(word: string, identity: ProductIdentity): boolean {
  return identity.maker.names.some(({ sequences }) =>
    sequences.some(([first = '']) => first.length >= 4 && word.length > first.length && word.startsWith(first)),
  );
}

function addModelKey(model: string, keys: Set<string>): void {
  const letters = /^(?:sp|hf|cu|el|rhel|sles)\d/.test(model) ? undefined : /^\p{L}{2,}/u.exec(model)?.[0];
  if (letters !== undefined) keys.add(`model:${letters.slice(0, 4)}`);
}

/** The names of a maker as keys: what it stands for, its first word, so that "Tyler" finds "Tyler Technologies", and what a person said it to be. */
export function makerKeys(maker: Maker): readonly string[] {
  const keys = new Set<string>();
  for (const name of maker.names) {
    const first = name.words[0] ?? '';
    keys.add(name.canonical.replaceAll(' ', ''));
    keys.add(name.joined);
    if (first.length > 2) keys.add(first);
  }
  for (const { resolved } of maker.names) for (const name of resolved) keys.add(name.replaceAll(' ', ''));
  return [...keys].filter((key) => key.length > 1).slice(0, MAKER_KEYS_MAX);
}
