import { NO_ALIASES, type Aliases } from './aliases.ts';
import { plainText, readCpe, type Cpe } from './cpe.ts';
import { foldName } from './fold-name.ts';
import { KNOWN_PRODUCTS, type KnownProduct } from './known-makers.ts';
import { makerName, makerOf, type Maker } from './maker.ts';
import type { NamedProduct } from './named-product.ts';
import { kindOfWord, singular, wordsOf } from './product-words.ts';
import { readPurl, type Purl } from './purl.ts';
import { readName } from './read-name.ts';
import { resolveName } from './resolve-name.ts';

/** A product as somebody named it, taken apart so that two can be compared. The same for advisories and inventories. */
export type ProductIdentity = {
  readonly maker: Maker;
  readonly variants: readonly IdentityVariant[];
  /** Every word of every name, places and brackets too. */
  readonly words: ReadonlySet<string>;
  /** Those of them that somebody wrote; the others are known or resolved names. */
  readonly typed: ReadonlySet<string>;
  /** Each two of them that follow each other, written as one. */
  readonly pairs: ReadonlySet<string>;
  /** Models as written, without signs: "ds2cd2142fwdi". */
  readonly models: readonly string[];
  /** True where the names say no more than who makes it. */
  readonly namesMakerOnly: boolean;
  /** True where a name begins with its maker, as a brand does: "MicroDicom DICOM Viewer". */
  readonly brandInName: boolean;
  /** Words that are written with a capital, as names are and what describes them mostly is not. */
  readonly capitals: ReadonlySet<string>;
  /** Words that stand before "Series": "cm" of "Efficia CM Series" takes CM12. */
  readonly series: ReadonlySet<string>;
  readonly versionInName?: string;
  /** A product that this one says to contain. */
  readonly inside?: { readonly identity: ProductIdentity; readonly version?: string };
  /** Words that only say where it runs. */
  readonly place: ReadonlySet<string>;
  readonly cpes: readonly Cpe[];
  readonly purls: readonly Purl[];
};

/**
 * One name, without its maker and without words that say nothing. `whole` is a name as written; `cut` and `abbreviation` need the maker, as `initials` do, which nobody wrote;
 * `known` is another name of the same product by the known names or a person's alias; `held` one that the name merely holds ("FortiGate 60F").
 */
export type IdentityVariant = {
  readonly words: readonly string[];
  readonly kind: 'whole' | 'abbreviation' | 'initials' | 'cut' | 'identifier' | 'alias' | 'known' | 'held';
};

const NAMES_MAX = 8;
const VARIANTS_MAX = 40;

export function identifyProduct(product: NamedProduct, aliases: Aliases, depth = 0): ProductIdentity {
  const cpes = product.identifiers.flatMap((text) => readCpe(text) ?? []);
  const purls = product.identifiers.flatMap((text) => readPurl(text) ?? []);
  const names = [...new Set(product.names.map((name) => name.trim()).filter((name) => name !== ''))].slice(0, NAMES_MAX);
  const read = names.map(readName);
  const written = makerOf([product.supplier, ...cpes.map((cpe) => plainText(cpe.vendor)?.replaceAll('_', ' '))], aliases);
  const found = new Map<string, IdentityVariant>();
  const add = (words: readonly string[], kind: IdentityVariant['kind']) => {
    const weighty = words.filter((word) => kindOfWord(word) !== 'noise');
    const key = weighty.join(' ');
    if (weighty.length > 0 && !found.has(key) && found.size < VARIANTS_MAX) found.set(key, { words: weighty, kind });
  };
  let namesMakerOnly = names.length > 0;
  let brandInName = false;
  const joined: string[] = [];
  for (const { variants } of read) {
    for (const variant of variants) {
      const rest = withoutMaker(variant.words, written);
      if (rest.some((word) => kindOfWord(word) !== 'noise')) {
        add(rest, variant.kind);
        namesMakerOnly = false;
        brandInName ||= rest.length < variant.words.length;
        // "MeridiaanEPD" of Meridiaan: brand and name are also written as one.
        if (variant.kind === 'whole' && variant.words.length === 2 && rest.length === 1 && rest[0] === variant.words[1])
          joined.push(variant.words.join(''));
      } else add(variant.words, variant.kind);
    }
  }
  for (const word of joined) add([word], 'cut');
  for (const cpe of cpes) add(withoutMaker(wordsOf(plainText(cpe.product)?.replaceAll('_', ' ') ?? ''), written), 'identifier');
  for (const purl of purls) add(wordsOf(purl.name), 'identifier');
  if (cpes.length + purls.length > 0 && found.size > 0) namesMakerOnly = false;
  const makers = withAliases(names, written, aliases, add);
  const maker = withKnownProducts([...found.values()], makers, add);
  if (depth === 0 && cpes.length + purls.length === 0) addLinked(product, names, found, aliases, add);
  const all = read.flatMap((name) => name.words);
  const inside = depth === 0 ? read.find((name) => name.inside !== undefined)?.inside : undefined;
  const versionInName = read.find((name) => name.versionInName !== undefined)?.versionInName;
  return {
    maker,
    variants: [...found.values()],
    words: new Set([...all, ...[...found.values()].flatMap(({ words, kind }) => (kind === 'initials' ? [] : words))]),
    typed: new Set(all),
    capitals: new Set(names.flatMap(capitalsIn)),
    pairs: new Set([all, ...[...found.values()].map(({ words }) => words)].flatMap(pairsOf)),
    models: names.flatMap(modelsIn),
    namesMakerOnly,
    brandInName,
    series: new Set(names.flatMap(seriesIn)),
    place: new Set(read.flatMap((name) => name.place)),
    cpes,
    purls,
    ...(versionInName === undefined ? {} : { versionInName }),
    ...(inside === undefined
      ? {}
      : { inside: { identity: identifyProduct({ names: [inside.name], identifiers: [] }, aliases, depth + 1), version: inside.version } }),
  };
}

function pairsOf(words: readonly string[]): readonly string[] {
  return words.slice(1).map((word, place) => singular(`${words[place] ?? ''}${word}`));
}

/** Takes the maker off a name: "BD Alaris Systems Manager". At its beginning any way of writing it, elsewhere only a long one. */
function withoutMaker(words: readonly string[], maker: Maker): readonly string[] {
  let rest = words;
  for (const name of maker.names) {
    for (const parts of name.sequences) {
      const at = parts.length === 0 ? -1 : sequenceIn(rest, parts);
      if (at === 0 || (at > 0 && parts.join('').length >= 5)) rest = [...rest.slice(0, at), ...rest.slice(at + parts.length)];
    }
  }
  return rest;
}

function sequenceIn(words: readonly string[], part: readonly string[]): number {
  for (let at = 0; at + part.length <= words.length; at += 1) if (part.every((word, place) => words[at + place] === word)) return at;
  return -1;
}

type Add = (words: readonly string[], kind: IdentityVariant['kind']) => void;

/** Names that a person resolved: an alias holds where its supplier is this maker, or where it names none. */
function withAliases(names: readonly string[], maker: Maker, aliases: Aliases, add: Add): Maker {
  if (aliases.products.size === 0) return maker;
  const suppliers: string[] = [];
  const folded = new Set(names.flatMap((name) => [foldName(name), foldName(name.replace(/\([^()]*\)/g, ' '))]));
  for (const name of names) for (const one of maker.names) folded.add(foldName(name).replace(new RegExp(`^${one.words.join(' ')} `), ''));
  for (const name of folded) {
    for (const alias of aliases.products.get(name) ?? []) {
      if (
        alias.aliasSupplier !== '' &&
        !maker.names.some((one) => one.known.includes(makerName(alias.aliasSupplier, aliases)?.words.join(' ') ?? ''))
      )
        continue;
      add(wordsOf(alias.product), 'alias');
      if (alias.supplier !== '') suppliers.push(alias.supplier);
    }
  }
  return suppliers.length === 0 ? maker : { names: [...maker.names, ...makerOf(suppliers, aliases).names] };
}

/**
 * A name with a slip of the pen ("Fortigaet") that links to the catalogue by itself is also what is meant: as one that is `cut`, which is
 * never certain, and without its maker, which nobody wrote. Asked only where a word of it is in no name of the catalogue but a
 * misspelled one, and almost in another.
 */
function addLinked(
  product: NamedProduct,
  names: readonly string[],
  found: ReadonlyMap<string, IdentityVariant>,
  aliases: Aliases,
  add: Add,
): void {
  const index = aliases.names;
  if (index === undefined) return;
  const isSlip = (word: string) => {
    if (kindOfWord(word) !== 'own') return false;
    const places = index.byWord.get(word);
    if (places === undefined) return index.wordsLike(word).length > 0;
    return places.every((place) => index.names[place]?.kind === 'misspelling');
  };
  const slips = [...found.values()].some(({ kind, words }) => kind === 'whole' && words.some(isSlip));
  if (!slips) return;
  for (const name of names) {
    const [first] = resolveName({ supplier: product.supplier, product: name }, index);
    if (first?.as !== 'linked') continue;
    add(wordsOf(first.product.name), 'cut');
    for (const { text, kind } of first.product.aliases) if (LINKED_KINDS.has(kind)) add(wordsOf(text), 'cut');
  }
}

const LINKED_KINDS: ReadonlySet<string> = new Set(['former-name', 'spelling', 'brand', 'abbreviation']);

/** Names that are known for the same product. One that nobody else's has ("fortigate") tells its maker too. */
function withKnownProducts(variants: readonly IdentityVariant[], maker: Maker, add: Add): Maker {
  const told: string[] = [];
  for (const variant of variants) {
    if (variant.kind === 'held') continue;
    for (const word of new Set(variant.words)) {
      for (const { row, words } of KNOWN.get(word) ?? []) {
        if (sequenceIn(variant.words, words) < 0) continue;
        const ofMaker = maker.names.some((name) => name.known.includes(row.maker));
        if (!ofMaker && row.unmistakable !== true) continue;
        // A model behind it ("FortiGate 60F") does not make it another product.
        const whole =
          words.length ===
          variant.words.filter((one) => words.includes(one) || !(/\d/.test(one) || row.maker.split(' ').includes(one))).length;
        for (const other of row.words) add(withoutMaker(other, maker), whole ? 'known' : 'held');
        if (!ofMaker && whole) told.push(row.maker);
      }
    }
  }
  return told.length === 0 ? maker : { names: [...maker.names, ...makerOf(told, NO_ALIASES).names] };
}

/** Known names by their first word. */
const KNOWN = knownByFirstWord();

type KnownName = { readonly row: KnownProduct & { readonly words: readonly (readonly string[])[] }; readonly words: readonly string[] };

function knownByFirstWord(): ReadonlyMap<string, readonly KnownName[]> {
  const known = new Map<string, KnownName[]>();
  for (const product of KNOWN_PRODUCTS) {
    const row = {
      ...product,
      words: product.names.map((name) => wordsOf(name).filter((word) => kindOfWord(word) !== 'noise')).filter((words) => words.length > 0),
    };
    for (const words of row.words) {
      const first = words[0] ?? '';
      known.set(first, [...(known.get(first) ?? []), { row, words }]);
    }
  }
  return known;
}

function capitalsIn(name: string): readonly string[] {
  return (name.match(/\p{Lu}[\p{L}\p{N}]*/gu) ?? []).flatMap((word) => wordsOf(word));
}

function seriesIn(name: string): readonly string[] {
  const words = wordsOf(name);
  return words.filter((_, place) => /^(series|serie|family|reeks)$/.test(words[place + 1] ?? ''));
}

/** Words with letters, digits and signs in one, as models are written. */
function modelsIn(name: string): readonly string[] {
  return (name.match(/[\p{L}\p{N}][\p{L}\p{N}.\-/]*[\p{L}\p{N}]/gu) ?? [])
    .filter((word) => /\d/.test(word) && /\p{L}/u.test(word))
    .map((word) => foldName(word).replaceAll(' ', ''))
    .slice(0, 8);
}
