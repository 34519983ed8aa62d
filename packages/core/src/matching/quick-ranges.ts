import type { ItemVersions, ReadVersion } from '../products/read-version.ts';
import { contains, type Contained, type VersionRange } from '../products/version-range.ts';
import { sideOf } from './decide-vulnerability.ts';
import type { LikestGroups } from './find-likest-groups.ts';

/**
 * What groups say where it can be told without looking at one vulnerability after the other, which is so for nearly all advisories: the
 * ranges that are affected, and those that are fixed or not affected; as places in a list of different ranges.
 */
export type QuickRanges = { readonly affected: readonly number[]; readonly safe: readonly number[] };

/** The different ranges that advisories tell of one name: a thousand advisories tell a hundred. */
export type DifferentRanges = { readonly ranges: VersionRange[]; readonly places: Map<string, number> };

export function noRanges(): DifferentRanges {
  return { ranges: [], places: new Map() };
}

/** Undefined where every vulnerability must be looked at: one is merely looked into or has no affected range, or a claim is about a part. */
export function quickRanges({ groups, likeness }: LikestGroups, different: DifferentRanges): QuickRanges | undefined {
  if (likeness.grade === 'maker') return undefined;
  const affected = new Set<number>();
  const safe = new Set<number>();
  const isTold = new Map<number, boolean>();
  for (const group of groups) {
    if (group.exact !== undefined) return undefined;
    for (const { range, asPart, statuses } of group.claims) {
      if (asPart !== undefined || range.kind === 'unspecified') return undefined;
      const place = placeOf(range, different);
      for (const { vulnerability, status } of statuses) {
        const side = sideOf(status);
        if (side === 'under-investigation') return undefined;
        (side === 'affected' ? affected : safe).add(place);
        isTold.set(vulnerability, side === 'affected' || isTold.get(vulnerability) === true);
      }
    }
  }
  return isTold.size > 0 && [...isTold.values()].every(Boolean) ? { affected: [...affected], safe: [...safe] } : undefined;
}

function placeOf(range: VersionRange, { ranges, places }: DifferentRanges): number {
  const key = keyOf(range);
  const there = places.get(key);
  if (there !== undefined) return there;
  places.set(key, ranges.length);
  return ranges.push(range) - 1;
}

/** All that an answer depends on: a version that was read is told by its text. */
function keyOf(range: VersionRange): string {
  if (range.kind !== 'versions') return range.kind;
  const { scheme, spans, except, doubt } = range;
  const texts = spans.map((span) => {
    if (span.kind === 'exact') return ['=', span.version.text];
    if (span.kind === 'branch') return ['~', span.prefix.text];
    return [span.from?.version.text ?? null, span.from?.inclusive, span.to?.version.text ?? null, span.to?.inclusive];
  });
  return JSON.stringify([scheme, doubt !== undefined, except.map(({ text }) => text), texts]);
}

/** What each of the different ranges says of each version of a line, asked once for all advisories; undefined where it tells none. */
export function askRanges({ ranges }: DifferentRanges, told: ItemVersions): Uint8Array | undefined {
  if (told.kind !== 'versions' || told.isOpen === true) return undefined;
  const { versions } = told;
  const answers = new Uint8Array(ranges.length * versions.length);
  for (let place = 0; place < ranges.length; place += 1)
    for (let at = 0; at < versions.length; at += 1)
      answers[at * ranges.length + place] = CODE[contains(ranges[place] as VersionRange, versions[at] as ReadVersion)];
  return answers;
}

const CODE: Readonly<Record<Contained, number>> = { out: 0, in: 1, 'cannot-tell': 2 };

/**
 * The strongest outcome of all vulnerabilities for the versions that were asked (`askRanges`): `affected` where a version is in an affected
 * range and none is in a safe one, `outside` where all are in neither; undefined where that is not clear and `rule-on-groups.ts` must say.
 */
export function askQuickly(
  { affected, safe }: QuickRanges,
  { ranges }: DifferentRanges,
  answers: Uint8Array,
): 'affected' | 'outside' | undefined {
  let isIn = false;
  let isOpen = false;
  for (let from = 0; from < answers.length; from += ranges.length) {
    for (let at = 0; at < safe.length; at += 1) if (answers[from + (safe[at] ?? 0)] !== CODE.out) return undefined;
    for (let at = 0; at < affected.length; at += 1) {
      const answer = answers[from + (affected[at] ?? 0)];
      if (answer === CODE.in) isIn = true;
      else if (answer !== CODE.out) isOpen = true;
    }
  }
  return isIn ? 'affected' : isOpen ? undefined : 'outside';
}
