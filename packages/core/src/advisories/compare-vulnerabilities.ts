import { PRODUCT_STATUSES, type Advisory, type Vulnerability } from './advisory.ts';
import { bare, compareNotes, sameText, shown } from './compare-texts.ts';
import { nameProducts, type BothLabels, type ProductLabels } from './compare-products.ts';
import type { Change, ChangeKind } from './revision-change.ts';

/** Stands for "every product of the vulnerability": what an empty list of a remediation, threat or score means. */
const EVERY = '*';

/** What a revision changes in the vulnerabilities: which there are, who has which status, scores, what to do, exploitation. */
export function compareVulnerabilities(before: Advisory, after: Advisory, labels: BothLabels): readonly Change[] {
  const [old, young] = [byName(before), byName(after)];
  return [
    ...[...young.keys()].filter((name) => !old.has(name)).map((vulnerability) => ({ what: 'vulnerability-added' as const, vulnerability })),
    ...[...old.keys()]
      .filter((name) => !young.has(name))
      .map((vulnerability) => ({ what: 'vulnerability-removed' as const, vulnerability })),
    ...[...young].flatMap(([name, vulnerability]) => {
      const earlier = old.get(name);
      return earlier === undefined ? [] : compareOne(earlier, vulnerability, labels).map((change) => ({ ...change, vulnerability: name }));
    }),
  ];
}

/** CVE id, else the first other id, else the title; numbered where two are alike. */
function byName(advisory: Advisory): ReadonlyMap<string, Vulnerability> {
  const named = new Map<string, Vulnerability>();
  for (const vulnerability of advisory.vulnerabilities) {
    const name = vulnerability.cve ?? vulnerability.ids[0]?.text ?? vulnerability.title ?? '';
    let unique = name;
    for (let count = 2; named.has(unique); count += 1) unique = `${name} (${count})`;
    named.set(unique, vulnerability);
  }
  return named;
}

function compareOne(before: Vulnerability, after: Vulnerability, labels: BothLabels): readonly Change[] {
  return [
    ...compareStatus(before, after, labels),
    ...compareScores(before, after, labels),
    ...compareRemediations(before, after, labels),
    ...compareThreats(before, after, labels),
    ...(sameText(before.title, after.title)
      ? []
      : [{ what: 'vulnerability-title' as const, before: shown(before.title), after: shown(after.title) }]),
    ...(before.cwes.toSorted().join() === after.cwes.toSorted().join()
      ? []
      : [{ what: 'weakness' as const, before: shown(before.cwes.join(', ')), after: shown(after.cwes.join(', ')) }]),
    ...compareNotes(before.notes, after.notes),
  ];
}

/** Per product that both revisions name: its statuses before and after. Products that are new or gone are told as such. */
function compareStatus(before: Vulnerability, after: Vulnerability, labels: BothLabels): readonly Change[] {
  const [old, young] = [statusByLabel(before, labels.before), statusByLabel(after, labels.after)];
  const namedBefore = new Set(labels.before.values());
  const namedAfter = new Set(labels.after.values());
  const moved = new Map<string, string[]>();
  for (const label of new Set([...old.keys(), ...young.keys()])) {
    const [was, is] = [old.get(label) ?? '', young.get(label) ?? ''];
    if (was === is || !namedBefore.has(label) || !namedAfter.has(label)) continue;
    const move = `${was}>${is}`;
    moved.set(move, [...(moved.get(move) ?? []), label]);
  }
  return [...moved].map(([move, products]) => {
    const [was, is] = move.split('>');
    return { what: 'product-status', ...nameProducts(products), before: was || undefined, after: is || undefined };
  });
}

/** "known_affected,first_affected": a product may have several. */
function statusByLabel(vulnerability: Vulnerability, labels: ProductLabels): ReadonlyMap<string, string> {
  const statuses = new Map<string, Set<string>>();
  for (const status of PRODUCT_STATUSES) {
    for (const id of vulnerability.status[status] ?? []) {
      const label = labels.get(id) ?? id;
      const known = statuses.get(label);
      if (known === undefined) statuses.set(label, new Set([status]));
      else known.add(status);
    }
  }
  return new Map([...statuses].map(([label, known]) => [label, [...known].join(',')]));
}

function compareScores(before: Vulnerability, after: Vulnerability, labels: BothLabels): readonly Change[] {
  const [old, young] = [scoreTexts(before, labels.before), scoreTexts(after, labels.after)];
  return old.whole === young.whole ? [] : [{ what: 'score', before: shown(old.short), after: shown(young.short) }];
}

function scoreTexts(vulnerability: Vulnerability, labels: ProductLabels): { whole: string; short: string | undefined } {
  const each = vulnerability.scores.map((score) => ({
    short: `${score.baseScore.toFixed(1)} (CVSS ${score.version})`,
    whole: [score.vector, score.baseScore, labelsOf(score.productIds, labels)].join('|'),
  }));
  return {
    whole: each
      .map(({ whole }) => whole)
      .toSorted()
      .join('\n'),
    short: [...new Set(each.map(({ short }) => short))].toSorted().toReversed().join(', ') || undefined,
  };
}

function compareRemediations(before: Vulnerability, after: Vulnerability, labels: BothLabels): readonly Change[] {
  const keyed = (vulnerability: Vulnerability, of: ProductLabels) =>
    vulnerability.remediations.map((remediation) => ({
      key: [remediation.category, bare(remediation.details), remediation.url ?? '', labelsOf(remediation.productIds, of)].join('|'),
      text: `${remediation.category}: ${[remediation.details, remediation.url].filter(Boolean).join(' ')}`,
    }));
  return compareSets(keyed(before, labels.before), keyed(after, labels.after), 'remediation-removed', 'remediation-added');
}

/** CSAF 2.0 §3.2.3.14.1: `exploit_status` changes what to do; impact and target set do not. */
function compareThreats(before: Vulnerability, after: Vulnerability, labels: BothLabels): readonly Change[] {
  const keyed = (vulnerability: Vulnerability, of: ProductLabels, isExploitation: boolean) =>
    vulnerability.threats
      .filter(({ category }) => (category === 'exploit_status') === isExploitation)
      .map((threat) => ({ key: [threat.category, bare(threat.details), labelsOf(threat.productIds, of)].join('|'), text: threat.details }));
  return [
    ...joined(compareSets(keyed(before, labels.before, true), keyed(after, labels.after, true), 'exploitation', 'exploitation')),
    ...joined(compareSets(keyed(before, labels.before, false), keyed(after, labels.after, false), 'threat', 'threat')),
  ];
}

type Keyed = { readonly key: string; readonly text: string };

function compareSets(before: readonly Keyed[], after: readonly Keyed[], gone: ChangeKind, added: ChangeKind): readonly Change[] {
  const [old, young] = [new Set(before.map(({ key }) => key)), new Set(after.map(({ key }) => key))];
  return [
    ...before.filter(({ key }) => !young.has(key)).map(({ text }) => ({ what: gone, before: shown(text) })),
    ...after.filter(({ key }) => !old.has(key)).map(({ text }) => ({ what: added, after: shown(text) })),
  ];
}

/** One change with before and after, where each is told apart by nothing but its text. */
function joined(changes: readonly Change[]): readonly Change[] {
  const [first] = changes;
  if (first === undefined) return [];
  const texts = (side: 'before' | 'after') => [...new Set(changes.flatMap((change) => change[side] ?? []))].join('; ') || undefined;
  return [{ what: first.what, before: shown(texts('before')), after: shown(texts('after')) }];
}

function labelsOf(ids: readonly string[], labels: ProductLabels): string {
  return ids.length === 0 ? EVERY : [...new Set(ids.map((id) => labels.get(id) ?? id))].toSorted().join();
}
