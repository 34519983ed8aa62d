import type { Remediation } from '../advisories/advisory.ts';
import type { Outcome } from './decide-vulnerability.ts';
import { findLikestGroups, firstNumberOf, type LikenessMemory, type LikestGroups } from './find-likest-groups.ts';
import type { Evidence, Match } from './match.ts';
import { matchByComponent } from './matchers/component.ts';
import type { Likeness } from './matchers/likeness.ts';
import type { PreparedAdvisory } from './prepare-advisory.ts';
import type { PreparedItem } from './prepare-item.ts';
import { ruleOnGroups } from './rule-on-groups.ts';

/** Evidence and remedies are shown to people and stored per institution; more of them say nothing more. */
const EVIDENCE_MAX = 12;
const REMEDIATIONS_MAX = 30;

/**
 * Whether one line is concerned by one advisory, and how we know; undefined where the advisory does not name the line's product. All
 * groups of products that the line is most like are asked, per vulnerability; the strongest answer stands. The same input gives the same
 * answer, to the letter, with a memory of the line's own too: it only spares asking the same of the same product once for each advisory.
 */
export function matchItem(advisory: PreparedAdvisory, item: PreparedItem, memory?: LikenessMemory): Match | undefined {
  const own = matchOwn(advisory, item, memory);
  // What the advisory says of the product itself stands, unless a part of it is surer than a mere family or maker.
  if (own !== undefined && !(own.kind === 'concerned' && own.certainty === 'possible')) return own;
  const byComponent = matchByComponent(item, (part) => matchPart(advisory, part));
  if (own === undefined) return byComponent;
  return byComponent?.kind === 'concerned' && byComponent.certainty !== 'possible' ? byComponent : own;
}

function matchOwn(advisory: PreparedAdvisory, item: PreparedItem, memory: LikenessMemory | undefined): Match | undefined {
  const found = findLikestGroups(advisory, named(item), memory);
  return found === undefined ? undefined : answer(advisory, item, found);
}

/** A part that only its family or its maker is named of is not named; and it is likely at most. */
function matchPart(advisory: PreparedAdvisory, part: PreparedItem): Match | undefined {
  const found = findLikestGroups(advisory, named(part));
  if (found === undefined || found.likeness.grade === 'family' || found.likeness.grade === 'maker') return undefined;
  return answer(advisory, part, { ...found, likeness: { ...found.likeness, grade: 'likely' } });
}

function named(item: PreparedItem) {
  return {
    identity: item.identity,
    written: item.written,
    keys: item.keys,
    platform: item.platform,
    firstNumber: firstNumberOf(item.versions),
  };
}

/** The verdict of the groups, with how we know and what to do. */
function answer(advisory: PreparedAdvisory, item: PreparedItem, found: LikestGroups): Match | undefined {
  const ruling = ruleOnGroups(advisory, item.versions, found);
  if (ruling === undefined) return undefined;
  const evidence = evidenceOf(advisory, item, ruling.strongest, found.likeness);
  if (ruling.verdict.kind === 'not-concerned') return { ...ruling.verdict, evidence };
  // One flaw is certain, another may be: what ends the second is told too.
  const concerning = ruling.all.filter(({ kind }) => CONCERNS.has(kind));
  return { ...ruling.verdict, evidence, remediations: remediationsOf(advisory, concerning) };
}

const CONCERNS: ReadonlySet<Outcome['kind']> = new Set(['affected', 'unsure', 'under-investigation']);

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
