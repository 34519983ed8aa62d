import { readNpmRange } from './npm-range.ts';
import type { Vers, VersComparator, VersConstraint } from './vers.ts';
import { schemeNamed } from './versions/registry.ts';
import type { VersionScheme } from './versions/version-scheme.ts';

/** Ranges are publisher-controlled. UTF-16 units. */
const RANGE_MAX = 2_000;

/**
 * Reads a range as an ecosystem's own tools write it: npm ("^1.2 || 3.x"), gem ("~> 2.0.8"), pypi ("~=1.4, !=1.4.2"), nuget and maven
 * ("[1.0,2.0)"), openssl ("1.0.1b, 3.0.0"). Undefined where the scheme has no notation of its own, or the text is none of it.
 * npm's rule that a range leaves out pre-releases is not carried over: what is asked here is who is concerned.
 */
export function readNativeRange(scheme: string, text: string): Vers | undefined {
  if (text.length > RANGE_MAX) return undefined;
  const trimmed = text.trim();
  const sets = NATIVE.get(scheme)?.(trimmed);
  if (sets === undefined) return undefined;
  if (sets.some((set) => set.length === 0)) return { scheme, constraints: 'every' };
  const order = schemeNamed(scheme);
  const kept = merged(
    sets.map((set) => intersection(set, order)).filter((interval) => !isEmpty(interval, order)),
    order,
  );
  // None of them all can be: a range that holds nothing.
  if (kept.length === 0) return { scheme: 'none', constraints: 'every' };
  return { scheme, constraints: kept.flatMap(constraintsOf) };
}

/** Alternatives of comparators that all hold; an empty set is every version. */
type Sets = readonly (readonly VersConstraint[])[];
const NATIVE: ReadonlyMap<string, (text: string) => Sets | undefined> = new Map([
  ['npm', npmSets],
  ['semver', npmSets],
  ['gem', (text: string) => commaSet(text, gemComparators)],
  ['pypi', (text: string) => commaSet(text, pypiComparators)],
  ['nuget', intervalSets],
  ['maven', intervalSets],
  ['openssl', listSets],
]);

function npmSets(text: string): Sets | undefined {
  return readNpmRange(text)?.set.map((set) =>
    set
      .filter(({ value }) => value !== '')
      .map(({ operator, semver }) => {
        const comparator = operator === '' || operator === undefined ? '=' : operator;
        // "<2.0.0-0" is npm's way of leaving out what comes before 2.0.0.
        return { comparator, version: comparator === '<' ? semver.version.replace(/-0$/, '') : semver.version };
      }),
  );
}

function commaSet(
  text: string,
  comparatorsOf: (operator: string, version: string) => readonly VersConstraint[] | undefined,
): Sets | undefined {
  const set: VersConstraint[] = [];
  for (const part of text.split(',')) {
    const found = /^(~>|~=|===|==|!=|<=|>=|<|>|=|)\s*([^\s<>=!~]+)$/.exec(part.trim());
    const comparators = found === null ? undefined : comparatorsOf(found[1] ?? '', found[2] ?? '');
    if (comparators === undefined) return undefined;
    set.push(...comparators);
  }
  return [set];
}

/** RubyGems, "Patterns": "~> 2.0.8" is >= 2.0.8 and < 2.1. */
function gemComparators(operator: string, version: string): readonly VersConstraint[] | undefined {
  if (operator === '~>') return fromTo(version, nextOf(version));
  return operator === '===' || operator === '~=' || operator === '==' ? undefined : [plain(operator, version)];
}

/** PEP 440, "Version specifiers": "~=2.2.1" is >= 2.2.1 and == 2.2.*. */
function pypiComparators(operator: string, version: string): readonly VersConstraint[] | undefined {
  if (operator === '~>' || operator === '=' || operator === '') return undefined;
  if (operator === '~=') return fromTo(version, nextOf(version));
  const branch = /^(\d+(?:\.\d+)*)\.\*$/.exec(version)?.[1];
  if (branch === undefined) return [plain(operator, version)];
  return operator === '==' ? fromTo(branch, nextOf(`${branch}.0`)) : undefined;
}

/** The first of the next branch: the last number is dropped, the one before it raised. */
function nextOf(version: string): string | undefined {
  const numbers = /^\d+(?:\.\d+)*/.exec(version)?.[0].split('.');
  if (numbers === undefined) return undefined;
  const kept = numbers.length === 1 ? numbers : numbers.slice(0, -1);
  return [...kept.slice(0, -1), String(BigInt(kept.at(-1) ?? '0') + 1n)].join('.');
}

function fromTo(from: string, to: string | undefined): readonly VersConstraint[] | undefined {
  return to === undefined ? undefined : [plain('>=', from), plain('<', to)];
}

function plain(operator: string, version: string): VersConstraint {
  const comparator = operator === '' || operator === '==' || operator === '===' ? '=' : (operator as VersComparator);
  return { comparator, version };
}

/** "[1.0,2.0)", "(,1.0]", "[1.5]", several behind one another (Maven, "Version ranges"; NuGet, "Version ranges"). */
function intervalSets(text: string): Sets | undefined {
  const sets: VersConstraint[][] = [];
  let rest = text;
  while (rest !== '') {
    const found = /^,?\s*([[(])\s*([^\s,[\]()]*)\s*(?:(,)\s*([^\s,[\]()]*)\s*)?([\])])\s*/.exec(rest);
    if (found === null) return undefined;
    const [all, open, from = '', comma, to = '', close] = found;
    if (comma === undefined) {
      if (from === '' || open !== '[' || close !== ']') return undefined;
      sets.push([plain('=', from)]);
    } else
      sets.push([
        ...(from === '' ? [] : [plain(open === '[' ? '>=' : '>', from)]),
        ...(to === '' ? [] : [plain(close === ']' ? '<=' : '<', to)]),
      ]);
    rest = rest.slice(all.length);
  }
  return sets.length === 0 ? undefined : sets;
}

function listSets(text: string): Sets | undefined {
  const versions = text.split(',').map((version) => version.trim());
  return versions.every((version) => /^\d[\w.-]*$/.test(version)) ? versions.map((version) => [plain('=', version)]) : undefined;
}

/** What all comparators leave. */
type Interval = { readonly from?: VersConstraint; readonly to?: VersConstraint; readonly except: readonly VersConstraint[] };

function intersection(set: readonly VersConstraint[], order: VersionScheme): Interval {
  let from: VersConstraint | undefined;
  let to: VersConstraint | undefined;
  for (const { comparator, version } of set) {
    if (comparator === '!=') continue;
    if (comparator !== '<' && comparator !== '<=') from = tighter(from, { comparator: comparator === '>' ? '>' : '>=', version }, order, 1);
    if (comparator !== '>' && comparator !== '>=') to = tighter(to, { comparator: comparator === '<' ? '<' : '<=', version }, order, -1);
  }
  return { ...(from && { from }), ...(to && { to }), except: set.filter(({ comparator }) => comparator === '!=') };
}

function tighter(a: VersConstraint | undefined, b: VersConstraint, order: VersionScheme, side: 1 | -1): VersConstraint {
  if (a === undefined) return b;
  const difference = order.compare(b.version, a.version) * side;
  return difference > 0 || (difference === 0 && !b.comparator.endsWith('=')) ? b : a;
}

function isEmpty({ from, to }: Interval, order: VersionScheme): boolean {
  if (from === undefined || to === undefined) return false;
  const difference = order.compare(from.version, to.version);
  return difference > 0 || (difference === 0 && !(from.comparator.endsWith('=') && to.comparator.endsWith('=')));
}

/** Alternatives in order; those that overlap are one, for in a specifier bounds stand in turns. */
function merged(intervals: readonly Interval[], order: VersionScheme): readonly Interval[] {
  const sorted = intervals.toSorted((a, b) => {
    if (a.from === undefined || b.from === undefined) return Number(a.from !== undefined) - Number(b.from !== undefined);
    return order.compare(a.from.version, b.from.version);
  });
  const kept: Interval[] = [];
  for (const interval of sorted) {
    const last = kept.at(-1);
    if (last === undefined || !overlaps(last, interval, order)) {
      kept.push(interval);
      continue;
    }
    const to = last.to === undefined || interval.to === undefined ? undefined : wider(last.to, interval.to, order);
    // What one of two overlapping alternatives leaves out the other may have: nothing is left out.
    kept[kept.length - 1] = { ...(last.from && { from: last.from }), ...(to && { to }), except: [] };
  }
  return kept;
}

function overlaps(last: Interval, next: Interval, order: VersionScheme): boolean {
  if (last.to === undefined || next.from === undefined) return true;
  return order.compare(next.from.version, last.to.version) < 0;
}

function wider(a: VersConstraint, b: VersConstraint, order: VersionScheme): VersConstraint {
  const difference = order.compare(a.version, b.version);
  return difference > 0 || (difference === 0 && a.comparator === '<=') ? a : b;
}

function constraintsOf({ from, to, except }: Interval): readonly VersConstraint[] {
  if (from !== undefined && from.version === to?.version) return [{ comparator: '=', version: from.version }];
  return [...(from ? [from] : []), ...except, ...(to ? [to] : [])];
}
