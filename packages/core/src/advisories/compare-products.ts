import type { Advisory, AdvisoryProduct } from './advisory.ts';
import { shown } from './compare-texts.ts';
import type { Change, ChangeKind } from './revision-change.ts';

const NAMES_SHOWN_MAX = 5;

/** What each product id stands for, as text that is the same where the product is the same. */
export type ProductLabels = ReadonlyMap<string, string>;
export type BothLabels = { readonly before: ProductLabels; readonly after: ProductLabels };

/** Product ids to what they stand for: names, version and, where a relationship made it, its platform too. */
function productLabels(advisory: Advisory): Map<string, string> {
  const byId = new Map(advisory.products.map((product) => [product.id, product]));
  return new Map(advisory.products.map((product) => [product.id, labelOf(product, byId)]));
}

/** JSON of the fields that say which product it is. The id is left out: publishers number anew. */
function labelOf(product: AdvisoryProduct, byId: ReadonlyMap<string, AdvisoryProduct>): string {
  const platform = product.relationship === undefined ? undefined : byId.get(product.relationship.relatesTo);
  return JSON.stringify([
    product.name.trim(),
    product.version?.kind,
    product.version?.text,
    product.supplier,
    product.family,
    product.product,
    product.architecture,
    product.relationship?.category,
    platform === undefined ? undefined : (platform.product ?? platform.name),
    platform?.version?.text,
  ]);
}

/** The same without the full name and the version: "which product", whatever version it speaks of. */
function withoutVersion(label: string): string {
  return JSON.stringify((JSON.parse(label) as unknown[]).slice(3));
}

/** A product of which the revision writes version or name otherwise: its label before and after. */
type Rewritten = { readonly before: string; readonly after: string };

type ProductComparison = {
  readonly changes: readonly Change[];
  /** What each id of each revision stands for, in the words of the newer one, so that what is said of products can be compared. */
  readonly labels: BothLabels;
};

/** Products that a revision adds, no longer names, writes otherwise (another version or name) or identifies otherwise. */
export function compareProducts(before: Advisory, after: Advisory): ProductComparison {
  const [oldLabels, youngLabels] = [productLabels(before), productLabels(after)];
  const [old, young] = [new Set(oldLabels.values()), new Set(youngLabels.values())];
  const rewritten = findRewritten(oldLabels, youngLabels, old, young);
  const inNewWords = new Map(rewritten.map((pair) => [pair.before, pair.after]));
  const taken = new Set(rewritten.map((pair) => pair.after));
  const labels = { before: new Map([...oldLabels].map(([id, label]) => [id, inNewWords.get(label) ?? label])), after: youngLabels };
  return {
    labels,
    changes: [
      ...named(
        'products-added',
        [...young].filter((label) => !old.has(label) && !taken.has(label)),
      ),
      ...named(
        'products-removed',
        [...old].filter((label) => !young.has(label) && !inNewWords.has(label)),
      ),
      ...tellRewritten(rewritten),
      ...compareIdentifiers(before, after, labels),
    ],
  };
}

/** First by id, where the id still is the same product; then those that are the only one of their product on both sides. */
function findRewritten(
  oldLabels: ProductLabels,
  youngLabels: ProductLabels,
  old: ReadonlySet<string>,
  young: ReadonlySet<string>,
): readonly Rewritten[] {
  const pairs = new Map<string, string>();
  const taken = new Set<string>();
  const pair = (before: string, after: string | undefined) => {
    if (after === undefined || young.has(before) || old.has(after) || pairs.has(before) || taken.has(after)) return;
    pairs.set(before, after);
    taken.add(after);
  };
  for (const [id, before] of oldLabels) {
    const after = youngLabels.get(id);
    if (after !== undefined && before !== after && withoutVersion(before) === withoutVersion(after)) pair(before, after);
  }
  const left = Map.groupBy(
    [...old].filter((label) => !young.has(label) && !pairs.has(label)),
    withoutVersion,
  );
  const fresh = Map.groupBy(
    [...young].filter((label) => !old.has(label) && !taken.has(label)),
    withoutVersion,
  );
  for (const [product, [before, ...others]] of left) {
    const candidates = fresh.get(product) ?? [];
    if (before !== undefined && others.length === 0 && candidates.length === 1) pair(before, candidates[0]);
  }
  return [...pairs].map(([before, after]) => ({ before, after }));
}

/** One change for each way in which a version is written otherwise, one for all names. */
function tellRewritten(rewritten: readonly Rewritten[]): readonly Change[] {
  const versions = Map.groupBy(
    rewritten.filter(({ before, after }) => versionIn(before) !== versionIn(after)),
    ({ before, after }) => JSON.stringify([versionIn(before), versionIn(after)]),
  );
  const renamed = rewritten.filter(({ before, after }) => versionIn(before) === versionIn(after));
  return [
    ...[...versions.values()].map((group) => ({
      what: 'product-version' as const,
      ...nameProducts(group.map(({ after }) => after)),
      before: shown(versionIn(group[0]?.before ?? '')),
      after: shown(versionIn(group[0]?.after ?? '')),
    })),
    ...(renamed.length === 0
      ? []
      : [
          {
            what: 'product-name' as const,
            ...nameProducts(renamed.map(({ after }) => after)),
            before: nameOf(renamed[0]?.before ?? ''),
            after: nameOf(renamed[0]?.after ?? ''),
          },
        ]),
  ];
}

function compareIdentifiers(before: Advisory, after: Advisory, labels: BothLabels): readonly Change[] {
  const [old, young] = [identifiersByLabel(before, labels.before), identifiersByLabel(after, labels.after)];
  const otherwise = [...young.keys()].filter((label) => old.has(label) && old.get(label) !== young.get(label));
  const [first] = otherwise;
  return first === undefined
    ? []
    : [{ what: 'product-identifiers', ...nameProducts(otherwise), before: shown(old.get(first)), after: shown(young.get(first)) }];
}

function named(what: ChangeKind, labels: readonly string[]): readonly Change[] {
  return labels.length === 0 ? [] : [{ what, ...nameProducts(labels) }];
}

function identifiersByLabel(advisory: Advisory, labels: ProductLabels): ReadonlyMap<string, string> {
  const identifiers = new Map<string, Set<string>>();
  for (const product of advisory.products) {
    const label = labels.get(product.id) ?? product.id;
    const known = identifiers.get(label) ?? new Set<string>();
    if (product.cpe !== undefined) known.add(product.cpe);
    for (const purl of product.purls) known.add(purl);
    for (const { kind, value } of product.otherIdentifiers) known.add(`${kind}=${value}`);
    identifiers.set(label, known);
  }
  return new Map([...identifiers].map(([label, known]) => [label, [...known].toSorted().join(' ')]));
}

/** Labels to the names that people know. */
export function nameProducts(labels: readonly string[]): { products: readonly string[]; productCount: number } {
  const names = [...new Set(labels.map(nameOf))].toSorted();
  return { products: names.slice(0, NAMES_SHOWN_MAX), productCount: names.length };
}

function fieldsOf(label: string): readonly unknown[] {
  const fields: unknown = label.startsWith('[') ? JSON.parse(label) : [label];
  return Array.isArray(fields) ? fields : [label];
}

function nameOf(label: string): string {
  const name = fieldsOf(label)[0];
  return typeof name === 'string' ? (shown(name) ?? '') : '';
}

function versionIn(label: string): string | undefined {
  const version = fieldsOf(label)[2];
  return typeof version === 'string' ? version : undefined;
}
