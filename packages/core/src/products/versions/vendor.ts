import { compareBytes, compareDigits, pushDigits, VERSION_MAX, withoutZeros, type VersionScheme } from './version-scheme.ts';

/**
 * The generic scheme, for what makers write when they follow no standard: `13.1-58.32`, `6.2 HF 14`, `2019 CU14`, `V4.1 Update 2`,
 * `R81.20`, `9.12(2)9`, `2023.3 Build 9342`, dates. A version is a row of numbers and words; signs between them say nothing. Numbers order
 * as numbers, words as letters; nothing more comes before a word, a word before a number ("1.8.4" < "1.8.4 SP1" < "1.8.4.1"), and a word
 * that announces a release ("rc", "beta") before nothing. Zeros at the end of a row of numbers are left out: "2.0" is "2".
 */
export type VersionPart = { readonly kind: 'number'; readonly digits: string } | { readonly kind: 'word'; readonly word: string };

/** Words that mean that the release itself is still to come, in their order. */
const BEFORE_RELEASE = ['dev', 'snapshot', 'nightly', 'alpha', 'beta', 'milestone', 'preview', 'pre', 'rc', 'cr'];
const UPDATES: readonly (readonly [RegExp, string])[] = [
  [/service[ _-]*packs?/g, 'sp'],
  [/cumulative[ _-]*updates?/g, 'cu'],
  [/hot[ _-]*fix(?:es)?(?:rev)?/g, 'hf'],
  [/updates?|upd(?![a-z])/g, 'u'],
  [/patch(?:es)?/g, 'p'],
  [/release candidate/g, 'rc'],
  [/\bpre[ _-]*release\b/g, 'pre'],
];
/** Words in front of a version, and "build", that are read over: 2023.3 Build 9342 is 2023.3.9342. */
const READ_OVER: ReadonlySet<string> = new Set([
  'v',
  'ver',
  'vers',
  'version',
  'versie',
  'rev',
  'revision',
  'revisie',
  'release',
  'rel',
  'sw',
  'fw',
  'firmware',
  'software',
  'build',
  'b',
  'bld',
  'bios',
]);
const PARTS_MAX = 24;

export function partsOf(version: string): readonly VersionPart[] {
  let text = version.slice(0, VERSION_MAX).toLowerCase();
  if (/[a-z]{3}/.test(text)) for (const [pattern, word] of UPDATES) text = text.replace(pattern, word);
  const parts: VersionPart[] = [];
  for (const [found] of text.matchAll(/\d+|\p{L}+/gu)) {
    if (parts.length >= PARTS_MAX) break;
    if (/^\d/.test(found)) parts.push({ kind: 'number', digits: withoutZeros(found) });
    else if (!READ_OVER.has(found) || (found === 'b' && !isBuild(text))) parts.push({ kind: 'word', word: found });
  }
  return parts;
}

/** A "b" after a space is a build ("3.6 b1234"); glued it is a letter of the version ("1.0.2b"). */
function isBuild(text: string): boolean {
  return /\sb\s*\d{2,}/.test(text);
}

/** Without the zeros that end a row of numbers. */
export function trimmed(parts: readonly VersionPart[]): readonly VersionPart[] {
  const kept: VersionPart[] = [];
  for (const [place, part] of parts.entries()) {
    if (part.kind === 'number' && part.digits === '0' && place > 0 && isZerosToEndOfRow(parts, place)) continue;
    kept.push(part);
  }
  return kept;
}

function isZerosToEndOfRow(parts: readonly VersionPart[], from: number): boolean {
  for (let place = from; place < parts.length; place += 1) {
    const part = parts[place];
    if (part?.kind === 'word') break;
    if (part?.digits !== '0') return false;
  }
  // A zero right behind a word counts: "b0" is not "b".
  let place = from - 1;
  while (place >= 0 && parts[place]?.kind === 'number' && (parts[place] as { digits: string }).digits === '0') place -= 1;
  return place >= 0 && parts[place]?.kind === 'number';
}

export function compareParts(a: readonly VersionPart[], b: readonly VersionPart[]): number {
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const one = a[place];
    const other = b[place];
    const rank = rankOf(one) - rankOf(other);
    if (rank !== 0) return rank;
    if (one === undefined || other === undefined) return 0;
    const difference =
      one.kind === 'number' && other.kind === 'number'
        ? compareDigits(one.digits, other.digits)
        : one.kind === 'word' && other.kind === 'word'
          ? compareWords(one.word, other.word)
          : 0;
    if (difference !== 0) return difference;
  }
  return 0;
}

function rankOf(part: VersionPart | undefined): number {
  if (part === undefined) return 1;
  if (part.kind === 'number') return 3;
  return BEFORE_RELEASE.includes(part.word) ? 0 : 2;
}

function compareWords(a: string, b: string): number {
  const one = BEFORE_RELEASE.indexOf(a);
  const other = BEFORE_RELEASE.indexOf(b);
  if (one !== other) return one - other;
  if (one >= 0) return 0;
  return compareBytes(ENCODER.encode(a), ENCODER.encode(b));
}

const ENCODER = new TextEncoder();

function sortKey(version: string): Uint8Array {
  return Uint8Array.from(keyOfParts(trimmed(partsOf(version))));
}

/** The bytes of the sort key of parts that were read before, `trimmed`. */
export function keyOfParts(parts: readonly VersionPart[]): readonly number[] {
  const bytes: number[] = [];
  for (const part of parts) {
    const rank = rankOf(part) + 1;
    bytes.push(rank);
    if (part.kind === 'number') pushDigits(bytes, part.digits);
    else if (rank === 1) bytes.push(BEFORE_RELEASE.indexOf(part.word));
    else bytes.push(...ENCODER.encode(part.word), 0);
  }
  bytes.push(2);
  return bytes;
}

export const vendor: VersionScheme = {
  name: 'vendor',
  compare: (a, b) => compareParts(trimmed(partsOf(a)), trimmed(partsOf(b))),
  sortKey,
  isVersion: (text) => text.length <= VERSION_MAX && /\d/.test(text),
};
