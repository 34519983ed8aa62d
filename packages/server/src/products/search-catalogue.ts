import type { CatalogueProduct } from '@forewarn/core/products/catalogue/catalogue.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import { resolveName } from '@forewarn/core/products/resolve-name.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Machine } from '../machine.ts';
import { findProductIds } from './catalogue-store.ts';
import { loadAliases } from './load-aliases.ts';
import { loadCatalogueRows } from './load-catalogue-rows.ts';

/** An entry with the name of its supplier, as readers see it. */
export type ShownProduct = CatalogueProduct & { readonly supplier?: string };

const WORDS_MAX = 6;

/**
 * Entries that the text means, also with a slip of the pen, then those with words that begin like it; an entry that was merged shows the one
 * that it is now. Also by its id. For whoever signed in, so what people decided about names does not show.
 */
export async function searchCatalogue(
  machine: Machine,
  principal: Principal,
  search: { readonly text: string; readonly limit: number },
): Promise<readonly ShownProduct[]> {
  const { names } = await asSystem(machine.database, 'search-catalogue', loadAliases);
  const meant = names === undefined ? [] : resolveName(search.text, { ...names, decisions: new Map() });
  const words = foldName(search.text).split(' ').filter(Boolean).slice(0, WORDS_MAX);
  return asPrincipal(machine.database, principal, async (trx) => {
    const alike = words.length === 0 ? [] : await findProductIds(trx, words, search.limit);
    const stored = await loadShown(trx, [search.text.trim(), ...meant.map(({ product }) => product.id), ...alike]);
    // What ships and is not stored yet is known by meaning only.
    const shipped = meant.flatMap(({ product, supplier }) =>
      stored.some(({ id }) => id === product.id) ? [] : [{ ...product, ...(supplier === undefined ? {} : { supplier: supplier.name }) }],
    );
    return [...stored, ...shipped].slice(0, search.limit);
  });
}

/** Those of the ids that are there, in their order, each as what it is now. */
async function loadShown(trx: Transaction, ids: readonly string[]): Promise<readonly ShownProduct[]> {
  const first = await loadCatalogueRows(trx, { productIds: [...new Set(ids)] });
  const into = first.products.flatMap(({ mergedInto }) => mergedInto ?? []);
  const second = into.length === 0 ? { products: [], suppliers: [] } : await loadCatalogueRows(trx, { productIds: into });
  const products = new Map([...first.products, ...second.products].map((product) => [product.id, product]));
  const suppliers = new Map([...first.suppliers, ...second.suppliers].map(({ id, name }) => [id, name]));
  const shown = new Map<string, ShownProduct>();
  for (const id of ids) {
    const product = products.get(products.get(id)?.mergedInto ?? id);
    const supplier = suppliers.get(product?.supplierId ?? '');
    if (product !== undefined) shown.set(product.id, { ...product, ...(supplier === undefined ? {} : { supplier }) });
  }
  return [...shown.values()];
}
