import { PRODUCT_STATUSES, type Advisory, type Vulnerability } from './advisory.ts';
import { bare, compareNotes, sameText, shown } from './compare-texts.ts';
import { nameProducts, type BothLabels, type ProductLabels } from './compare-products.ts';
import type { Change, ChangeKind } from './revision-change.ts';

/** Stands for "every product of the vulnerability": what an empty list of a remediation, threat or score means. */
const EVERY = '*';

/** Labels of each side, and those of products that both name: what is new or gone is told once, with the products. */
type Sides = BothLabels & { readonly both: ReadonlySet<string> };

/** What a revision changes in the vulnerabilities: which there are, who has which status, scores, what to do, exploitation. */
export function compareVulnerabilities(before: Advisory, after: Advisory, labels: BothLabels): readonly Change[] {
  const [old, young] = [byName(before), byName(after)];
  const named = new Set(labels.before.values());
  const sides = { ...labels, both: new Set([...labels.after.values()].filter((label) => named.has(label))) };
  return [
    ...[...young.keys()].filter((name) => !old.has(name)).map((vulnerability) => ({ what: 'vulnerability-added' as const, vulnerability })),
    ...[...old.keys()]
      .filter((name) => !young.has(name))
      .map((vulnerability) => ({ what: 'vulnerability-removed' as const, vulnerability })),
    ...[...young].flatMap(([name, vulnerability]) => {
      const earlier = old.get(name);
      return earlier === undefined ? [] : compareOne(earlier, vulnerability, sides).map((change) => ({ ...change, vulnerability: name }));
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

function compareOne(before: Vulnerability, after: Vulnerability, sides: Sides): readonly Change[] {
  return [
    ...compareStatus(before, after, sides),
    ...compareScores(before, after, sides),
    ...compareRemediations(before, after, sides),
    ...compareThreats(before, after, sides),
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
function compareStatus(before: Vulnerability, after: Vulnerability, sides: Sides): readonly Change[] {
  const [old, young] = [statusByLabel(before, sides.before), statusByLabel(after, sides.after)];
  const moved = new Map<string, string[]>();
  for (const label of new Set([...old.keys(), ...young.keys()])) {
    const [was, is] = [old.get(label) ?? '', young.get(label) ?? ''];
    if (was === is || !sides.both.has(label)) continue;
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

function compareScores(before: Vulnerability, after: Vulnerability, sides: Sides): readonly Change[] {
  const [old, young] = [scoreTexts(before, sides, sides.before), scoreTexts(after, sides, sides.after)];
  return old.whole === young.whole ? [] : [{ what: 'score', before: shown(old.short), after: shown(young.short) }];
}

function scoreTexts(vulnerability: Vulnerability, sides: Sides, labels: ProductLabels): { whole: string; short: string | undefined } {
  const each = vulnerability.scores.map((score) => ({
    short: `${score.baseScore.toFixed(1)} (CVSS ${score.version})`,
    products: productsOf(score.productIds, sides, labels),
    vector: `${score.vector} ${score.baseScore}`,
  }));
  const compared = each.filter(({ products }) => products.length > 0).map(({ vector, products }) => `${vector} ${products.join()}`);
  return {
    // Where it counts only for products that are new or gone, the vector still has to be there.
    whole: [...compared, ...new Set(each.map(({ vector }) => vector))].toSorted().join('\n'),
    short: [...new Set(each.map(({ short }) => short))].toSorted().toReversed().join(', ') || undefined,
  };
}

/** Remedies by what they say: new, gone, or for other products than before. */
function compareRemediations(before: Vulnerability, after: Vulnerability, sides: Sides): readonly Change[] {
  const [old, young] = [remedies(before, sides, sides.before), remedies(after, sides, sides.after)];
  return [
    ...[...old].filter(([key]) => !young.has(key)).map(([, { text }]) => ({ what: 'remediation-removed' as const, before: shown(text) })),
    ...[...young].filter(([key]) => !old.has(key)).map(([, { text }]) => ({ what: 'remediation-added' as const, after: shown(text) })),
    ...[...young].flatMap(([key, { text, products }]) => {
      const earlier = old.get(key);
      const other = earlier === undefined ? [] : differentIn(earlier.products, products).filter((label) => label !== EVERY);
      const isSame = earlier === undefined || (other.length === 0 && earlier.products.has(EVERY) === products.has(EVERY));
      return isSame ? [] : [{ what: 'remediation-products' as const, ...nameProducts(other), after: shown(text) }];
    }),
  ];
}

function differentIn(a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] {
  return [...[...a].filter((label) => !b.has(label)), ...[...b].filter((label) => !a.has(label))];
}

type Remedy = { readonly text: string; readonly products: ReadonlySet<string> };

function remedies(vulnerability: Vulnerability, sides: Sides, labels: ProductLabels): ReadonlyMap<string, Remedy> {
  const found = new Map<string, { text: string; products: Set<string> }>();
  for (const { category, details, url, productIds } of vulnerability.remediations) {
    const text = `${category}: ${[details, url].filter(Boolean).join(' ')}`;
    const remedy = found.get(bare(text)) ?? { text, products: new Set<string>() };
    for (const label of productsOf(productIds, sides, labels)) remedy.products.add(label);
    found.set(bare(text), remedy);
  }
  return found;
}

/** CSAF 2.0 §3.2.3.14.1: `exploit_status` changes what to do; impact and target set do not. */
function compareThreats(before: Vulnerability, after: Vulnerability, sides: Sides): readonly Change[] {
  const keyed = (vulnerability: Vulnerability, labels: ProductLabels, isExploitation: boolean) =>
    vulnerability.threats
      .filter(({ category }) => (category === 'exploit_status') === isExploitation)
      .map((threat) => ({
        key: [threat.category, bare(threat.details), productsOf(threat.productIds, sides, labels).join()].join('|'),
        text: threat.details,
      }));
  return [true, false].flatMap((isExploitation) =>
    compareSets(
      keyed(before, sides.before, isExploitation),
      keyed(after, sides.after, isExploitation),
      isExploitation ? 'exploitation' : 'threat',
    ),
  );
}

type Keyed = { readonly key: string; readonly text: string };

/** One change with what is gone and what is new. */
function compareSets(before: readonly Keyed[], after: readonly Keyed[], what: ChangeKind): readonly Change[] {
  const [old, young] = [new Set(before.map(({ key }) => key)), new Set(after.map(({ key }) => key))];
  const gone = before.filter(({ key }) => !young.has(key));
  const added = after.filter(({ key }) => !old.has(key));
  const texts = (keyed: readonly Keyed[]) => [...new Set(keyed.map(({ text }) => text))].join('; ') || undefined;
  return gone.length + added.length === 0 ? [] : [{ what, before: shown(texts(gone)), after: shown(texts(added)) }];
}

/** Labels of these products, of those that both revisions name; no ids stand for every product. */
function productsOf(ids: readonly string[], sides: Sides, labels: ProductLabels): readonly string[] {
  if (ids.length === 0) return [EVERY];
  return [...new Set(ids.map((id) => labels.get(id) ?? id))].filter((label) => sides.both.has(label)).toSorted();
}
