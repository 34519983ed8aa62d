import type { Advisory, AdvisoryProduct } from './advisory.ts';
import type { Change } from './revision-change.ts';

const NAMES_SHOWN_MAX = 5;

/** What each product id stands for, as text that is the same where the product is the same. */
export type ProductLabels = ReadonlyMap<string, string>;
export type BothLabels = { readonly before: ProductLabels; readonly after: ProductLabels };

/** Product ids to what they stand for: names, version and, where a relationship made it, its platform too. */
export function productLabels(advisory: Advisory): ProductLabels {
  const byId = new Map(advisory.products.map((product) => [product.id, product]));
  return new Map(advisory.products.map((product) => [product.id, labelOf(product, byId)]));
}

/** JSON of the fields that say which product it is. The id is left out: publishers number anew. */
function labelOf(product: AdvisoryProduct, byId: ReadonlyMap<string, AdvisoryProduct>): string {
  const platform = product.relationship === undefined ? undefined : byId.get(product.relationship.relatesTo);
  return JSON.stringify([
    product.name.trim(),
    product.supplier,
    product.family,
    product.product,
    product.architecture,
    product.version?.kind,
    product.version?.text,
    product.relationship?.category,
    platform === undefined ? undefined : (platform.product ?? platform.name),
    platform?.version?.text,
  ]);
}

/** Products that a revision adds, no longer names, or identifies otherwise. */
export function compareProducts(before: Advisory, after: Advisory, labels: BothLabels): readonly Change[] {
  const [old, young] = [identifiersByLabel(before, labels.before), identifiersByLabel(after, labels.after)];
  const added = [...young.keys()].filter((label) => !old.has(label));
  const removed = [...old.keys()].filter((label) => !young.has(label));
  const otherwise = [...young.keys()].filter((label) => old.has(label) && old.get(label) !== young.get(label));
  return [
    ...(added.length === 0 ? [] : [{ what: 'products-added' as const, ...nameProducts(added) }]),
    ...(removed.length === 0 ? [] : [{ what: 'products-removed' as const, ...nameProducts(removed) }]),
    ...(otherwise.length === 0
      ? []
      : [
          {
            what: 'product-identifiers' as const,
            ...nameProducts(otherwise),
            before: old.get(otherwise[0] ?? '')?.slice(0, 200),
            after: young.get(otherwise[0] ?? '')?.slice(0, 200),
          },
        ]),
  ];
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

function nameOf(label: string): string {
  const fields: unknown = label.startsWith('[') ? JSON.parse(label) : label;
  return String(Array.isArray(fields) ? fields[0] : fields).slice(0, 200);
}
