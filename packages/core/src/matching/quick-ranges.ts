import type { ItemVersions } from '../products/read-version.ts';
import { contains, type VersionRange } from '../products/version-range.ts';
import { sideOf } from './decide-vulnerability.ts';
import type { LikestGroups } from './find-likest-groups.ts';

/**
 * What groups say where it can be told without looking at one vulnerability after the other, which is so for nearly all advisories: the
 * ranges that are affected, and those that are fixed or not affected.
 */
export type QuickRanges = { readonly affected: readonly VersionRange[]; readonly safe: readonly VersionRange[] };

/** Undefined where every vulnerability must be looked at: one is merely looked into or has no affected range, or a claim is about a part. */
export function quickRanges({ groups, likeness }: LikestGroups): QuickRanges | undefined {
  if (likeness.grade === 'maker') return undefined;
  const affected = new Set<VersionRange>();
  const safe = new Set<VersionRange>();
  const isTold = new Map<number, boolean>();
  for (const group of groups) {
    if (group.exact !== undefined) return undefined;
    for (const { range, asPart, statuses } of group.claims) {
      if (asPart !== undefined || range.kind === 'unspecified') return undefined;
      for (const { vulnerability, status } of statuses) {
        const side = sideOf(status);
        if (side === 'under-investigation') return undefined;
        (side === 'affected' ? affected : safe).add(range);
        isTold.set(vulnerability, side === 'affected' || isTold.get(vulnerability) === true);
      }
    }
  }
  return isTold.size > 0 && [...isTold.values()].every(Boolean) ? { affected: [...affected], safe: [...safe] } : undefined;
}

/**
 * The strongest outcome of all vulnerabilities for what a line says of its versions: `affected` where a version is in an affected range
 * and in none that is safe, `outside` where it is in neither; undefined where that is not clear and `rule-on-groups.ts` must say.
 */
export function askQuickly({ affected, safe }: QuickRanges, told: ItemVersions): 'affected' | 'outside' | undefined {
  if (told.kind !== 'versions') return undefined;
  let isIn = false;
  let isOpen = false;
  for (const version of told.versions) {
    for (const range of safe) if (contains(range, version) !== 'out') return undefined;
    for (const range of affected) {
      const answer = contains(range, version);
      if (answer === 'in') isIn = true;
      else if (answer === 'cannot-tell') isOpen = true;
      if (isIn && safe.length === 0) return 'affected';
    }
  }
  return isIn ? 'affected' : isOpen ? undefined : 'outside';
}
