import type { Aliases } from './aliases.ts';
import { foldName } from './fold-name.ts';
import { KNOWN_MAKERS } from './known-makers.ts';
import { kindOfWord, wordsOf } from './product-words.ts';

/** Who makes a product, as somebody wrote it: one or more names, each with what it is known to stand for. */
export type Maker = { readonly names: readonly MakerName[] };
export type MakerName = {
  /** Folded, without the form of the company: "b braun medical". */
  readonly words: readonly string[];
  readonly joined: string;
  /** The one name that all known ones stand for. */
  readonly canonical: string;
  /** Without what it adds for where or in what it works. */
  readonly stem: string;
  /** Those that a person said to mean the same maker. */
  readonly resolved: readonly string[];
  /** Names that are known to mean the same maker, this one among them; and the words of each, as `wordsOf` gives them. */
  readonly known: readonly string[];
  readonly sequences: readonly (readonly string[])[];
};

export type SameMaker = 'same' | 'other' | 'unknown';

export const NO_MAKER: Maker = { names: [] };

/** Forms of companies at the end of a name, and what publishers add to their own. */
const SUFFIXES: ReadonlySet<string> = new Set(
  (
    'bv nv b v n gmbh ag kg se sa sas sarl srl spa as ab oy oyj aps plc ltd limited llc inc incorporated corp corporation co company e ev vzw vof cv ' +
    's a r l o f p sdn bhd bvba cvba ug mbh kgaa eurl sl ' +
    'group groep holding holdings international intl psirt cert productcert psrt response center centre team product security community development'
  ).split(' '),
);
/** What a company adds to its name for where or in what it works: "Kwartelvliet Zorgsoftware" and "Kwartelvliet Nederland" are one. */
const DESCRIBES: ReadonlySet<string> = new Set(
  (
    'nederland netherlands holland benelux belgie belgium belgique deutschland germany france europe emea uk usa ' +
    'software zorgsoftware healthcare solutions systems technologies technology services zorg ict automatisering zorgict it'
  ).split(' '),
);
/** "CareFusion (nu BD)", "Omnissa (ex-VMware)", "Hill-Rom / Welch Allyn". */
const BETWEEN =
  /[()[\]/,;|]|\b(?:nu|now|ex|voorheen|formerly|previously|vroeger|by|onderdeel van|part of|a brand of|subsidiary of|division of|dochter van|incl|via)\b/i;
/** What people type where a product has no maker, or many. */
const NOBODY: ReadonlySet<string> = new Set(
  'eigen bouw,eigen beheer,zelfbouw,in house,inhouse,diverse,diversen,onbekend,unknown,various,overig,open source,opensource,stelsel,nvt,n v t,geen,maatwerk,intern,zelf,community,several,multiple,n a'.split(
    ',',
  ),
);
const PIECES_MAX = 6;
const WORDS_MAX = 8;

const KNOWN = knownByName();

export function makerOf(texts: readonly (string | undefined)[], aliases: Aliases): Maker {
  const names: MakerName[] = [];
  for (const text of texts) {
    if (text === undefined || text === '') continue;
    for (const piece of [text, ...text.split(BETWEEN).slice(0, PIECES_MAX)]) {
      const name = makerName(piece, aliases);
      if (name !== undefined && !names.some((other) => other.joined === name.joined)) names.push(name);
    }
  }
  return { names };
}

/** One name, or undefined where nothing of it is left. */
export function makerName(text: string, aliases: Aliases): MakerName | undefined {
  const words = foldName(text)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, WORDS_MAX);
  while (words.length > 1 && SUFFIXES.has(words.at(-1) ?? '') && !isNameOfLetters(words)) words.pop();
  if (words.length === 0) return undefined;
  const folded = words.join(' ');
  if (NOBODY.has(folded)) return undefined;
  const joined = words.join('');
  const known = new Set([folded, ...(KNOWN.get(folded) ?? KNOWN.get(joined) ?? [])]);
  const resolved = Array.from(known).flatMap((name) => aliases.makers.get(name) ?? []);
  for (const other of resolved) for (const more of [other, ...(KNOWN.get(other) ?? [])]) known.add(more);
  const stem = stemOf(words);
  if (stem !== undefined) known.add(stem);
  return {
    words,
    joined,
    stem: stem?.replaceAll(' ', '') ?? joined,
    canonical: (KNOWN.get(folded) ?? KNOWN.get(joined))?.[0] ?? folded,
    known: [...known],
    resolved,
    sequences: [...known, joined].map((name) => wordsOf(name)),
  };
}

/** "B&R" is a name of two letters, and its second is no form of a company; in "B&R S.p.A." four letters are. */
function isNameOfLetters(words: readonly string[]): boolean {
  return words.length === 2 && words.every((word) => word.length === 1);
}

/** Undefined where nothing was added, or where what is left is no name. */
function stemOf(words: readonly string[]): string | undefined {
  const kept = words.filter((word, place) => place === 0 || !DESCRIBES.has(word));
  if (kept.length === words.length || !kept.some((word) => word.length >= 5 && kindOfWord(word) === 'own')) return undefined;
  return kept.join(' ');
}

/** Whether two makers are one: by a known name, by one being part of the other, by initials, or but for a slip of the pen. */
export function sameMaker(a: Maker, b: Maker): SameMaker {
  if (a.names.length === 0 || b.names.length === 0) return 'unknown';
  return a.names.some((one) => b.names.some((other) => sameName(one, other))) ? 'same' : 'other';
}

/** Whether two that are the same maker are so by a name, and not but for a slip of the pen. */
export function isSameWithoutSlip(a: Maker, b: Maker): boolean {
  return a.names.some((one) => b.names.some((other) => sameWithoutSlip(one, other)));
}

function sameName(a: MakerName, b: MakerName): boolean {
  return sameWithoutSlip(a, b) || isSlip(a.joined, b.joined) || isSlip(a.stem, b.stem);
}

function sameWithoutSlip(a: MakerName, b: MakerName): boolean {
  if (a.joined === b.joined) return true;
  if (a.known.some((name) => b.known.includes(name))) return true;
  if (a.known.some((name) => isPart(name.split(' '), b.words)) || b.known.some((name) => isPart(name.split(' '), a.words))) return true;
  return areInitials(a, b) || areInitials(b, a) || isAbbreviated(a.words, b.words) || isAbbreviated(b.words, a.words);
}

/** Every word of `part` stands in `whole`, also where two are written as one ("BBraun"). A lone letter is no name. */
function isPart(part: readonly string[], whole: readonly string[]): boolean {
  if (part.length > whole.length || part.join('').length < 2 || new Set(part).size < part.length) return false;
  return part.every(
    (word) => whole.includes(word) || (word.length > 3 && whole.some((first, place) => first + (whole[place + 1] ?? '') === word)),
  );
}

function areInitials(short: MakerName, long: MakerName): boolean {
  return (
    short.words.length === 1 &&
    short.joined.length >= 2 &&
    short.joined.length <= 5 &&
    long.words.length === short.joined.length &&
    long.words.map((word) => word[0]).join('') === short.joined
  );
}

/** "National Instr.": word by word the same or its beginning, at least one in full. */
function isAbbreviated(short: readonly string[], long: readonly string[]): boolean {
  return (
    short.length === long.length &&
    short.length > 1 &&
    short.some((word, place) => word === long[place]) &&
    short.every((word, place) => word === long[place] || (word.length >= 4 && (long[place] ?? '').startsWith(word)))
  );
}

/** One letter wrong, missing or too many in a name of at least six, two in one of at least eleven. */
function isSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < 6) return false;
  return isWithin(a, b, shorter >= 11 ? 2 : 1);
}

/** True where at most `most` insertions, deletions, replacements or swaps of neighbours make `b` of `a`. */
export function isWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let earlier: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    let best = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min((before[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, (before[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, (earlier[column - 2] ?? 0) + 1);
      line.push(cost);
      if (cost < best) best = cost;
    }
    if (best > most) return false;
    earlier = before;
    before = line;
  }
  return (before[b.length] ?? most + 1) <= most;
}

function knownByName(): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, readonly string[]>();
  for (const names of KNOWN_MAKERS) for (const name of names) known.set(name, names);
  return known;
}
