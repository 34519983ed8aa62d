import type { NamedProduct } from '../named-product.ts';
import type { AliasKind, CatalogueProduct, Supplier } from './catalogue.ts';

/** What people merely say may be meant of something else, and is no name to match by. */
const NOT_TO_MATCH_BY: ReadonlySet<AliasKind> = new Set(['colloquial', 'misspelling']);
const NAMES_MAX = 8;

/** An entry of the catalogue as a product that somebody names, for keys and matching. */
export function namedProductOfEntry(product: CatalogueProduct, supplier: Supplier | undefined): NamedProduct {
  const aliases = product.aliases.filter(({ kind, supplierId }) => !NOT_TO_MATCH_BY.has(kind) && supplierId === undefined);
  return {
    ...(supplier === undefined ? {} : { supplier: supplier.name }),
    names: [product.name, ...aliases.map(({ text }) => text)].slice(0, NAMES_MAX),
    identifiers: product.identifiers.filter(({ scheme }) => scheme === 'cpe23' || scheme === 'purl').map(({ value }) => value),
  };
}
