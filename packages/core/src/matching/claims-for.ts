import type { ReadVersion } from '../products/read-version.ts';
import type { VersionPart } from '../products/versions/vendor.ts';
import type { Claim } from './prepare-advisory.ts';

/**
 * Some publishers list every version by itself: 31,000 products of one name. Of such a list only what begins like the version can be it, or
 * be what it is short for; of the rest one claim for each statement stands for all, to say "outside".
 */
export type ExactClaims = {
  /** By the first two parts of the version. */
  readonly byBeginning: ReadonlyMap<string, readonly Claim[]>;
  readonly representatives: readonly Claim[];
};

/** Fewer are asked one by one. */
const WORTH_AN_INDEX = 100;

export function indexClaims(claims: readonly Claim[]): { readonly exact?: ExactClaims; readonly others: readonly Claim[] } {
  if (claims.length < WORTH_AN_INDEX) return { others: claims };
  const byBeginning = new Map<string, Claim[]>();
  const representatives = new Map<string, Claim>();
  const others: Claim[] = [];
  for (const claim of claims) {
    const parts = listedVersion(claim)?.parts;
    if (parts === undefined || parts.length < 2) {
      others.push(claim);
      continue;
    }
    const beginning = beginningOf(parts);
    const there = byBeginning.get(beginning);
    if (there === undefined) byBeginning.set(beginning, [claim]);
    else there.push(claim);
    for (const { vulnerability, status } of claim.statuses) {
      const key = `${vulnerability} ${status}`;
      if (!representatives.has(key)) representatives.set(key, claim);
    }
  }
  return { exact: { byBeginning, representatives: [...new Set(representatives.values())] }, others };
}

/** The claims that bear on a version, in no less than what they say of it; all of them where the version is too short to choose by. */
export function claimsFor(
  group: { readonly claims: readonly Claim[]; readonly exact?: ExactClaims; readonly others: readonly Claim[] },
  version: ReadVersion | 'missing' | 'unreadable',
): readonly Claim[] {
  const { exact } = group;
  if (exact === undefined) return group.claims;
  // Without a version every listed one may be it, and all say the same of that.
  if (typeof version === 'string') return [...group.others, ...exact.representatives];
  if (version.parts.length < 2) return group.claims;
  const alike = exact.byBeginning.get(beginningOf(version.parts)) ?? [];
  return [...group.others, ...alike, ...exact.representatives.filter((claim) => !alike.includes(claim))];
}

function listedVersion(claim: Claim): ReadVersion | undefined {
  const { range } = claim;
  if (!claim.isExact || range.kind !== 'versions' || range.spans.length !== 1 || range.scheme === 'rpm' || range.scheme === 'deb')
    return undefined;
  const [span] = range.spans;
  return span?.kind === 'exact' && span.version.wildcard === undefined ? span.version : undefined;
}

function beginningOf(parts: readonly VersionPart[]): string {
  return parts
    .slice(0, 2)
    .map((part) => (part.kind === 'number' ? part.digits : part.word))
    .join('.');
}
