import { elements, field, textAt, type JsonView } from '../../../basics/json-view.ts';
import { schemeNamed } from '../../../products/versions/registry.ts';
import type { BoundText } from '../span-text.ts';
import { joinBranches } from './join-branches.ts';

/** CVE record format 5, `affected.versions.status`. */
export type CveStatus = 'affected' | 'unaffected' | 'unknown';

/** What one entry of `versions` says, its `changes` worked out. */
export type StatedVersions = { readonly status: CveStatus; readonly at: string } & (
  | { readonly kind: 'every' }
  /** The first version belongs to it, as the record format has it. */
  | { readonly kind: 'between'; readonly from?: BoundText; readonly to?: BoundText }
  | { readonly kind: 'exact'; readonly text: string }
  /** Words that say which versions: ">= 1.0, < 1.4". */
  | { readonly kind: 'words'; readonly text: string }
  /** It names no version that could be compared: "n/a", "up to the day of publication". */
  | { readonly kind: 'unclear' }
);

export type Stated = {
  readonly versions: readonly StatedVersions[];
  /** Name of a scheme in `products/versions/registry.ts`. */
  readonly scheme: string;
  /** True where all that was stated are commits of a repository, which no inventory holds. */
  readonly onlyCommits: boolean;
  /** True where some entry says *affected*: the rest is then what is outside of it. */
  readonly saysAffected: boolean;
};

/** Publisher-controlled, so bounded. The longest of 4,000 real lists has 1,100 entries. */
const VERSIONS_MAX = 5_000;
const CHANGES_MAX = 200;
const TEXT_MAX = 500;

type Entry = {
  readonly at: string;
  readonly status: CveStatus;
  readonly version: string;
  readonly to?: BoundText;
  readonly countsPatches: boolean;
  readonly changes: readonly { readonly at: string; readonly status: CveStatus }[];
};

/** Reads `affected.versions` (CVE record format 5.1, "versions"). */
export function readStatedVersions(affected: JsonView): Stated {
  const views = elements(field(affected, 'versions'), VERSIONS_MAX);
  const scheme = schemeOf(views);
  const all = views.map(readEntry);
  const entries = all.filter((entry) => !isCommit(entry.version) && !(entry.to !== undefined && isCommit(entry.to.version)));
  return {
    versions: joinBranches(entries, scheme).flatMap((entry) => statedBy(entry, scheme)),
    scheme,
    onlyCommits: all.length > 0 && entries.length === 0,
    saysAffected: all.some(({ status }) => status === 'affected'),
  };
}

/** `versionType` is free text in practice; what says how to compare is taken, everything else is "generic". */
const SCHEMES: Readonly<Record<string, string>> = {
  semver: 'semver',
  semvar: 'semver',
  npm: 'semver',
  maven: 'maven',
  python: 'pypi',
  rpm: 'rpm',
  deb: 'deb',
};

function schemeOf(views: readonly JsonView[]): string {
  for (const view of views) {
    const scheme = SCHEMES[textAt(field(view, 'versionType'), 50)?.trim().toLowerCase() ?? ''];
    if (scheme !== undefined) return scheme;
  }
  return 'generic';
}

function readEntry(view: JsonView): Entry {
  const to = upperOf(view);
  return {
    at: view.at,
    status: readStatus(view),
    version: textAt(field(view, 'version'), TEXT_MAX)?.trim() ?? '',
    ...(to === undefined ? {} : { to }),
    countsPatches: textAt(field(view, 'versionType'), 50)?.toLowerCase() === 'patch',
    changes: elements(field(view, 'changes'), CHANGES_MAX).flatMap((change) => {
      const at = textAt(field(change, 'at'), TEXT_MAX)?.trim();
      return at === undefined || isCommit(at) ? [] : [{ at, status: readStatus(change) }];
    }),
  };
}

/** What is not spelt as the format has it is not known. */
function readStatus(view: JsonView): CveStatus {
  const status = field(view, 'status').value;
  return status === 'affected' || status === 'unaffected' ? status : 'unknown';
}

function upperOf(view: JsonView): BoundText | undefined {
  const below = textAt(field(view, 'lessThan'), TEXT_MAX)?.trim();
  const upTo = textAt(field(view, 'lessThanOrEqual'), TEXT_MAX)?.trim();
  const text = below ?? upTo;
  if (text === undefined) return undefined;
  // Some write the operator again: "<=9.3.0".
  const bare = text.replace(/^[<>=\s]+/, '');
  return { version: bare, inclusive: below === undefined || /^<?=/.test(text) };
}

/** A commit of git, or part of one: hexadecimal with a letter in it, and longer than versions are. */
function isCommit(text: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(text) && /[a-f]/i.test(text) && !/^\d+[a-f]$/i.test(text);
}

function statedBy(entry: Entry, scheme: string): readonly StatedVersions[] {
  const { at, status, version, to } = entry;
  if (to !== undefined || entry.changes.length > 0) return spansOf(entry, scheme);
  if (isEvery(version)) return [{ kind: 'every', status, at }];
  if (saysNothing(version)) return [{ kind: 'unclear', status, at }];
  return [{ kind: /^[a-z]*[\s_-]?\d[\w.+~:-]*$/i.test(version) ? 'exact' : 'words', text: version, status, at }];
}

/** From the first version to the last, cut at every change: "from 2.0 affected, from 2.4 not, from 3.0 again". */
function spansOf({ at, status, version, to, changes }: Entry, scheme: string): readonly StatedVersions[] {
  const { compare } = schemeNamed(scheme);
  const upper = upperBound(to);
  const spans: StatedVersions[] = [];
  let from = lowerBound(version);
  let current = status;
  for (const change of changes.toSorted((a, b) => compare(a.at, b.at))) {
    const fromStart = from === undefined ? 1 : compare(change.at, from.version);
    if (isVersion(change.at) && fromStart === 0) current = change.status;
    // Before the beginning it speaks of another branch.
    if (!isVersion(change.at) || fromStart <= 0) continue;
    // A change at or behind the end of the span only repeats where that is.
    if (upper.kind === 'at' && compare(change.at, upper.bound.version) >= Number(upper.bound.inclusive)) continue;
    spans.push({ kind: 'between', status: current, at, from, to: { version: change.at, inclusive: false } });
    from = { version: change.at, inclusive: true };
    current = change.status;
  }
  if (upper.kind === 'unclear' && current !== 'unaffected') spans.push({ kind: 'unclear', status: current, at });
  else if (upper.kind === 'open' && from === undefined) spans.push({ kind: 'every', status: current, at });
  else if (upper.kind !== 'unclear') spans.push({ kind: 'between', status: current, at, ...lowered(from, upper, compare) });
  return spans;
}

/**
 * A beginning at or behind the end leaves nothing between the two, which nobody means who says *affected*: "111.0.5563.64, less than
 * 111.0.5563.64" is how one assigner writes everything before it. Without that beginning the span is wider, never empty.
 */
function lowered(
  from: BoundText | undefined,
  upper: Exclude<Upper, { kind: 'unclear' }>,
  compare: (a: string, b: string) => number,
): { readonly from?: BoundText; readonly to?: BoundText } {
  if (upper.kind === 'open') return { from };
  const { bound } = upper;
  // "5.15.x" ends with its branch, so what begins in the branch begins before its end.
  const branch = bound.version.endsWith('.x') ? bound.version.slice(0, -1) : undefined;
  const isEmpty =
    from !== undefined &&
    compare(from.version, bound.version) >= Number(bound.inclusive) &&
    !(branch !== undefined && from.version.startsWith(branch));
  return isEmpty ? { to: bound } : { from, to: bound };
}

type Upper = { readonly kind: 'open' } | { readonly kind: 'unclear' } | { readonly kind: 'at'; readonly bound: BoundText };

/** `*` has no end; "5.15.*" ends with its branch; what names no version ("publication", an address) has an end that is not told. */
function upperBound(to: BoundText | undefined): Upper {
  if (to === undefined || /^[^\d]*\*$/.test(to.version)) return { kind: 'open' };
  const branch = /^(.*\d)[.-]\*$/.exec(to.version)?.[1];
  if (branch !== undefined && isVersion(branch)) return { kind: 'at', bound: { version: `${branch}.x`, inclusive: true } };
  return isVersion(to.version) ? { kind: 'at', bound: to } : { kind: 'unclear' };
}

/** Undefined where everything before the end is meant. "8.1.*" begins where its branch does. */
function lowerBound(version: string): BoundText | undefined {
  const bare = version.replace(/^[<>=\s]+/, '').replace(/[.-][*x]$/i, '');
  if (/^0+(?:\.0+)*$/.test(bare) || !isVersion(bare)) return undefined;
  return { version: bare, inclusive: !/^>(?!=)/.test(version) };
}

/** It has a digit, and none of the signs by which ranges are written. */
function isVersion(text: string): boolean {
  return /\d/.test(text) && !/[|,;<>=!*]|:\/\//.test(text);
}

function isEvery(text: string): boolean {
  return /^(?:\*|all|any|every|all (?:known )?versions|all released versions|any version)$/i.test(text);
}

function saysNothing(text: string): boolean {
  return /^(?:-*|n\/a|na|none|unspecified|unknown|various|see .*|not .*)$/i.test(text);
}
