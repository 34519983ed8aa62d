import type { Instant } from '../basics/instant.ts';

/** What a document says of its own place among its revisions. */
export type RevisionPlace = { readonly trackingVersion: string; readonly currentReleaseAt?: Instant };

/**
 * True where a document is an older revision than one that we have, so that it must not take its place. By `tracking.version` (integers
 * and semantic versions together: "3" is 3.0.0, CSAF 2.0 §3.1.11), then by `current_release_date`. Older only where neither says newer:
 * a publisher's slip in one of the two must not hide a change. Equal in both is not older: publishers edit silently. Decision record 008.
 */
export function isOlderRevision(candidate: RevisionPlace, than: RevisionPlace): boolean {
  const byVersion = compareVersions(candidate.trackingVersion, than.trackingVersion);
  const byDate = compareDates(candidate.currentReleaseAt, than.currentReleaseAt);
  return byVersion < 0 ? byDate <= 0 : byVersion === 0 && byDate < 0;
}

/** Zero where one of them can't be compared: it then says nothing. Publisher-controlled, so bounded to numbers that are exact. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [readVersion(a), readVersion(b)];
  if (left === undefined || right === undefined) return 0;
  for (let place = 0; place < 3; place += 1) {
    const difference = Math.sign((left.numbers[place] ?? 0) - (right.numbers[place] ?? 0));
    if (difference !== 0) return difference;
  }
  if (left.prerelease === right.prerelease) return 0;
  // A version that is released comes after its own drafts (semver §11.3).
  if (left.prerelease === '' || right.prerelease === '') return left.prerelease === '' ? 1 : -1;
  return comparePrereleases(left.prerelease.split('.'), right.prerelease.split('.'));
}

function readVersion(text: string): { numbers: readonly number[]; prerelease: string } | undefined {
  const found = /^v?(\d{1,15})(?:\.(\d{1,15}))?(?:\.(\d{1,15}))?(?:-([0-9A-Za-z.-]+))?(?:\+\S*)?$/.exec(text.trim().slice(0, 200));
  return found === null
    ? undefined
    : { numbers: [found[1], found[2], found[3]].map((part) => Number(part ?? 0)), prerelease: found[4] ?? '' };
}

/** Semver §11.4: numbers as numbers and before words; the shorter of two alike first. */
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const [left, right] = [a[place], b[place]];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    if (left === right) continue;
    const [isNumberLeft, isNumberRight] = [/^\d+$/.test(left), /^\d+$/.test(right)];
    if (isNumberLeft && isNumberRight) return Math.sign(Number(left) - Number(right));
    if (isNumberLeft !== isNumberRight) return isNumberLeft ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return 0;
}

function compareDates(a: Instant | undefined, b: Instant | undefined): number {
  if (a === undefined || b === undefined || a === b) return 0;
  return a < b ? -1 : 1;
}
