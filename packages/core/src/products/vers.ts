import { schemeNamed } from './versions/registry.ts';
import type { VersionScheme } from './versions/version-scheme.ts';

/** A version range specifier (vers specification, Clause 5), taken apart. */
export type Vers = {
  /** The type of the specifier in lower case: "npm", "deb". Its order is that of `schemeNamed(scheme)`. */
  readonly scheme: string;
  /** `every`: "*". As they were written; versions are percent-decoded. */
  readonly constraints: 'every' | readonly VersConstraint[];
};
export type VersConstraint = { readonly comparator: VersComparator; readonly version: string };
export type VersComparator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** The canonical text: constraints in the order of their versions (Clause 5.4), what separates percent-encoded (Clause 5.3.3.2). */
export function versText({ scheme, constraints }: Vers): string {
  if (constraints === 'every') return `vers:${scheme}/*`;
  const parts = inOrder(constraints, schemeNamed(scheme)).map(
    ({ comparator, version }) => `${comparator === '=' ? '' : comparator}${encoded(version)}`,
  );
  return `vers:${scheme}/${parts.join('|')}`;
}

/**
 * Whether a version is contained ("Checking if a version is contained within a range"). Constraints may come in any order. Where two lower
 * bounds stand in a row, or two upper ones, the wider holds. `cannot-tell` where the version or a bound is none that the scheme can order.
 */
export function inVers({ scheme, constraints }: Vers, version: string): 'in' | 'out' | 'cannot-tell' {
  if (constraints === 'every') return scheme === 'none' ? 'out' : 'in';
  const order = schemeNamed(scheme);
  const orders = (text: string) => order.isVersion(text);
  const sorted = inOrder(constraints, order);
  const equal = sorted.filter(
    (one) => one.version === version || (orders(version) && orders(one.version) && order.compare(one.version, version) === 0),
  );
  if (equal.some(({ comparator }) => comparator === '=' || comparator === '<=' || comparator === '>=')) return 'in';
  if (equal.some(({ comparator }) => comparator === '!=')) return 'out';
  const bounds = sorted.filter(({ comparator }) => comparator !== '=' && comparator !== '!=');
  // Nothing but "not this one": every other.
  if (bounds.length === 0) return sorted.some(({ comparator }) => comparator === '=') ? 'out' : 'in';
  if (!orders(version) || bounds.some((bound) => !orders(bound.version))) return 'cannot-tell';
  return isBetween(bounds, version, order) ? 'in' : 'out';
}

/** No inclusive bound is the version itself any more. */
function isBetween(bounds: readonly VersConstraint[], version: string, order: VersionScheme): boolean {
  const before = bounds.findLast((bound) => order.compare(bound.version, version) < 0);
  const behind = bounds.find((bound) => order.compare(bound.version, version) > 0);
  const fromBefore = before !== undefined && isLower(before);
  const fromBehind = behind !== undefined && !isLower(behind);
  const equal = bounds.filter((bound) => order.compare(bound.version, version) === 0);
  if (equal.length === 0) return fromBefore || fromBehind;
  // An exclusive bound shuts its version out, unless one that makes it needless lets it in: ">1" in front of ">3".
  const [lower, upper] = [equal.some(isLower), equal.some((bound) => !isLower(bound))];
  return lower !== upper && (lower ? fromBefore : fromBehind);
}

function isLower({ comparator }: VersConstraint): boolean {
  return comparator.startsWith('>');
}

function inOrder(constraints: readonly VersConstraint[], order: VersionScheme): readonly VersConstraint[] {
  return constraints.toSorted((a, b) => order.compare(a.version, b.version));
}

/** What separates, a blank, and what is no ASCII (Clause 5.3.3.2). */
function encoded(version: string): string {
  return version.toWellFormed().replace(/[<>=!*|%\s]|[^ -~]/gu, (sign) => {
    const plain = encodeURIComponent(sign);
    return plain === sign ? `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}` : plain;
  });
}
