import type { Remediation } from '../advisories/advisory.ts';
import type { ReadVersion } from '../products/read-version.ts';
import { claimsFor } from './claims-for.ts';
import { closestNames } from './closest-names.ts';
import { decideVulnerability, type Outcome, type Stated } from './decide-vulnerability.ts';
import { isOtherLinux } from './linux-of.ts';
import type { Certainty, Evidence, Match, Silence } from './match.ts';
import { matchByComponent } from './matchers/component.ts';
import { matchByCpe } from './matchers/cpe.ts';
import { isCloser, type Likeness } from './matchers/likeness.ts';
import { matchByName } from './matchers/name.ts';
import { matchByPurl } from './matchers/purl.ts';
import type { PreparedAdvisory, ProductGroup } from './prepare-advisory.ts';
import type { PreparedItem } from './prepare-item.ts';
import { weaker } from './weaker.ts';

/** Evidence and remedies are shown to people and stored per institution; more of them say nothing more. */
const EVIDENCE_MAX = 12;
const REMEDIATIONS_MAX = 30;
const GROUPS_MAX = 60;

/**
 * Whether one line is concerned by one advisory, and how we know; undefined where the advisory does not name the line's product. All
 * groups of products that the line is most like are asked, per vulnerability; the strongest answer stands. The same input gives the same
 * answer, to the letter.
 */
export function matchItem(advisory: PreparedAdvisory, item: PreparedItem): Match | undefined {
  const own = matchOwn(advisory, item);
  // What the advisory says of the product itself stands, unless a part of it is surer than a mere family or maker.
  if (own !== undefined && !(own.kind === 'concerned' && own.certainty === 'possible')) return own;
  const byComponent = matchByComponent(item, (part) => matchPart(advisory, part));
  if (own === undefined) return byComponent;
  return byComponent?.kind === 'concerned' && byComponent.certainty !== 'possible' ? byComponent : own;
}

function matchOwn(advisory: PreparedAdvisory, item: PreparedItem): Match | undefined {
  const found = likestGroups(advisory, item);
  return found === undefined ? undefined : answer(advisory, item, found.groups, found.likeness);
}

type Found = { readonly groups: readonly ProductGroup[]; readonly likeness: Likeness };

function likestGroups(advisory: PreparedAdvisory, item: PreparedItem): Found | undefined {
  let best: Likeness | undefined;
  let groups: ProductGroup[] = [];
  for (const place of candidatePlaces(advisory, item)) {
    const group = advisory.groups[place];
    if (group === undefined || isOtherLinux(group.platform, item.platform)) continue;
    const likeness = likenessOf(group, advisory, item);
    if (likeness === undefined) continue;
    if (isCloser(likeness, best)) {
      best = likeness;
      groups = [group];
    } else if (likeness.grade === best?.grade && groups.length < GROUPS_MAX) groups.push(group);
  }
  return best === undefined ? undefined : { groups: closestNames(groups, item.written), likeness: best };
}

/** Groups that share a key, in the order of the document; where only the title or a family does, those of the same maker. */
function candidatePlaces(advisory: PreparedAdvisory, item: PreparedItem): readonly number[] {
  const places = new Set<number>();
  for (const key of item.keys) for (const place of advisory.byKey.get(key) ?? []) places.add(place);
  if (places.size === 0 && item.keys.some((key) => key.startsWith('word:') && advisory.context.has(key.slice(5)))) {
    for (let place = 0; place < Math.min(advisory.groups.length, GROUPS_MAX); place += 1) places.add(place);
  }
  return [...places].sort((a, b) => a - b);
}

function likenessOf(group: ProductGroup, advisory: PreparedAdvisory, item: PreparedItem): Likeness | undefined {
  // A package of another kind of repository: cpan's DBD-SQLite is no rpm.
  if (group.isPackage && item.identity.purls.length > 0 && !item.identity.purls.some(({ type }) => PACKAGE_TYPES.has(type)))
    return undefined;
  const byPurl = matchByPurl(group.identity, item.identity);
  if (byPurl === 'other-package') return undefined;
  return (
    byPurl ??
    matchByCpe(group.identity, item.identity) ??
    matchByName(group.identity, item.identity, { ...nameContext(advisory, item), isPackage: group.isPackage })
  );
}

const PACKAGE_TYPES: ReadonlySet<string> = new Set(['rpm', 'deb', 'apk']);

function nameContext(advisory: PreparedAdvisory, item: PreparedItem) {
  const first = item.versions.kind === 'versions' ? item.versions.versions[0]?.parts[0] : undefined;
  return { context: advisory.context, mentions: advisory.mentions, firstNumber: first?.kind === 'number' ? first.digits : undefined };
}

/** A part that only its family or its maker is named of is not named; and it is likely at most. */
function matchPart(advisory: PreparedAdvisory, part: PreparedItem): Match | undefined {
  const found = likestGroups(advisory, part);
  if (found === undefined || found.likeness.grade === 'family' || found.likeness.grade === 'maker') return undefined;
  return answer(advisory, part, found.groups, { ...found.likeness, grade: 'likely' });
}

/** How sure we may be at most, by how like the products are (DOMAIN §3.4). */
const AT_MOST: Readonly<Record<Likeness['grade'], Certainty>> = {
  same: 'certain',
  likely: 'likely',
  family: 'possible',
  maker: 'possible',
};
const STRENGTH: Readonly<Record<Outcome['kind'], number>> = {
  affected: 6,
  unsure: 5,
  'under-investigation': 4,
  fixed: 3,
  'not-affected': 2,
  outside: 1,
};
const CONCERNS: ReadonlySet<Outcome['kind']> = new Set(['affected', 'unsure', 'under-investigation']);
const SILENCES: Readonly<Record<'fixed' | 'not-affected' | 'outside', Silence>> = {
  fixed: 'fixed',
  'not-affected': 'supplier-says-not-affected',
  outside: 'version-not-affected',
};

function answer(advisory: PreparedAdvisory, item: PreparedItem, groups: readonly ProductGroup[], likeness: Likeness): Match | undefined {
  const all = outcomesOf(advisory, item, groups, likeness);
  const outcomes = strongest(all);
  const first = outcomes[0];
  if (first === undefined) return undefined;
  const evidence = evidenceOf(advisory, item, outcomes, likeness);
  switch (first.kind) {
    case 'affected':
    case 'unsure':
    case 'under-investigation': {
      const by = first.kind === 'affected' ? 'certain' : first.kind === 'unsure' ? 'likely' : 'possible';
      const most = weaker(AT_MOST[likeness.grade], first.claim.asPart ?? 'certain');
      return {
        kind: 'concerned',
        certainty: weaker(by, most),
        reason: reasonOf(first, likeness),
        evidence,
        // One flaw is certain, another may be: what ends the second is told too.
        remediations: remediationsOf(
          advisory,
          all.filter(({ kind }) => CONCERNS.has(kind)),
        ),
      };
    }
    case 'fixed':
    case 'not-affected':
    case 'outside':
      // A line that names but a family or a maker may hold more than the one product that is not affected.
      if (likeness.grade === 'family' || likeness.grade === 'maker') return undefined;
      return { kind: 'not-concerned', because: SILENCES[first.kind], reason: 'product-version', evidence };
  }
}

function reasonOf(outcome: Outcome, likeness: Likeness): Match['reason'] {
  if (likeness.grade === 'maker') return 'supplier';
  if (likeness.grade === 'family') return 'product-name';
  if (outcome.claim.asPart !== undefined) return 'component';
  return outcome.kind === 'affected' ? 'product-version' : 'product-version-unknown';
}

/** The outcome of every vulnerability, for every version that the line tells; with several, the strongest of each. */
function outcomesOf(
  advisory: PreparedAdvisory,
  item: PreparedItem,
  groups: readonly ProductGroup[],
  likeness: Likeness,
): readonly Outcome[] {
  // The version of a line that names but its maker is a version of something else.
  const versions: readonly (ReadVersion | 'missing' | 'unreadable')[] =
    likeness.grade === 'maker' || item.versions.kind === 'none'
      ? ['missing']
      : item.versions.kind === 'unreadable'
        ? ['unreadable']
        : item.versions.versions;
  const perVersion = versions.map((version) => outcomesOfVersion(advisory, version, groups));
  const [only] = perVersion;
  if (perVersion.length === 1 && only !== undefined) return only;
  const byVulnerability = Map.groupBy(perVersion.flat(), ({ vulnerability }) => vulnerability);
  return [...byVulnerability.keys()]
    .sort((a, b) => a - b)
    .flatMap((vulnerability) => strongest(byVulnerability.get(vulnerability) ?? []).slice(0, 1));
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

/** Those of the strongest kind, in their order. */
function strongest(outcomes: readonly Outcome[]): readonly Outcome[] {
  const most = outcomes.reduce((so, outcome) => Math.max(so, STRENGTH[outcome.kind]), 0);
  return outcomes.filter((outcome) => STRENGTH[outcome.kind] === most);
}

function evidenceOf(advisory: PreparedAdvisory, item: PreparedItem, outcomes: readonly Outcome[], likeness: Likeness): readonly Evidence[] {
  return outcomes.slice(0, EVIDENCE_MAX).map((outcome) => {
    const vulnerability = advisory.advisory.vulnerabilities[outcome.vulnerability];
    return {
      identifiedBy: likeness.identifiedBy,
      advisoryProductId: outcome.claim.product.id,
      advisoryAt: outcome.claim.product.at,
      advisorySays: outcome.claim.says.slice(0, 300),
      itemSays: item.says.slice(0, 300),
      version: outcome.version,
      vulnerability: vulnerability?.cve ?? vulnerability?.ids[0]?.text ?? vulnerability?.at ?? '',
      status: outcome.status,
    };
  });
}

/** The order in which remedies are told: what ends the flaw, what holds it, that there is nothing yet (CSAF 2.0 §3.2.3.12.1, 2.1 §3.2.4.14.1). */
const REMEDIATION_ORDER = ['vendor_fix', 'mitigation', 'workaround', 'optional_patch', 'fix_planned', 'none_available', 'no_fix_planned'];

/** The remedies for the products by which the line is concerned, each once; for all of them where they name none. */
function remediationsOf(advisory: PreparedAdvisory, outcomes: readonly Outcome[]): readonly Remediation[] {
  const found = new Map<string, Remediation>();
  for (const outcome of outcomes) {
    const ids = outcome.products;
    for (const remediation of advisory.advisory.vulnerabilities[outcome.vulnerability]?.remediations ?? []) {
      if (remediation.productIds.length > 0 && !remediation.productIds.some((id) => ids.has(id))) continue;
      const { category, details, url } = remediation;
      const key = JSON.stringify([category, details, url ?? null]);
      // For exactly this line, so without the products of everybody else.
      if (!found.has(key)) found.set(key, { category, details, ...(url === undefined ? {} : { url }), productIds: [] });
    }
  }
  const place = (category: string) =>
    REMEDIATION_ORDER.includes(category) ? REMEDIATION_ORDER.indexOf(category) : REMEDIATION_ORDER.length;
  return [...found.values()].sort((a, b) => place(a.category) - place(b.category)).slice(0, REMEDIATIONS_MAX);
}
