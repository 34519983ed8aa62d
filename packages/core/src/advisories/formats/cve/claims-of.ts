import type { ProductStatus, VersionClaim } from '../../advisory.ts';
import type { VersionRange, VersionSpan } from '../../../products/version-range.ts';
import { readVersionRange } from '../../../products/read-version-range.ts';
import { schemeNamed } from '../../../products/versions/registry.ts';
import { spanText, type BoundText } from '../span-text.ts';
import type { CveStatus, Stated, StatedVersions } from './stated-versions.ts';

/** A status of some versions of one product, in the words of CSAF (2.0 §3.2.3.9); all of its versions where there is no claim of some. */
export type StatusClaim = { readonly status: ProductStatus; readonly version?: VersionClaim; readonly at: string };

const STATUS: Readonly<Record<CveStatus, ProductStatus>> = {
  affected: 'known_affected',
  unaffected: 'known_not_affected',
  unknown: 'under_investigation',
};
const EVERY: VersionClaim = { kind: 'range', text: 'vers:all/*' };

/**
 * What one `affected` entry says of which versions. What `versions` does not list has `defaultStatus` (CVE record format 5.1,
 * "defaultStatus"), with two readings of our own, because most records leave the default as it was:
 *
 * - listed as affected, and nothing said of the rest: the rest is outside, as in a CSAF document that lists what is affected;
 * - *affected* by default although affected versions are listed with an end: they would not be listed if the end meant nothing.
 */
export function claimsOf(stated: Stated, defaultStatus: CveStatus | undefined, at: string): readonly StatusClaim[] {
  const every = stated.versions.filter(({ kind }) => kind === 'every');
  const some = stated.versions.filter(({ kind }) => kind !== 'every');
  // "All versions" beside some of another status is what holds for the rest.
  const byDefault = every[0]?.status ?? defaultStatus;
  if (some.length === 0) return [ofTheWhole(every[0] !== undefined || defaultStatus !== undefined ? byDefault : undefined, at)];
  const listed = some.map((one) => claimOf(one, stated.scheme));
  switch (byDefault) {
    case 'affected':
      return affectedByDefault(some, listed, stated.scheme, at);
    case 'unaffected':
      return some.some(({ status }) => status !== 'unaffected')
        ? listed
        : [...listed, { status: 'known_not_affected', version: EVERY, at }];
    default:
      // Fixed versions alone, and nothing of the rest: somebody has to look.
      return stated.saysAffected ? listed : [...listed, { status: 'under_investigation', at }];
  }
}

function ofTheWhole(status: CveStatus | undefined, at: string): StatusClaim {
  if (status === undefined) return { status: 'known_affected', at };
  return status === 'unknown' ? { status: 'under_investigation', at } : { status: STATUS[status], version: EVERY, at };
}

function claimOf(stated: Exclude<StatedVersions, { kind: 'every' }> | StatedVersions, scheme: string): StatusClaim {
  const status = STATUS[stated.status];
  switch (stated.kind) {
    case 'every':
      return { status, version: EVERY, at: stated.at };
    case 'between':
      return { status, version: spanText(scheme, stated), at: stated.at };
    case 'exact':
      return { status, version: { kind: 'exact', text: stated.text }, at: stated.at };
    case 'words':
      return { status, version: { kind: 'range', text: stated.text }, at: stated.at };
    case 'unclear':
      // That versions which are not named are safe says nothing of any version.
      return { status: stated.status === 'unaffected' ? 'under_investigation' : status, at: stated.at };
  }
}

/** What is safe or unknown is listed: the rest is affected, span by span between them. */
function affectedByDefault(
  some: readonly StatedVersions[],
  listed: readonly StatusClaim[],
  scheme: string,
  at: string,
): readonly StatusClaim[] {
  const others = some.filter(({ status }) => status !== 'affected');
  if (others.length === 0) return some.some(hasEnd) ? listed : [...listed, { status: 'unknown', version: EVERY, at }];
  const spans = others.map((one) => spansOf(one));
  // Words that we can't place among versions: nobody can say where the rest begins.
  if (spans.some((each) => each === undefined)) return [...listed, { status: 'known_affected', at }];
  return [
    ...listed,
    ...gapsBetween(
      spans.flatMap((each) => each ?? []),
      scheme,
      at,
    ),
  ];
}

function hasEnd(stated: StatedVersions): boolean {
  return (stated.kind === 'between' && stated.to !== undefined) || stated.kind === 'words';
}

type Between = { readonly from?: BoundText; readonly to?: BoundText };

function spansOf(stated: StatedVersions): readonly Between[] | undefined {
  switch (stated.kind) {
    case 'between':
      return [stated];
    case 'exact':
      return [{ from: { version: stated.text, inclusive: true }, to: { version: stated.text, inclusive: true } }];
    case 'words':
      return spansOfRange(readVersionRange(stated.text));
    default:
      return undefined;
  }
}

function spansOfRange(range: VersionRange): readonly Between[] | undefined {
  if (range.kind !== 'versions' || range.doubt !== undefined || range.except.length > 0) return undefined;
  return range.spans.map(betweenOf);
}

function betweenOf(span: VersionSpan): Between {
  switch (span.kind) {
    case 'exact':
      return { from: { version: span.version.text, inclusive: true }, to: { version: span.version.text, inclusive: true } };
    case 'branch':
      return { from: { version: span.prefix.text, inclusive: true }, to: { version: `${span.prefix.text}.x`, inclusive: true } };
    case 'between':
      return { from: boundOf(span.from), to: boundOf(span.to) };
  }
}

function boundOf(bound: Extract<VersionSpan, { kind: 'between' }>['from']): BoundText | undefined {
  return bound === undefined ? undefined : { version: bound.version.text, inclusive: bound.inclusive };
}

/** The spans that the given ones leave open, from below to above. */
function gapsBetween(spans: readonly Between[], scheme: string, at: string): readonly StatusClaim[] {
  const { compare } = schemeNamed(scheme);
  const ordered = spans.toSorted((a, b) =>
    a.from === undefined || b.from === undefined
      ? Number(b.from === undefined) - Number(a.from === undefined)
      : compare(a.from.version, b.from.version),
  );
  const gaps: StatusClaim[] = [];
  let end: { readonly bound: BoundText; readonly branch?: string } | 'start' | 'open' = 'start';
  for (const span of ordered) {
    if (end === 'open') break;
    const begins = span.from;
    if (begins !== undefined && (end === 'start' || compare(end.bound.version, begins.version) < 0)) {
      const to = { version: begins.version, inclusive: !begins.inclusive };
      gaps.push({ status: 'known_affected', version: spanText(scheme, end === 'start' ? { to } : { ...fromBehind(end), to }), at });
    }
    if (span.to === undefined) end = 'open';
    else if (end === 'start' || compare(end.bound.version, withoutPlaceholder(span.to.version)) <= 0) end = endOf(span.to);
  }
  // Behind the last fix that is named: by the record still affected, by all experience fixed.
  if (end !== 'open') gaps.push({ status: 'unknown', version: end === 'start' ? EVERY : spanText(scheme, fromBehind(end)), at });
  return gaps;
}

function endOf(to: BoundText): { readonly bound: BoundText; readonly branch?: string } {
  const version = withoutPlaceholder(to.version);
  return version === to.version ? { bound: to } : { bound: { version, inclusive: true }, branch: to.version };
}

function withoutPlaceholder(version: string): string {
  return version.replace(/\.x$/, '');
}

/** Behind a branch ("5.15.x") is everything from it on that is not in it. */
function fromBehind({ bound, branch }: { readonly bound: BoundText; readonly branch?: string }): {
  readonly from: BoundText;
  readonly except?: readonly string[];
} {
  return branch === undefined
    ? { from: { version: bound.version, inclusive: !bound.inclusive } }
    : { from: { version: bound.version, inclusive: true }, except: [branch] };
}
