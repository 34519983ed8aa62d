import type { Catalogue, CatalogueProduct, Supplier } from '@forewarn/core/products/catalogue/catalogue.ts';
import { nameIndexOf, type NameIndex } from '@forewarn/core/products/catalogue/name-index.ts';
import { SHIPPED_CATALOGUE } from '@forewarn/core/products/catalogue/shipped-catalogue.ts';
import type { Transaction } from '../database/open-database.ts';
import { readCatalogueState } from './catalogue-store.ts';
import { loadCatalogueRows } from './load-catalogue-rows.ts';

/** The catalogue in force, ready to be asked for names. */
export type LoadedCatalogue = { readonly catalogue: Catalogue; readonly index: NameIndex };

/**
 * One process, one catalogue, until the database says that it is another (migration 0011, `catalogue_state`). With the CPE dictionary in it
 * this is a quarter of a gigabyte that only the desk of names asks for, so it is given back when memory is short (decision 012).
 */
let kept: { readonly version: string; readonly loaded: WeakRef<LoadedCatalogue> } | undefined;

/** All of it: what ships, what people added, what was imported. */
export async function loadCatalogue(trx: Transaction): Promise<LoadedCatalogue> {
  const { catalogue: version } = await readCatalogueState(trx);
  const there = kept?.version === version ? kept.loaded.deref() : undefined;
  if (there !== undefined) return there;
  const catalogue = withShipped(await loadCatalogueRows(trx));
  const loaded = { catalogue, index: nameIndexOf(catalogue) };
  kept = { version, loaded: new WeakRef(loaded) };
  return loaded;
}

/** With what ships, where the database does not hold it yet. */
export function withShipped(stored: Catalogue): Catalogue {
  const suppliers = new Map<string, Supplier>(SHIPPED_CATALOGUE.suppliers.map((one) => [one.id, one]));
  const products = new Map<string, CatalogueProduct>(SHIPPED_CATALOGUE.products.map((one) => [one.id, one]));
  for (const supplier of stored.suppliers) suppliers.set(supplier.id, supplier);
  for (const product of stored.products) products.set(product.id, product);
  return {
    suppliers: [...suppliers.values()],
    products: [...products.values()],
    contains: stored.products.length === 0 ? SHIPPED_CATALOGUE.contains : stored.contains,
  };
}
