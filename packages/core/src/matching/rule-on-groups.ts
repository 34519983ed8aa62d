import type { ItemVersions, ReadVersion } from '../products/read-version.ts';
import { claimsFor } from './claims-for.ts';
import { decideVulnerability, type Outcome, type Stated } from './decide-vulnerability.ts';
import { firstNumberOf, generationOf, isSameVersion, isVersionOfName, type LikestGroups } from './find-likest-groups.ts';
import type { Claim, PreparedAdvisory, ProductGroup } from './prepare-advisory.ts';
import { verdictOfOutcome, type Verdict } from './verdict.ts';

/** A verdict with the outcomes that it comes from: the strongest ones, and all. */
export type Ruling = { readonly verdict: Verdict; readonly strongest: readonly Outcome[]; readonly all: readonly Outcome[] };

/** What the groups that a line is most like say of its versions: the strongest answer of all vulnerabilities; undefined where they say nothing. */
export function ruleOnGroups(advisory: PreparedAdvisory, versions: ItemVersions, likest: LikestGroups): Ruling | undefined {
  const { groups, likeness } = likest;
  // The version of a line that names but its maker is a version of something else.
  const isKnown = likeness.grade !== 'maker' && !isOfName(versions, likest);
  const all = outcomesOf(advisory, isKnown ? versions : { kind: 'none' }, groups);
  const most = strongestOf(all);
  const grade = likeness.grade === 'same' && isOtherGeneration(versions, likest) ? 'likely' : likeness.grade;
  const verdict = most[0] === undefined ? undefined : verdictOfOutcome(most[0], grade);
  return verdict === undefined ? undefined : { verdict, strongest: most, all };
}

/**
 * "Desigo CC V5.0" without more is the product of that name: which of its updates is installed nobody told, so that an advisory on "Desigo CC V5.0"
 * before QU1 may well mean it. Where the advisory speaks of that one version alone, it is meant.
 */
function isOfName(versions: ItemVersions, { groups, nameVersion }: LikestGroups): boolean {
  if (nameVersion === undefined || !isVersionOfName(versions, nameVersion)) return false;
  return groups.some(
    ({ identity: { versionInName }, claims }) => isSameVersion(versionInName, nameVersion) && !claims.every(isOfOneVersion),
  );
}

function isOfOneVersion({ range }: Claim): boolean {
  return range.kind === 'versions' && range.spans.every(({ kind }) => kind === 'exact' || kind === 'branch');
}

/**
 * "CP 1242-7 V2" with firmware 3.1 is not sure to be the "CP 1242-7" of which an advisory speaks, nor the other way round. A V that begins the
 * line's version is that version; where it is all that the line tells, nobody knows which of the two it is.
 */
function isOtherGeneration(versions: ItemVersions, { groups, generation }: LikestGroups): boolean {
  const first = firstNumberOf(versions);
  if (first === undefined) return false;
  const isTold = versions.kind === 'versions' && (versions.versions[0]?.parts.length ?? 0) > 1;
  const ofLine = generation === first && isTold ? undefined : generation;
  return !groups.some(({ identity }) => {
    const own = generationOf(identity);
    return own === generation || (own === first ? undefined : own) === ofLine;
  });
}

/** The outcome of every vulnerability, for every version that the line tells; with several, the strongest of each. */
function outcomesOf(advisory: PreparedAdvisory, told: ItemVersions, groups: readonly ProductGroup[]): readonly Outcome[] {
  const versions: readonly (ReadVersion | 'missing' | 'unreadable')[] =
    told.kind === 'none'
      ? ['missing']
      : told.kind === 'unreadable'
        ? ['unreadable']
        : told.isOpen === true
          ? [...told.versions, 'unreadable']
          : told.versions;
  const perVersion = versions.map((version) => outcomesOfVersion(advisory, version, groups));
  const [only] = perVersion;
  if (perVersion.length === 1 && only !== undefined) return only;
  const byVulnerability = Map.groupBy(perVersion.flat(), ({ vulnerability }) => vulnerability);
  return [...byVulnerability.keys()]
    .sort((a, b) => a - b)
    .flatMap((vulnerability) => strongestOf(byVulnerability.get(vulnerability) ?? []).slice(0, 1));
}

/** One outcome for each vulnerability that bears on the version, in their order. */
function outcomesOfVersion(
  advisory: PreparedAdvisory,
  version: ReadVersion | 'missing' | 'unreadable',
  groups: readonly ProductGroup[],
): readonly Outcome[] {
  const stated = new Map<number, Stated[]>();
  for (const claim of groups.flatMap((group) => claimsFor(group, version))) {
    for (const { vulnerability, status } of claim.statuses) {
      const there = stated.get(vulnerability);
      if (there === undefined) stated.set(vulnerability, [{ claim, status }]);
      else there.push({ claim, status });
    }
  }
  return [...stated.keys()]
    .sort((a, b) => a - b)
    .flatMap(
      (vulnerability) =>
        decideVulnerability(
          vulnerability,
          stated.get(vulnerability) ?? [],
          version,
          advisory.advisory.vulnerabilities[vulnerability]?.remediations ?? [],
        ) ?? [],
    );
}

const STRENGTH: Readonly<Record<Outcome['kind'], number>> = {
  affected: 6,
  unsure: 5,
  'under-investigation': 4,
  fixed: 3,
  'not-affected': 2,
  outside: 1,
};

/** Those of the strongest kind, in their order. */
function strongestOf(outcomes: readonly Outcome[]): readonly Outcome[] {
  const most = outcomes.reduce((so, outcome) => Math.max(so, STRENGTH[outcome.kind]), 0);
  return outcomes.filter((outcome) => STRENGTH[outcome.kind] === most);
}
