import type { Item } from '../inventories/item.ts';
import type { Aliases } from '../products/aliases.ts';
import { readItemVersions, type ItemVersions } from '../products/read-version.ts';
import type { Containments } from './containments.ts';
import {
  findLikestGroups,
  firstNumberOf,
  generationOf,
  isSameVersion,
  type LikenessMemory,
  type LikestGroups,
} from './find-likest-groups.ts';
import { linuxOf, type Linux } from './linux-of.ts';
import { matchItem } from './match-item.ts';
import { packAnswer, placeOfAnswer, verdictOfAnswer, type PackedAnswer } from './packed-answer.ts';
import { prepareItem, prepareName, versionTextOf, type PreparedItem, type PreparedName } from './prepare-item.ts';
import type { PreparedAdvisory, ProductGroup } from './prepare-advisory.ts';
import type { PreparedAdvisories } from './prepare-advisories.ts';
import { askQuickly, askRanges, noRanges, quickRanges, type DifferentRanges, type QuickRanges } from './quick-ranges.ts';
import { ruleOnGroups } from './rule-on-groups.ts';
import { verdictOfMatch, verdictOfOutcome, type Verdict } from './verdict.ts';

/** Sayings that are remembered at a time; a sector of 1,600 institutions has fewer than 50,000. Beyond, all is forgotten and asked again. */
const SAYINGS_MAX = 500_000;

export type RematchWays = { readonly aliases: Aliases; readonly containments?: readonly Containments[] };

/**
 * The answers for one line: `answers[from]` up to but without `answers[to]`, each a verdict with the place of its advisory
 * (`packed-answer.ts`), in the order of places. They are the same array for many lines: to be read, not kept.
 */
export type OnLine = (line: number, answers: Uint32Array, from: number, to: number) => void;

/**
 * Many lines against all of the advisories: for each line, in their order, the verdict of every advisory that names its product. Exactly
 * what `matchItem` says of each pair, without how we know, which `matchItem` tells of the pairs that are shown.
 *
 * Lines repeat: what supplier, product, identifier and version say is asked once. A name is compared with the names of advisories once, and
 * a version with their ranges. What an institution's own bill of materials says to be in a line is not asked here.
 */
export function rematch(set: PreparedAdvisories, lines: Iterable<Item>, ways: RematchWays, onLine: OnLine): void {
  let memory = noMemory();
  let place = 0;
  for (const line of lines) {
    if (memory.sayings >= SAYINGS_MAX) memory = noMemory();
    const of = memory.names.get(line.product);
    const known =
      of !== undefined && of.supplier === line.supplier && of.identifier === line.identifier ? of : turnTo(set, memory, line, of, ways);
    const answers = known.answers.get(line.version) ?? learn(set, known.known, line, ways, memory);
    onLine(place, answers.chunk, answers.from, answers.to);
    place += 1;
  }
}

function learn(set: PreparedAdvisories, known: KnownName, line: Item, ways: RematchWays, memory: Memory): Answers {
  const answers = keep(memory, answersFor(set, known, line, ways, memory));
  known.answers.set(line.version, answers);
  memory.sayings += 1;
  return answers;
}

type Memory = {
  readonly names: Map<string, OfProduct>;
  readonly versions: Map<string | undefined, ItemVersions>;
  readonly systems: Map<string | undefined, Linux | undefined>;
  chunk: Uint32Array;
  filled: number;
  sayings: number;
};

/**
 * What lines say that name a product alike: nearly all of them with one supplier and identifier, so that these are compared with the last
 * line's before they are looked up. All in one object: of millions of lines the time goes into following what points to what.
 */
type OfProduct = {
  supplier: string | undefined;
  identifier: string | undefined;
  known: KnownName;
  answers: Map<string | undefined, Answers>;
  readonly bySupplier: Map<string | undefined, Map<string | undefined, KnownName>>;
};

/** What is known of a name: by version the answers, and by what of a version matters to the name the groups of products that it is like. */
type KnownName = {
  readonly name: PreparedName;
  /** Advisories that share a key with it, and the numbers in their names. */
  readonly places: Uint32Array;
  readonly numbers: ReadonlySet<string>;
  readonly answers: Map<string | undefined, Answers>;
  readonly candidates: Map<string, Candidates>;
};
type Answers = { readonly chunk: Uint32Array; readonly from: number; readonly to: number };

type Candidates = { readonly all: readonly Candidate[]; readonly different: DifferentRanges };

/** An advisory that names the line's product, and how; with one answer for every version where it names but the maker. */
type Candidate = OfAnyVersion | OfVersions;
type OfAnyVersion = { readonly always: PackedAnswer | undefined };
type OfVersions = {
  readonly place: number;
  readonly groups: LikestGroups;
  readonly quick: QuickRanges | undefined;
  /** Packed answers of what can be told quickly; undefined where that says nothing. */
  readonly affected: PackedAnswer | undefined;
  readonly outside: PackedAnswer | undefined;
};

function noMemory(): Memory {
  return { names: new Map(), versions: new Map(), systems: new Map(), chunk: new Uint32Array(0), filled: 0, sayings: 0 };
}

/** What is known of the name of a line that is not written as the last one of its product was. */
function turnTo(set: PreparedAdvisories, { names }: Memory, line: Item, there: OfProduct | undefined, { aliases }: RematchWays): OfProduct {
  const { supplier, identifier } = line;
  const bySupplier = there?.bySupplier ?? new Map<string | undefined, Map<string | undefined, KnownName>>();
  let byIdentifier = bySupplier.get(supplier);
  if (byIdentifier === undefined) bySupplier.set(supplier, (byIdentifier = new Map()));
  let known = byIdentifier.get(identifier);
  if (known === undefined) byIdentifier.set(identifier, (known = meet(set, prepareName(line, aliases))));
  if (there === undefined) {
    const of = { supplier, identifier, known, answers: known.answers, bySupplier };
    names.set(line.product, of);
    return of;
  }
  there.supplier = supplier;
  there.identifier = identifier;
  there.known = known;
  there.answers = known.answers;
  return there;
}

function meet(set: PreparedAdvisories, name: PreparedName): KnownName {
  const places = placesOf(set, name.keys);
  const numbers = new Set<string>();
  for (const place of places) for (const number of set.numbers[place] ?? []) numbers.add(number);
  return { name, places, numbers, answers: new Map(), candidates: new Map() };
}

function answersFor(set: PreparedAdvisories, known: KnownName, line: Item, ways: RematchWays, memory: Memory): readonly PackedAnswer[] {
  const { name } = known;
  const versions = remembered(memory.versions, versionTextOf(name, line.version), readItemVersions);
  const platform = name.platform ?? remembered(memory.systems, line.version, (text) => linuxOf([text])) ?? name.platformOfLast;
  const answers: PackedAnswer[] = [];
  const { all, different } = candidatesFor(set, known, versions, platform);
  const asked = askRanges(different, versions);
  for (const candidate of all) {
    const answer = 'always' in candidate ? candidate.always : answerOf(set, candidate, versions, different, asked);
    if (answer !== undefined) answers.push(answer);
  }
  const hasParts = name.identity.inside !== undefined || (ways.containments ?? []).length > 0;
  return hasParts ? withParts(set, prepareItem(line, ways.aliases, ways.containments), answers) : answers;
}

function remembered<Value>(
  memory: Map<string | undefined, Value>,
  text: string | undefined,
  make: (text: string | undefined) => Value,
): Value {
  if (memory.has(text)) return memory.get(text) as Value;
  const made = make(text);
  memory.set(text, made);
  return made;
}

function candidatesFor(
  set: PreparedAdvisories,
  { name, places, numbers, candidates }: KnownName,
  versions: ItemVersions,
  platform: Linux | undefined,
): Candidates {
  const first = firstNumberOf(versions);
  const firstNumber = first !== undefined && numbers.has(first) ? first : undefined;
  const matters = `${firstNumber ?? ''} ${platform?.family ?? ''} ${platform?.major ?? ''} ${platform?.minor ?? ''}`;
  const there = candidates.get(matters);
  if (there !== undefined) return there;
  const line = { ...name, platform, firstNumber };
  const found: Candidate[] = [];
  const different = noRanges();
  const memory: LikenessMemory = new Map();
  for (const place of places) {
    const advisory = set.advisories[place];
    const groups = advisory && findLikestGroups(advisory, line, memory, true);
    if (advisory !== undefined && groups !== undefined) found.push(candidateOf(advisory, place, groups, different));
  }
  const made = { all: found, different };
  candidates.set(matters, made);
  return made;
}

function placesOf({ byKey }: PreparedAdvisories, keys: readonly string[]): Uint32Array {
  const places = new Set<number>();
  for (const key of keys) for (const place of byKey.get(key) ?? []) places.add(place);
  return Uint32Array.from(places).sort();
}

function candidateOf(advisory: PreparedAdvisory, place: number, groups: LikestGroups, different: DifferentRanges): Candidate {
  if (groups.likeness.grade === 'maker') return { always: packedRuling(advisory, place, groups, { kind: 'none' }) };
  const bears = ({ identity }: ProductGroup) =>
    generationOf(identity) !== undefined || isSameVersion(groups.nameVersion, identity.versionInName);
  const mayBeOther = groups.generation !== undefined || groups.groups.some(bears);
  const quick = mayBeOther ? undefined : quickRanges(groups, different);
  const claim = groups.groups[0]?.claims[0];
  const packed = (kind: 'affected' | 'outside') => {
    const verdict = claim === undefined ? undefined : verdictOfOutcome({ kind, claim }, groups.likeness.grade);
    return verdict === undefined ? undefined : packAnswer(place, verdict);
  };
  return { place, groups, quick, affected: packed('affected'), outside: packed('outside') };
}

function answerOf(
  set: PreparedAdvisories,
  candidate: OfVersions,
  versions: ItemVersions,
  different: DifferentRanges,
  asked: Uint8Array | undefined,
): PackedAnswer | undefined {
  const { place, groups, quick } = candidate;
  const quickly = quick && asked && askQuickly(quick, different, asked);
  if (quickly !== undefined) return candidate[quickly];
  const advisory = set.advisories[place];
  return advisory && packedRuling(advisory, place, groups, versions);
}

function packedRuling(advisory: PreparedAdvisory, place: number, groups: LikestGroups, versions: ItemVersions): PackedAnswer | undefined {
  const verdict = ruleOnGroups(advisory, versions, groups)?.verdict;
  return verdict && packAnswer(place, verdict);
}

/** What is in a product counts where the advisory says nothing of the product itself, or but of its family or maker. */
function withParts(set: PreparedAdvisories, item: PreparedItem, own: readonly PackedAnswer[]): readonly PackedAnswer[] {
  if (item.identity.inside === undefined && item.parts === undefined) return own;
  const answers = new Map(own.map((answer) => [placeOfAnswer(answer), answer]));
  const keys = [...(item.identity.inside === undefined ? [] : item.keys), ...(item.parts ?? []).flatMap((part) => part.keys)];
  for (const place of placesOf(set, keys)) {
    const advisory = set.advisories[place];
    const before = answers.get(place);
    if (advisory === undefined || (before !== undefined && !isOpenToParts(verdictOfAnswer(before)))) continue;
    const match = matchItem(advisory, item);
    if (match !== undefined) answers.set(place, packAnswer(place, verdictOfMatch(match)));
  }
  return [...answers.values()].sort((a, b) => a - b);
}

function isOpenToParts(verdict: Verdict | undefined): boolean {
  return verdict?.kind === 'concerned' && verdict.certainty === 'possible';
}

/** Answers in a chunk: in arrays of their own they would take three times as much. */
const CHUNK = 32_768;

function keep(memory: Memory, answers: readonly PackedAnswer[]): Answers {
  if (memory.filled + answers.length > memory.chunk.length) {
    memory.chunk = new Uint32Array(Math.max(CHUNK, answers.length));
    memory.filled = 0;
  }
  const from = memory.filled;
  memory.chunk.set(answers, from);
  memory.filled += answers.length;
  return { chunk: memory.chunk, from, to: memory.filled };
}
