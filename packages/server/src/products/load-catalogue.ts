import type { Catalogue, CatalogueProduct, Supplier } from '@forewarn/core/products/catalogue/catalogue.ts';
import { SHIPPED_CATALOGUE } from '@forewarn/core/products/catalogue/shipped-catalogue.ts';
import type { Transaction } from '../database/open-database.ts';
import { loadCatalogueRows, readCatalogueState, type CatalogueState } from './catalogue-store.ts';

/** One process, one catalogue: kept until the database says that it is another (migration 0011, `catalogue_state`). */
const kept: { version?: string; catalogue?: Promise<Catalogue> } = {};

/** The catalogue in force, with what ships where the database does not hold it yet. */
export async function loadCatalogue(trx: Transaction, state?: CatalogueState): Promise<Catalogue> {
  const known = state ?? (await readCatalogueState(trx));
  // Who may not see the state reads for itself.
  if (known === undefined) return withShipped(await loadCatalogueRows(trx));
  if (kept.catalogue !== undefined && kept.version === known.catalogue) return kept.catalogue;
  const catalogue = loadCatalogueRows(trx).then(withShipped);
  kept.version = known.catalogue;
  kept.catalogue = catalogue;
  catalogue.catch(() => {
    if (kept.catalogue === catalogue) kept.catalogue = undefined;
  });
  return catalogue;
}

function withShipped(stored: Catalogue): Catalogue {
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
