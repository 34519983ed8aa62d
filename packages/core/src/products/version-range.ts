import type { ReadVersion } from './read-version.ts';
import { schemeNamed } from './versions/registry.ts';
import { compareParts, trimmed, type VersionPart } from './versions/vendor.ts';

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
  if (range.except.some((one) => inExact(one, version, range.scheme) === 'in')) return 'out';
  const found = new Set(range.spans.map((span) => inSpan(span, version, range.scheme)));
  if (found.has('in')) return 'in';
  if (found.has('cannot-tell') || range.doubt !== undefined) return 'cannot-tell';
  return found.has('out') ? 'out' : 'cannot-tell';
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
      const answers = [
        ...(span.from === undefined ? [] : [beyond(span.from, version, scheme, 'from')]),
        ...(span.to === undefined ? [] : [beyond(span.to, version, scheme, 'to')]),
      ];
      if (answers.includes('other-line')) return 'other-line';
      if (answers.includes('out')) return 'out';
      return answers.includes('cannot-tell') ? 'cannot-tell' : 'in';
    }
  }
}

function inExact(exact: ReadVersion, version: ReadVersion, scheme: string): InSpan {
  if (exact.wildcard === 'part') return inBranch(exact, version);
  if (!countAlike(exact, version)) return 'other-line';
  if (exact.wildcard === 'digit') return nearWildcard(exact, version) ? 'cannot-tell' : 'out';
  if (compareVersions(version, exact, scheme) === 0) return 'in';
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
  const order = compareVersions(version, limit, scheme);
  if (order === 0) return bound.inclusive ? 'in' : 'out';
  if (version.wildcard !== undefined && beginsWith(limit.parts, version.parts)) return 'cannot-tell';
  return order < 0 === (side === 'to') ? 'in' : 'out';
}

/** A marked build counts only where the other side has one too: "7.4.4 build2662" is 7.4.4. */
function compareVersions(version: ReadVersion, limit: ReadVersion, scheme: string): number {
  if (scheme === 'rpm' || scheme === 'deb') return schemeNamed(scheme).compare(version.text, limit.text);
  if (version.buildAt < version.parts.length && limit.parts.length <= version.buildAt)
    return compareParts(trimmed(version.parts.slice(0, version.buildAt)), limit.trimmed);
  if (scheme !== 'vendor') {
    const own = schemeNamed(scheme);
    if (own.name !== 'vendor' && own.isVersion(version.text) && own.isVersion(limit.text)) return own.compare(version.text, limit.text);
  }
  return compareParts(version.trimmed, limit.trimmed);
}

/** Parts that name an update to a release: without them the release itself is meant, not some version of it. */
const UPDATE_WORDS: ReadonlySet<string> = new Set([
  'sp',
  'cu',
  'hf',
  'u',
  'p',
  'if',
  'fp',
  'mr',
  'pl',
  'ep',
  'su',
  'es',
  'rc',
  'beta',
  'alpha',
  'pre',
  'dev',
  'ga',
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
  return beginning.length <= parts.length && beginning.every((part, place) => samePart(part, parts[place]));
}

function samePart(a: VersionPart, b: VersionPart | undefined): boolean {
  if (b === undefined || a.kind !== b.kind) return false;
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

/** Whether two versions count the same way, so that their order means something. */
function countAlike(a: ReadVersion, b: ReadVersion): boolean {
  const one = a.parts[0];
  const other = b.parts[0];
  if (one === undefined || other === undefined) return false;
  if (one.kind !== other.kind) return false;
  if (one.kind === 'word') {
    // L81 and U61 are lines of their own; B.02 and C.03 are revisions one after the other.
    return one.word === (other as typeof one).word || (isRevision(a.text) && isRevision(b.text));
  }
  if (isDate(a.text) !== isDate(b.text)) return false;
  return isYear(one.digits) === isYear((other as typeof one).digits);
}

function isRevision(text: string): boolean {
  return /^\W*(?:rev(?:ision)?\.?\s*)?[a-z]\.\d/i.test(text);
}

function isYear(digits: string): boolean {
  return /^(?:19[89]\d|20\d\d)$/.test(digits);
}

function isDate(text: string): boolean {
  return /^\D*(?:19|20)\d\d-\d\d?-\d\d?(?!\d)/.test(text);
}
