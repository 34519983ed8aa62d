import { compareReadVersions } from './compare-read-versions.ts';
import type { ReadVersion } from './read-version.ts';
import type { VersionPart } from './versions/vendor.ts';

/** Which versions somebody speaks of. `unknown` says so itself; `unreadable` is ours, with why. */
export type VersionRange =
  | { readonly kind: 'every-version' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreadable'; readonly why: string }
  | {
      readonly kind: 'versions';
      /** Name of the scheme in `versions/registry.ts`; "vendor" where nobody says. */
      readonly scheme: string;
      /** A version is in where any of these has it and none of `except` is it. */
      readonly spans: readonly VersionSpan[];
      readonly except: readonly ReadVersion[];
      /** Words that were not understood: what is not in might still be meant. */
      readonly doubt?: string;
    };

export type VersionSpan =
  | { readonly kind: 'exact'; readonly version: ReadVersion }
  /** Every version that begins so: "7.0 all versions". */
  | { readonly kind: 'branch'; readonly prefix: ReadVersion }
  | { readonly kind: 'between'; readonly from?: VersionBound; readonly to?: VersionBound };

export type VersionBound = { readonly version: ReadVersion; readonly inclusive: boolean };

export type Contained = 'in' | 'out' | 'cannot-tell';

/**
 * Whether a version is in a range. `cannot-tell` where the range was not understood, where the version says too little ("12" against
 * "< 12.2.8"), or where the two count in different ways (a year against a number, line L against line U).
 */
export function contains(range: VersionRange, version: ReadVersion): Contained {
  if (range.kind === 'every-version') return 'in';
  if (range.kind !== 'versions') return 'cannot-tell';
  for (const one of range.except) if (inExact(one, version, range.scheme) === 'in') return 'out';
  // Without a list of the answers: this is asked millions of times.
  let isOpen = range.doubt !== undefined;
  let isOut = false;
  for (const span of range.spans) {
    const answer = inSpan(span, version, range.scheme);
    if (answer === 'in') return 'in';
    if (answer === 'cannot-tell') isOpen = true;
    if (answer === 'out') isOut = true;
  }
  return isOut && !isOpen ? 'out' : 'cannot-tell';
}

/** `other-line`: the span counts another way; it neither has the version nor rules it out. */
type InSpan = Contained | 'other-line';

function inSpan(span: VersionSpan, version: ReadVersion, scheme: string): InSpan {
  switch (span.kind) {
    case 'exact':
      return inExact(span.version, version, scheme);
    case 'branch':
      return inBranch(span.prefix, version);
    case 'between': {
      const from = span.from === undefined ? 'in' : beyond(span.from, version, scheme, 'from');
      const to = span.to === undefined ? 'in' : beyond(span.to, version, scheme, 'to');
      // The first of these that a bound says counts before the other's "in". One by one: this is asked millions of times.
      if (from === 'other-line' || to === 'other-line') return 'other-line';
      if (from === 'out' || to === 'out') return 'out';
      return from === 'cannot-tell' || to === 'cannot-tell' ? 'cannot-tell' : 'in';
    }
  }
}

function inExact(exact: ReadVersion, version: ReadVersion, scheme: string): InSpan {
  if (exact.wildcard === 'part') return inBranch(exact, version);
  if (!countAlike(exact, version)) return 'other-line';
  if (exact.wildcard === 'digit') return nearWildcard(exact, version) ? 'cannot-tell' : 'out';
  if (compareReadVersions(version, exact, scheme) === 0) return 'in';
  return isShortOf(version, exact) ? 'cannot-tell' : 'out';
}

function inBranch(prefix: ReadVersion, version: ReadVersion): InSpan {
  if (!countAlike(prefix, version)) return 'other-line';
  if (beginsWith(version.parts, prefix.parts)) return 'in';
  return beginsWith(prefix.parts, version.parts) ? 'cannot-tell' : 'out';
}

/** Whether a version is on the right side of one bound. */
function beyond(bound: VersionBound, version: ReadVersion, scheme: string, side: 'from' | 'to'): InSpan {
  const limit = bound.version;
  if (!countAlike(limit, version)) return 'other-line';
  if (limit.wildcard !== undefined && nearWildcard(limit, version)) {
    if (side === 'from' && bound.inclusive) return limit.wildcard === 'part' ? 'in' : 'cannot-tell';
    if (side === 'to' && bound.inclusive && limit.wildcard === 'part') return 'in';
    return 'cannot-tell';
  }
  if (isShortOf(version, limit)) {
    // Whatever stands behind "12", it is not below 12.0; nothing else is certain.
    const rest = limit.parts.slice(version.parts.length);
    const zeros = rest.every((part) => part.kind === 'number' && part.digits === '0');
    if (!zeros) return 'cannot-tell';
    if (side === 'from') return bound.inclusive ? 'in' : 'cannot-tell';
    return bound.inclusive ? 'cannot-tell' : 'out';
  }
  const order = compareReadVersions(version, limit, scheme);
  if (order === 0) return bound.inclusive ? 'in' : 'out';
  if (version.wildcard !== undefined && beginsWith(limit.parts, version.parts)) return 'cannot-tell';
  return order < 0 === (side === 'to') ? 'in' : 'out';
}

/** Parts that name an update to a release: without them the release itself is meant, not some version of it. */
const UPDATE_WORDS: ReadonlySet<string> = new Set([
  'sp',
  'cu',
  'hf',
  'h',
  'u',
  'p',
  'if',
  'fp',
  'mr',
  'pl',
  'ep',
  'su',
  'ru',
  'qu',
  'es',
  'rc',
  'beta',
  'alpha',
  'pre',
  'dev',
  'ga',
  'take',
  'cfd',
]);

/** True where `version` is the beginning of `limit` and so may be before, at or behind it: "12" against "12.2.8", "22.7" against "22.7R2.4". */
function isShortOf(version: ReadVersion, limit: ReadVersion): boolean {
  if (version.parts.length >= limit.parts.length || !beginsWith(limit.parts, version.parts)) return false;
  const next = limit.parts[version.parts.length];
  if (next?.kind === 'number') return true;
  if (next === undefined || UPDATE_WORDS.has(next.word)) return false;
  // A lone letter behind the numbers ("6.2k") follows the release; a letter with a number ("22.7R2") divides it.
  return limit.parts[version.parts.length + 1]?.kind === 'number';
}

function beginsWith(parts: readonly VersionPart[], beginning: readonly VersionPart[]): boolean {
  if (beginning.length > parts.length) return false;
  for (let place = 0; place < beginning.length; place += 1) if (!samePart(beginning[place], parts[place])) return false;
  return true;
}

function samePart(a: VersionPart | undefined, b: VersionPart | undefined): boolean {
  if (a === undefined || b === undefined || a.kind !== b.kind) return false;
  return a.kind === 'number' ? a.digits === (b as typeof a).digits : a.word === (b as typeof a).word;
}

/** True where the version lies in what a placeholder leaves open: C.04 for "C.0x", 6.0.7 for "6.0.x". */
function nearWildcard(limit: ReadVersion, version: ReadVersion): boolean {
  if (limit.wildcard === 'part') return beginsWith(version.parts, limit.parts);
  const last = limit.parts.at(-1);
  const own = version.parts[limit.parts.length - 1];
  if (last?.kind !== 'number' || own?.kind !== 'number' || !beginsWith(version.parts, limit.parts.slice(0, -1))) return false;
  // "0x" is any number of one digit, as "2.3x" is 2.30 to 2.39.
  return last.digits === '0' ? own.digits.length <= 1 : own.digits.startsWith(last.digits) && own.digits.length === last.digits.length + 1;
}

/** Whether two versions count the same way, so that their order means something. L81 and U61 are lines of their own. */
function countAlike(a: ReadVersion, b: ReadVersion): boolean {
  if (a.counts === 'not' || b.counts === 'not') return false;
  const [one, other] = [a.parts[0], b.parts[0]];
  if (one?.kind === 'word')
    return other?.kind === 'word' && (one.word === other.word || (a.counts === 'by-revision' && b.counts === 'by-revision'));
  return a.counts === b.counts;
}
