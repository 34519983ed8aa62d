import type { ItemVersions, ReadVersion } from './read-version.ts';
import type { VersionRange, VersionSpan } from './version-range.ts';
import { compareBytes } from './versions/version-scheme.ts';
import { keyOfParts, trimmed, type VersionPart } from './versions/vendor.ts';

/**
 * Where versions stand in one row of bytes that an index can be asked by: one byte for the way they count, then the sort key in which makers
 * write (`versions/vendor.ts`). Both ends belong to it. What a range may have in it is the lines whose span meets one of its spans: never
 * fewer than `contains` (version-range.ts) answers `in` or `cannot-tell` for, often some more, which core then rules out.
 */
export type KeySpan = { readonly from: Uint8Array; readonly to: Uint8Array };

/** Of a version that nobody knows, and of a range that nobody can tell. */
export const EVERYWHERE: KeySpan = { from: Uint8Array.of(0), to: Uint8Array.of(0xff) };

/** Digits and dots alone: the versions that every scheme below orders as makers do, but for zeros at the end. */
const PLAIN = 1;
const BY_NUMBER = 2;
const BY_YEAR = 3;
const BY_DATE = 4;
const BY_DATE_OF_OLD = 5;
const LAST_WAY = BY_DATE_OF_OLD;
const WAYS_OF: Readonly<Partial<Record<ReadVersion['counts'], readonly number[]>>> = {
  'by-number': [PLAIN, BY_NUMBER],
  'by-year': [BY_YEAR],
  'by-date': [BY_DATE],
  'by-date-of-old': [BY_DATE_OF_OLD],
};
const IS_PLAIN = /^\d+(?:\.\d+)*$/;
const ORDERS_PLAIN_ALIKE: ReadonlySet<string> = new Set([
  'semver',
  'npm',
  'maven',
  'pypi',
  'nuget',
  'gem',
  'composer',
  'intdot',
  'deb',
  'rpm',
]);
/** More pieces are made one: a publisher that lists thousands of versions by itself. */
export const SPANS_MAX = 100;

/** The span of what a line says of its version: from the lowest to the highest of several; everywhere where it says too little. */
export function spanOfVersions(versions: ItemVersions): KeySpan {
  if (versions.kind !== 'versions' || versions.isOpen === true) return EVERYWHERE;
  let span: KeySpan | undefined;
  for (const version of versions.versions) {
    const way = wayOf(version);
    if (way === undefined) return EVERYWHERE;
    // "7.4.4 build2662" is 7.4.4 where the range names no build, and itself where it does.
    for (const parts of [version.parts, version.parts.slice(0, version.buildAt)]) {
      const key = keyAt(way, parts);
      span = { from: span === undefined ? key : lower(span.from, key), to: span === undefined ? key : higher(span.to, key) };
    }
  }
  return span ?? EVERYWHERE;
}

function wayOf(version: ReadVersion): number | undefined {
  if (version.wildcard !== undefined) return undefined;
  // Zeros alone ("0.0") have a place of their own with makers.
  if (version.counts === 'by-number') return IS_PLAIN.test(version.text) && /[1-9]/.test(version.text) ? PLAIN : BY_NUMBER;
  return WAYS_OF[version.counts]?.[0];
}

/** The spans of what may be in a range, in their order, none meeting another; `EVERYWHERE` alone where the range can't be told. */
export function spansOfRange(range: VersionRange | { readonly kind: 'unspecified' }): readonly KeySpan[] {
  if (range.kind !== 'versions' || range.doubt !== undefined) return [EVERYWHERE];
  const isVendor = range.scheme === 'vendor';
  if (!isVendor && !ORDERS_PLAIN_ALIKE.has(range.scheme)) return [EVERYWHERE];
  const spans: KeySpan[] = [];
  const told = new Set<number>();
  for (const span of range.spans) {
    const ways = waysOfSpan(span, isVendor);
    if (ways === 'cannot-tell') return [EVERYWHERE];
    for (const way of ways) {
      told.add(way);
      spans.push(...piecesOf(span, way));
    }
  }
  // Of versions that count another way than the range nobody can tell.
  for (let way = PLAIN; way <= LAST_WAY; way += 1) if (!told.has(way)) spans.push(wholeWay(way));
  spans.push({ from: EVERYWHERE.from, to: Uint8Array.of(0, 0xff) }, { from: Uint8Array.of(LAST_WAY + 1), to: EVERYWHERE.to });
  return unite(spans);
}

/** None where the two ends of a span count in two ways: it has no version, and rules none out. */
function waysOfSpan(span: VersionSpan, isVendor: boolean): readonly number[] | 'cannot-tell' {
  const versions = versionsOf(span);
  const [first, second] = versions;
  if (first === undefined) return 'cannot-tell';
  for (const version of versions) {
    if (version.wildcard === 'digit' || WAYS_OF[version.counts] === undefined) return 'cannot-tell';
    if (!isVendor && (!IS_PLAIN.test(version.text) || version.counts !== 'by-number')) return 'cannot-tell';
  }
  if (second !== undefined && second.counts !== first.counts) return [];
  return isVendor ? (WAYS_OF[first.counts] ?? []) : [PLAIN];
}

function versionsOf(span: VersionSpan): readonly ReadVersion[] {
  if (span.kind === 'exact') return [span.version];
  if (span.kind === 'branch') return [span.prefix];
  return [span.from?.version, span.to?.version].filter((version) => version !== undefined);
}

function* piecesOf(span: VersionSpan, way: number): Generator<KeySpan> {
  for (const { parts, wildcard } of versionsOf(span)) {
    // What is short of a bound ("12" of "12.2.8") can't be told.
    for (let length = 1; length < parts.length; length += 1) yield pointAt(way, parts.slice(0, length));
    if (span.kind === 'branch' || wildcard === 'part') yield* beginningWith(way, parts);
    else yield pointAt(way, parts);
  }
  if (span.kind !== 'between') return;
  const from = span.from === undefined ? Uint8Array.of(way) : keyAt(way, span.from.version.parts);
  const to = span.to === undefined ? Uint8Array.of(way, 0xff) : keyAt(way, span.to.version.parts);
  if (compareBytes(from, to) <= 0) yield { from, to };
}

const ONE: VersionPart = { kind: 'number', digits: '1' };

/** Every version that begins so: with these parts and more, and with those zeros left out at the end of a row ("7.0" is 7, "7.0 SP1" 7 SP1). */
function* beginningWith(way: number, parts: readonly VersionPart[]): Generator<KeySpan> {
  const whole = keyOfParts(trimmed([...parts, ONE]).slice(0, -1)).slice(0, -1);
  yield { from: Uint8Array.of(way, ...whole), to: Uint8Array.of(way, ...whole, 0xff) };
  const short = keyOfParts(trimmed(parts)).slice(0, -1);
  if (short.length < whole.length) yield { from: Uint8Array.of(way, ...short), to: Uint8Array.of(way, ...short, 3, 0xff) };
}

function wholeWay(way: number): KeySpan {
  return { from: Uint8Array.of(way), to: Uint8Array.of(way, 0xff) };
}

function pointAt(way: number, parts: readonly VersionPart[]): KeySpan {
  const key = keyAt(way, parts);
  return { from: key, to: key };
}

/** Longer than an index takes are but makers' excess; cut, the order holds but for what is behind. Bytes. */
const KEY_BYTES_MAX = 400;

function keyAt(way: number, parts: readonly VersionPart[]): Uint8Array {
  return Uint8Array.of(way, ...keyOfParts(trimmed(parts)).slice(0, KEY_BYTES_MAX));
}

function lower(a: Uint8Array, b: Uint8Array): Uint8Array {
  return compareBytes(a, b) <= 0 ? a : b;
}

function higher(a: Uint8Array, b: Uint8Array): Uint8Array {
  return compareBytes(a, b) >= 0 ? a : b;
}

/** The same ground in as few spans as can be, in their order; more than `SPANS_MAX` become one. */
export function unite(spans: readonly KeySpan[]): readonly KeySpan[] {
  const united: { from: Uint8Array; to: Uint8Array }[] = [];
  for (const span of [...spans].sort((a, b) => compareBytes(a.from, b.from))) {
    const last = united.at(-1);
    if (last === undefined || !touches(last, span)) united.push({ ...span });
    else last.to = higher(last.to, span.to);
  }
  const [first, last] = [united[0], united.at(-1)];
  return first !== undefined && last !== undefined && united.length > SPANS_MAX ? [{ from: first.from, to: last.to }] : united;
}

/** Whole ways stand one behind the other: between [2, ff] and [3] is nothing. */
function touches(one: KeySpan, next: KeySpan): boolean {
  if (compareBytes(next.from, one.to) <= 0) return true;
  return one.to.length === 2 && one.to[1] === 0xff && next.from.length === 1 && next.from[0] === (one.to[0] ?? 0) + 1;
}

export function meets(a: KeySpan, b: KeySpan): boolean {
  return compareBytes(a.from, b.to) <= 0 && compareBytes(b.from, a.to) <= 0;
}
