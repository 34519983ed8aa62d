import { NO_ALIASES } from './aliases.ts';
import type { AliasKind, CatalogueProduct, Supplier } from './catalogue/catalogue.ts';
import {
  decisionKey,
  nameWords,
  supplierWords,
  versionIn,
  withoutVersions,
  type IndexedName,
  type NameIndex,
} from './catalogue/name-index.ts';
import { makerName } from './maker.ts';
import { kindOfWord, wordsOf } from './product-words.ts';

/** A name as somebody wrote it: in columns, in the wrong ones, or all in one. Member- and publisher-controlled. */
export type WrittenName = { readonly supplier?: string; readonly product?: string; readonly version?: string };

/** An entry of the catalogue that a name may mean. */
export type Proposal = {
  readonly product: CatalogueProduct;
  readonly supplier?: Supplier;
  /** 0 to 1, in hundredths. */
  readonly score: number;
  /**
   * `decided`: a person said so. `linked`: sure enough to link by itself, as likely and never as certain. `proposed`: for a person.
   */
  readonly as: 'decided' | 'linked' | 'proposed';
  /** "supplier by former name, product by abbreviation". */
  readonly reason: string;
  /** A version that was written in with the name. */
  readonly version?: string;
};

/** From here on a name links by itself, where nothing else is nearly as good (docs/decisions/014). */
export const LINK_SCORE = 0.85;
/** From here on an entry is proposed to a person. */
export const PROPOSE_SCORE = 0.5;

const PROPOSALS_MAX = 8;
/** How much better than the next one must be to link by itself. */
const LINK_MARGIN = 0.03;
const WORDS_MAX = 12;
/** Words that may be one name written apart. */
const RUN_MAX = 6;
const SUPPLIER_WORDS_MAX = 4;
/** A word that more names have tells nothing by itself. */
const COMMON = 400;
const CANDIDATES_MAX = 3_000;
/** Of those, as many are looked at closely. */
const SCORED_MAX = 60;
/** What a name that stands there whole counts for among candidates. */
const WHOLE = 3;

/**
 * What a name may mean, best first; empty where nothing in the catalogue is like it. A person's decision about exactly this name wins over
 * everything, and "not a product" gives an empty list. The same answer every time, whatever the order of the catalogue.
 */
export function resolveName(written: WrittenName | string, index: NameIndex): readonly Proposal[] {
  const name = typeof written === 'string' ? { product: written } : written;
  const decided = decisionOn(name, index);
  if (decided !== undefined) return decided;
  const query = readQuery(name);
  if (query.tokens.length === 0) return [];
  const suppliers = suppliersIn(query, index);
  const best = new Map<number, Scored>();
  for (const place of candidates(query, index)) {
    const scored = scoreName(place, query, suppliers, index);
    if (scored === undefined) continue;
    const there = best.get(scored.entry);
    if (there === undefined || scored.score > there.score) best.set(scored.entry, scored);
  }
  for (const scored of ofSupplierAlone(query, suppliers, index)) {
    const there = best.get(scored.entry);
    if (there === undefined || scored.score > there.score) best.set(scored.entry, scored);
  }
  return proposalsOf([...best.values()], query, index);
}

function decisionOn({ supplier, product }: WrittenName, index: NameIndex): readonly Proposal[] | undefined {
  if (index.decisions.size === 0) return undefined;
  const name = product ?? supplier ?? '';
  const decision = index.decisions.get(decisionKey(supplier, name)) ?? index.decisions.get(decisionKey(undefined, name));
  if (decision === undefined) return undefined;
  if (decision.kind === 'not-a-product') return [];
  const entry = index.entries.find((one) => one.product.id === decision.productId);
  if (entry === undefined) return undefined;
  return [{ ...ofEntry(entry, index), score: 1, as: 'decided', reason: 'decided by a person' }];
}

type Token = { readonly word: string; readonly column: 'supplier' | 'product' };
/** Tokens from one place to before another. */
type Run = { readonly joined: string; readonly from: number; readonly to: number };
type Query = {
  readonly tokens: readonly Token[];
  /** Each few words that stand side by side, written as one, by that. */
  readonly runs: ReadonlyMap<string, readonly Run[]>;
  readonly version?: string;
  /** A supplier was written down that is somebody: "eigen beheer" and "diverse" are nobody. */
  readonly hasSupplier: boolean;
};

function readQuery({ supplier, product }: WrittenName): Query {
  const isSomebody = supplier !== undefined && makerName(supplier, NO_ALIASES) !== undefined;
  const written = isSomebody ? supplier : undefined;
  const text = (product ?? '').replace(/\(\s*\d+\s*(?:x|×|st|stuks)?\s*\)|\b\d+\s*[x×]\s/gi, ' ');
  const tokens: readonly Token[] = [
    ...(written === undefined ? [] : supplierWords(withoutVersions(written)).map((word) => ({ word, column: 'supplier' as const }))),
    ...nameWords(text).map((word) => ({ word, column: 'product' as const })),
  ];
  const few = tokens.slice(0, WORDS_MAX);
  return {
    tokens: few,
    runs: Map.groupBy(runsOf(few), ({ joined }) => joined),
    version: versionIn(product ?? '') ?? versionIn(supplier ?? ''),
    hasSupplier: written !== undefined,
  };
}

type FoundSupplier = { readonly how: Supplied; readonly longest: number; readonly tokens: ReadonlySet<number> };
type Supplied = 'name' | AliasKind | 'slip';

/** The suppliers that the words name, in either column, each with the words that name it; the longest way of naming counts. */
function suppliersIn({ runs }: Query, index: NameIndex): ReadonlyMap<number, FoundSupplier> {
  const found = new Map<number, FoundSupplier>();
  for (const { joined, from, to } of [...runs.values()].flat()) {
    if (to - from > SUPPLIER_WORDS_MAX) continue;
    const exact = index.suppliersByJoined.get(joined);
    const alike = exact === undefined ? index.wordsLike(joined).flatMap((word) => index.suppliersByJoined.get(word) ?? []) : [];
    for (const { supplier, kind } of exact ?? alike) {
      const there = found.get(supplier);
      if (there !== undefined && there.how !== 'slip' && exact === undefined) continue;
      const isLonger = there === undefined || (there.how === 'slip' && exact !== undefined) || there.longest < to - from;
      found.set(supplier, {
        how: isLonger ? (exact === undefined ? 'slip' : kind) : there.how,
        longest: Math.max(there?.longest ?? 0, to - from),
        tokens: new Set([...(there?.tokens ?? []), ...range(from, to)]),
      });
    }
  }
  return found;
}

/** Each run of words that stand side by side in one column, written as one. */
function runsOf(tokens: readonly Token[]): readonly Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    let joined = '';
    for (let to = from + 1; to <= Math.min(tokens.length, from + RUN_MAX); to += 1) {
      if (tokens[to - 1]?.column !== tokens[from]?.column) break;
      joined += tokens[to - 1]?.word ?? '';
      runs.push({ joined, from, to });
    }
  }
  return runs;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, place) => from + place);
}

/**
 * Names of the catalogue that share something with what was written, by word, as one word, or by a word that is almost the same; those that
 * share the most of themselves.
 */
function candidates({ tokens, runs }: Query, index: NameIndex): readonly number[] {
  const shared = new Map<number, number>();
  const add = (places: readonly number[] | undefined, weight: number) => {
    for (const place of places ?? []) {
      const there = shared.get(place);
      if (there !== undefined) shared.set(place, there + weight);
      else if (shared.size < CANDIDATES_MAX) shared.set(place, weight);
    }
  };
  for (const joined of runs.keys()) {
    const places = index.byJoined.get(joined);
    add(places, WHOLE);
    if (places === undefined && !index.byWord.has(joined)) for (const like of index.wordsLike(joined)) add(index.byJoined.get(like), WHOLE);
  }
  const words = [...new Set(tokens.map(({ word }) => word))];
  const few = words.filter((word) => (index.byWord.get(word)?.length ?? 0) <= COMMON);
  for (const word of few.length > 0 ? few : words) {
    const places = index.byWord.get(word);
    add(places, index.weightOf(word));
    if (places === undefined) for (const like of index.wordsLike(word)) add(index.byWord.get(like), index.weightOf(like));
  }
  if (shared.size <= SCORED_MAX) return [...shared.keys()];
  const share = (place: number) => (shared.get(place) ?? 0) / ((index.names[place]?.weight ?? 1) + 1);
  return [...shared.keys()]
    .map((place) => ({ place, share: share(place) }))
    .sort((a, b) => b.share - a.share || a.place - b.place)
    .slice(0, SCORED_MAX)
    .map(({ place }) => place);
}

type Scored = { readonly entry: number; readonly score: number; readonly reason: string };

/** Never enough to link. */
const SIBLING_MOST = 0.8;

/** What a name of each kind is worth at most; what people merely say never links. */
const WORTH: Readonly<Record<'name' | AliasKind, number>> = {
  name: 1,
  spelling: 1,
  brand: 0.99,
  'cpe-title': 0.99,
  'former-name': 0.98,
  'taken-over': 0.98,
  owner: 0.97,
  abbreviation: 0.96,
  misspelling: 0.95,
  other: 0.95,
  colloquial: 0.76,
};

function scoreName(place: number, query: Query, suppliers: ReadonlyMap<number, FoundSupplier>, index: NameIndex): Scored | undefined {
  const name = index.names[place];
  const entry = name === undefined ? undefined : index.entries[name.entry];
  if (name === undefined || entry === undefined) return undefined;
  const supplierPlace = name.supplier ?? entry.supplier;
  const supplier = supplierPlace === undefined ? undefined : (suppliers.get(supplierPlace) ?? suppliers.get(entry.supplier ?? -1));
  const cover = coverOf(name, query, supplier, index);
  if (cover.matched === 0) return undefined;
  const alikeness =
    (cover.matched / cover.total) * (cover.matched / (cover.matched + cover.extra * (name.kind === 'colloquial' ? 0.15 : 0.8)));
  const worth = WORTH[name.kind] * (isListed(entry.product) ? 0.98 : 1);
  const { factor, words } = supplierFactor(name, query, supplier, cover, index);
  return {
    entry: name.entry,
    score: Math.round(Math.min(alikeness * worth * factor, cover.isSibling ? SIBLING_MOST : 1) * 100) / 100,
    reason: [
      words,
      `product by ${cover.slips ? 'a name that is almost the same' : productWords(name.kind)}`,
      ...swapped(query, supplier, cover),
    ]
      .filter((text) => text !== '')
      .join(', '),
  };
}

/** A slip in so long a word makes no other word of it. Letters. */
const LONG_WORD = 8;

type Cover = {
  readonly matched: number;
  readonly total: number;
  /** Weight of the words that neither the name nor its supplier accounts for. */
  readonly extra: number;
  readonly slips: boolean;
  /** Each has a word that the other lacks: two products of one family, or two models. */
  readonly isSibling: boolean;
  readonly used: ReadonlySet<number>;
};

function coverOf(name: IndexedName, { tokens, runs }: Query, supplier: FoundSupplier | undefined, index: NameIndex): Cover {
  const used = new Set<number>();
  let matched = 0;
  let slips = false;
  let lacks = false;
  const take = ({ from, to }: Run) => {
    for (let at = from; at < to; at += 1) used.add(at);
  };
  const whole = runs.get(name.words.join(''))?.at(-1);
  if (whole !== undefined) {
    take(whole);
    matched = name.weight;
  } else {
    for (const word of name.words) {
      const run = runFor(word, tokens, runs, used, index);
      const weight = index.weightOf(word);
      if (run === undefined) {
        lacks ||= kindOfWord(word) !== 'noise';
        continue;
      }
      take(run);
      slips ||= run.joined !== word;
      matched += weight * (run.joined === word ? 1 : word.length >= LONG_WORD ? 0.95 : 0.9);
    }
  }
  let extra = 0;
  let hasMore = false;
  let isSibling = false;
  for (const [position, { word, column }] of tokens.entries()) {
    if (used.has(position) || supplier?.tokens.has(position) === true || column === 'supplier') continue;
    const kind = kindOfWord(word);
    // "Identity Services Engine (ISE)" says it twice.
    if (isOfEntry(word, name, index)) continue;
    hasMore ||= kind !== 'noise';
    // HWC-E is not HWC-A, nor Series B Series A.
    isSibling ||= word.length === 1 && kind !== 'number';
    // "60F" is the model of a firewall; "HiX 365" is another product than HiX, "Windows 10" no other than Windows.
    if (/\d\p{L}|\p{L}\d/u.test(word)) extra += 0.02;
    else if (kind !== 'number') extra += index.weightOf(word);
    else if (/^\d{3}$/.test(word)) extra += 0.5;
  }
  return { matched, total: name.weight, extra, slips, isSibling: isSibling || (lacks && hasMore), used };
}

/** The words that are this one: itself, two of them written apart, or one that is almost the same. */
function runFor(word: string, tokens: Query['tokens'], runs: Query['runs'], used: ReadonlySet<number>, index: NameIndex): Run | undefined {
  // The product's own column comes last and counts first.
  const exact = runs.get(word)?.findLast(({ from }) => !used.has(from));
  if (exact !== undefined) return exact;
  const like = tokens.findIndex(
    (token, position) => !used.has(position) && !index.byWord.has(token.word) && index.wordsLike(token.word).includes(word),
  );
  return like < 0 ? undefined : { joined: tokens[like]?.word ?? '', from: like, to: like + 1 };
}

function isOfEntry(word: string, { entry }: IndexedName, index: NameIndex): boolean {
  return index.ofEntry[entry]?.some((place) => index.names[place]?.words.join('') === word) === true;
}

function supplierFactor(
  name: IndexedName,
  query: Query,
  supplier: FoundSupplier | undefined,
  cover: Cover,
  index: NameIndex,
): { readonly factor: number; readonly words: string } {
  if (supplier !== undefined) {
    // A product that bears its maker's name: the word was counted for the product.
    const alone = [...supplier.tokens].every((at) => cover.used.has(at));
    if (!alone || query.hasSupplier) {
      // "Kompas Reizen" is not Kompas, though "Nedap Healthcare" is Nedap.
      const isMore = query.tokens.some(
        ({ word, column }, at) => column === 'supplier' && !supplier.tokens.has(at) && !cover.used.has(at) && kindOfWord(word) === 'own',
      );
      if (isMore) return { factor: 0.75, words: 'supplier by part of its name' };
      const factor = supplier.how === 'slip' ? 0.95 : supplier.how === 'name' || supplier.how === 'spelling' ? 1 : 0.99;
      return { factor, words: `supplier by ${supplier.how === 'slip' ? 'a name that is almost the same' : supplierWay(supplier.how)}` };
    }
  }
  const isOther = query.hasSupplier && !query.tokens.every(({ column }, at) => column !== 'supplier' || cover.used.has(at));
  if (isOther && supplier === undefined) {
    return {
      factor: name.isDistinctive && index.entries[name.entry]?.product.isUnmistakable === true ? 0.88 : name.isDistinctive ? 0.7 : 0.4,
      words: 'another supplier',
    };
  }
  if (name.kind === 'colloquial') return { factor: 1, words: '' };
  if (name.isDistinctive) return { factor: cover.slips ? 0.92 : 0.95, words: '' };
  return { factor: 0.72, words: '' };
}

function swapped({ tokens, hasSupplier }: Query, supplier: FoundSupplier | undefined, cover: Cover): readonly string[] {
  if (!hasSupplier || supplier === undefined) return [];
  const ofSupplier = [...supplier.tokens].every((at) => tokens[at]?.column === 'product');
  const ofProduct = [...cover.used].some((at) => tokens[at]?.column === 'supplier' && !supplier.tokens.has(at));
  return ofSupplier && ofProduct ? ['columns swapped'] : [];
}

/** Words that name a supplier and nothing else: any of its products, the best known first. */
function ofSupplierAlone(query: Query, suppliers: ReadonlyMap<number, FoundSupplier>, index: NameIndex): readonly Scored[] {
  const found: Scored[] = [];
  for (const [supplier, { tokens, how }] of suppliers) {
    if (query.tokens.some(({ word }, at) => !tokens.has(at) && kindOfWord(word) !== 'noise' && kindOfWord(word) !== 'number')) continue;
    const entries = index.bySupplier.get(supplier) ?? [];
    if (entries.length > 20) continue;
    for (const entry of entries)
      found.push({
        entry,
        score: how === 'slip' ? 0.5 : 0.55,
        reason: `supplier by ${how === 'slip' ? 'a name that is almost the same' : supplierWay(how)}, no product told`,
      });
  }
  return found;
}

const WAYS: Readonly<Record<'name' | AliasKind, string>> = {
  name: 'name',
  spelling: 'another spelling',
  brand: 'brand',
  'cpe-title': 'CPE title',
  'former-name': 'former name',
  'taken-over': 'a name that it took over',
  owner: 'owner',
  abbreviation: 'abbreviation',
  misspelling: 'a known misspelling',
  other: 'alias',
  colloquial: 'what people say',
};
const productWords = (kind: 'name' | AliasKind): string => WAYS[kind];
const supplierWay = (kind: 'name' | AliasKind): string => WAYS[kind];

function proposalsOf(found: readonly Scored[], query: Query, index: NameIndex): readonly Proposal[] {
  const sorted = found
    .filter(({ score }) => score >= PROPOSE_SCORE)
    .map((scored) => ({ ...scored, of: ofEntry(index.entries[scored.entry], index) }))
    .sort((a, b) => orderOf(b) - orderOf(a) || (a.of.product.id < b.of.product.id ? -1 : 1))
    .slice(0, PROPOSALS_MAX);
  const [first] = sorted;
  const links =
    first !== undefined &&
    first.score >= LINK_SCORE &&
    !sorted.some(
      ({ of, score }, place) => place > 0 && first.score - score < LINK_MARGIN && isListed(of.product) === isListed(first.of.product),
    );
  return sorted.map(({ of, score, reason }, place) => ({
    ...of,
    score,
    as: links && place === 0 ? 'linked' : 'proposed',
    reason,
    ...(query.version === undefined ? {} : { version: query.version }),
  }));
}

/** Of an entry that somebody looked at and one of a list, which may be the same under an old name, the first comes first. */
function orderOf({ score, of }: { readonly score: number; readonly of: Pick<Proposal, 'product'> }): number {
  return score - (isListed(of.product) ? LINK_MARGIN : 0);
}

/** Taken over from a list as it stands there, and seen by nobody. */
function isListed({ source }: CatalogueProduct): boolean {
  return source === 'cpe-dictionary' || source === 'kev' || source === 'csaf-names';
}

function ofEntry(entry: NameIndex['entries'][number] | undefined, index: NameIndex): Pick<Proposal, 'product' | 'supplier'> {
  const supplier = index.suppliers[entry?.supplier ?? -1];
  return { product: entry?.product as CatalogueProduct, ...(supplier === undefined ? {} : { supplier }) };
}

/** The words of a text as names are compared, for whoever lists what is not resolved. */
export function saysNothing(text: string): boolean {
  return wordsOf(text).every((word) => kindOfWord(word) === 'noise' || kindOfWord(word) === 'number');
}
