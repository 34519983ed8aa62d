import { compareReadVersions } from './compare-read-versions.ts';
import { rangeTokensOf, type RangeOperator, type RangeToken } from './range-tokens.ts';
import { readVersion, type ReadVersion } from './read-version.ts';
import type { VersionBound, VersionRange, VersionSpan } from './version-range.ts';

const CONSTRAINTS_MAX = 500;

/**
 * Reads constraints that are written as people write them. The grammar, over `rangeTokensOf` without the product's name in front:
 *
 *     constraints = constraint { [ separator ] constraint }
 *     constraint = EVERY | UNKNOWN | operator version | version operator [ operator ] version | version THROUGH version
 *                | BETWEEN version AND version | version AND-BEFORE | version AND-AFTER | AND-BEFORE version | version EVERY
 *                | EVERY version | EXCEPT version { separator version } | interval | version
 *
 * A lower bound that is followed by an upper one is one span; everything else is one alternative each. `scheme` is the order of versions.
 */
export function readConstraints(text: string, scheme: string): VersionRange {
  const tokens = withoutName(rangeTokensOf(text));
  if (tokens.length === 0) return { kind: 'unreadable', why: 'no version in it' };
  const reading: Reading = { tokens, scheme, place: 0, spans: [], except: [], doubts: [], every: false, unknown: false };
  while (reading.place < tokens.length && reading.spans.length < CONSTRAINTS_MAX) {
    const token = tokens[reading.place];
    if (token === undefined) break;
    readConstraint(token, reading);
  }
  return rangeOf(reading);
}

type Reading = {
  readonly tokens: readonly RangeToken[];
  readonly scheme: string;
  place: number;
  readonly spans: VersionSpan[];
  readonly except: ReadVersion[];
  readonly doubts: string[];
  every: boolean;
  unknown: boolean;
};

/**
 * Words in front of the first version, operator or "all": the name of the product, "and" between them too. A number that another follows
 * without a sign is of the name: "Windows 10 Version 1809".
 */
function withoutName(tokens: readonly RangeToken[]): readonly RangeToken[] {
  let first = 0;
  while (tokens[first]?.kind === 'word' || (first > 0 && tokens[first]?.kind === 'separator' && tokens[first + 1]?.kind === 'word'))
    first += 1;
  while (first > 0 && tokens[first]?.kind === 'version' && tokens[first + 1]?.kind === 'version') first += 1;
  return first === 0 ? tokens : tokens.slice(first);
}

/** What is left of the tokens is a range, or says why not. */
function rangeOf({ scheme, spans, except, doubts, every, unknown }: Reading): VersionRange {
  if (every && spans.length === 0 && except.length === 0 && doubts.length === 0) return { kind: 'every-version' };
  if (spans.length === 0 && except.length > 0) spans.push({ kind: 'between' });
  if (spans.length > 0)
    return { kind: 'versions', scheme, spans, except, ...(doubts.length === 0 ? {} : { doubt: doubts.join(' ').slice(0, 100) }) };
  if (unknown) return { kind: 'unknown' };
  return { kind: 'unreadable', why: doubts.length === 0 ? 'no version in it' : `not understood: ${doubts.join(' ').slice(0, 100)}` };
}

/** Reads one constraint, or one token that is none, and goes on behind it. */
function readConstraint(token: RangeToken, reading: Reading): void {
  const next = reading.tokens[reading.place + 1];
  reading.place += 1;
  switch (token.kind) {
    case 'operator':
      return readOperator(token.operator, next, reading);
    case 'version':
      return readFromVersion(readVersion(token.text), next, reading);
    case 'interval':
      reading.spans.push(spanOfInterval(token));
      return;
    case 'every':
      return readEvery(next, reading);
    case 'between':
      return readBetween(reading);
    case 'except':
      return readExcept(reading);
    case 'and-before':
      return readOperator('<', next, reading, true);
    case 'and-after':
      return readOperator('>', next, reading, true);
    case 'unknown':
      reading.unknown = true;
      return;
    case 'word':
      reading.doubts.push(token.text);
      return;
    case 'exclusive':
    case 'inclusive':
    case 'separator':
    case 'through':
    case 'noise':
  }
}

/** `mayStandAlone`: a word that is an operator only in front of a version ("below 4.0"). */
function readOperator(operator: RangeOperator, next: RangeToken | undefined, reading: Reading, mayStandAlone = false): void {
  if (next?.kind === 'every' && !mayStandAlone) {
    reading.every = true;
    reading.place += 1;
    return;
  }
  const bound = mayStandAlone ? next : behindName(reading);
  if (bound?.kind !== 'version') {
    if (!mayStandAlone) reading.doubts.push('an operator without a version');
    return;
  }
  reading.place += 1;
  const version = readVersion(bound.text);
  if (operator === '!=') reading.except.push(version);
  else if (operator === '=') reading.spans.push({ kind: 'exact', version });
  else readBound(operator, version, reading);
}

/** A word or two between an operator and its version are a name ("< NVR 5.6"); of more there is doubt. The month of a date is none. */
function behindName(reading: Reading): RangeToken | undefined {
  const words: string[] = [];
  for (let place = reading.place; words.length <= NAME_WORDS_MAX; place += 1) {
    const token = reading.tokens[place];
    if (token?.kind === 'version') {
      reading.place = place;
      if (words.length > 2) reading.doubts.push(...words);
      return token;
    }
    if (token?.kind !== 'word' || MONTH.test(token.text)) return undefined;
    words.push(token.text);
  }
  return undefined;
}

const NAME_WORDS_MAX = 4;
const MONTH = /^(?:jan|feb|m(?:aa)?rt|mar|mär|apr|may|mei|mai|jun|jul|aug|sep|o[ck]t|nov|de[cz])/iu;

/** One bound; a lower bound takes the upper one that follows it, and an upper one the lower that is joined to it by "and". */
function readBound(operator: '<' | '<=' | '>' | '>=', version: ReadVersion, reading: Reading): void {
  const bound = boundOf(operator, version, reading);
  const lower = operator.startsWith('>');
  const between = reading.tokens[reading.place];
  const isSeparated = between?.kind === 'separator' || between?.kind === 'through';
  const [next, then] = reading.tokens.slice(reading.place + Number(isSeparated));
  if (next?.kind === 'operator' && then?.kind === 'version') {
    const isUpper = next.operator === '<' || next.operator === '<=';
    const isLower = next.operator === '>' || next.operator === '>=';
    const mayJoin = lower ? isUpper : isLower && (between?.kind !== 'separator' || between.all);
    if (mayJoin) {
      reading.place += 2 + Number(isSeparated);
      const other = boundOf(next.operator, relativeTo(version, readVersion(then.text)), reading);
      reading.spans.push(lower ? { kind: 'between', from: bound, to: other } : { kind: 'between', from: other, to: bound });
      return;
    }
  }
  const isExclusive = next?.kind === 'exclusive';
  const last = isExclusive ? then : next;
  if (lower && between?.kind === 'through' && last?.kind === 'version') {
    reading.place += 2 + Number(isExclusive);
    reading.spans.push({ kind: 'between', from: bound, to: boundOf(isExclusive ? '<' : '<=', readVersion(last.text), reading) });
    return;
  }
  reading.spans.push(lower ? { kind: 'between', from: bound } : { kind: 'between', to: bound });
}

/** "Inclusive" or "excluding" behind a version says more than the word in front of it. */
function boundOf(operator: string, version: ReadVersion, reading: Reading): VersionBound {
  const said = reading.tokens[reading.place]?.kind;
  const behind = reading.tokens[reading.place + 1]?.kind;
  // "excluding 5.3" begins an exception, and "including former Unity Pro" says nothing of the bound.
  const isSaid = (said === 'inclusive' || said === 'exclusive' || said === 'except') && behind !== 'version' && behind !== 'word';
  if (!isSaid) return { version, inclusive: operator.endsWith('=') };
  reading.place += 1;
  return { version, inclusive: said === 'inclusive' };
}

/** A version that stands in front: alone, with "and earlier", or as the beginning of "1.0 - 2.3", "A.01 <= C.0x" or "1.0 <= x < 2.0". */
function readFromVersion(version: ReadVersion, next: RangeToken | undefined, reading: Reading): void {
  const said = next?.kind === 'inclusive' || next?.kind === 'exclusive' || next?.kind === 'except' ? next.kind : undefined;
  const behind = said === undefined ? next : reading.tokens[reading.place + 1];
  const inclusive = said === undefined || said === 'inclusive';
  if (behind?.kind === 'and-before' || behind?.kind === 'and-after') {
    reading.place += said === undefined ? 1 : 2;
    const bound = { version, inclusive };
    reading.spans.push(behind.kind === 'and-before' ? { kind: 'between', to: bound } : { kind: 'between', from: bound });
  } else if (next?.kind === 'every') {
    reading.place += 1;
    reading.spans.push({ kind: 'branch', prefix: version });
  } else if (version.text.endsWith('+'))
    reading.spans.push({ kind: 'between', from: { version: readVersion(version.text.slice(0, -1)), inclusive: true } });
  else if (!readTo(version, reading)) reading.spans.push({ kind: 'exact', version });
}

/** The upper bound behind a version, where there is one. */
function readTo(version: ReadVersion, reading: Reading): boolean {
  const [next, then, last] = reading.tokens.slice(reading.place);
  if (next?.kind === 'through' && then?.kind === 'version') {
    reading.place += 2;
    reading.spans.push(spanTo({ version, inclusive: true }, boundOf('<=', relativeTo(version, readVersion(then.text)), reading), reading));
    return true;
  }
  if (next?.kind !== 'operator' || !next.operator.startsWith('<')) return false;
  if (then?.kind === 'version') {
    reading.place += 2;
    const to = boundOf(next.operator, relativeTo(version, readVersion(then.text)), reading);
    reading.spans.push(spanTo({ version, inclusive: true }, to, reading));
    return true;
  }
  if (then?.kind !== 'operator' || !then.operator.startsWith('<') || last?.kind !== 'version') return false;
  reading.place += 3;
  const from = { version, inclusive: next.operator.endsWith('=') };
  reading.spans.push(spanTo(from, boundOf(then.operator, readVersion(last.text), reading), reading));
  return true;
}

/** What stands in front of its own upper bound and is greater is a name: "Version 1809 before 10.0.17763.5576". */
function spanTo(from: VersionBound, to: VersionBound, { scheme }: Reading): VersionSpan {
  const isName =
    from.version.counts === to.version.counts &&
    from.version.wildcard === undefined &&
    compareReadVersions(from.version, to.version, scheme) > 0;
  return isName ? { kind: 'between', to } : { kind: 'between', from, to };
}

/** "V17 before Update 6" is before V17 Update 6. */
function relativeTo(version: ReadVersion, bound: ReadVersion): ReadVersion {
  return UPDATE.test(bound.text) && !UPDATE.test(version.text) ? readVersion(`${version.text} ${bound.text}`) : bound;
}

const UPDATE = /^(?:service|cumulative|jumbo|jhf|hot|feature|fix|update|upd|patch|maintenance|take|build|sp|hf|cu|fp)(?!\p{L})/iu;

/** "All versions < V2.0" is about what follows; "All 7.0 versions" about that branch. */
function readEvery(next: RangeToken | undefined, reading: Reading): void {
  if (next?.kind === 'version' && isEndAt(reading.place + 1, reading)) {
    reading.place += 1;
    reading.spans.push({ kind: 'branch', prefix: readVersion(next.text) });
  } else if (next === undefined || next.kind === 'separator') reading.every = true;
}

function isEndAt(place: number, { tokens }: Reading): boolean {
  const token = tokens[place];
  return token === undefined || token.kind === 'separator';
}

/** Whether the second is in is rarely meant either way; who has it is better told than not. */
function readBetween(reading: Reading): void {
  const from = reading.tokens[reading.place];
  if (from?.kind === 'version') {
    reading.place += 1;
    const lower = boundOf('>=', readVersion(from.text), reading);
    const [and, to] = reading.tokens.slice(reading.place);
    if ((and?.kind === 'separator' || and?.kind === 'through') && to?.kind === 'version') {
      reading.place += 2;
      reading.spans.push({ kind: 'between', from: lower, to: boundOf('<=', readVersion(to.text), reading) });
      return;
    }
    reading.spans.push({ kind: 'exact', version: lower.version });
  }
  reading.doubts.push('between');
}

function readExcept(reading: Reading): void {
  const { tokens } = reading;
  let token = tokens[reading.place];
  if (token?.kind !== 'version') {
    reading.doubts.push('except');
    return;
  }
  while (token?.kind === 'version') {
    reading.except.push(readVersion(token.text));
    reading.place += 1;
    const isMore: boolean = tokens[reading.place]?.kind === 'separator' && isEndAt(reading.place + 2, reading);
    token = isMore ? tokens[reading.place + 1] : undefined;
    if (token?.kind === 'version') reading.place += 1;
  }
}

function spanOfInterval({ from, fromIncluded, to, toIncluded }: Extract<RangeToken, { kind: 'interval' }>): VersionSpan {
  return {
    kind: 'between',
    ...(from === '' ? {} : { from: { version: readVersion(from), inclusive: fromIncluded } }),
    ...(to === '' ? {} : { to: { version: readVersion(to), inclusive: toIncluded } }),
  };
}
