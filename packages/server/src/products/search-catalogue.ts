import type { Catalogue, CatalogueProduct } from '@forewarn/core/products/catalogue/catalogue.ts';
import { mergedInto } from '@forewarn/core/products/catalogue/catalogue-aliases.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import { resolveName } from '@forewarn/core/products/resolve-name.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { loadCatalogue } from './load-catalogue.ts';

/** An entry with the name of its supplier, as readers see it. */
export type ShownProduct = CatalogueProduct & { readonly supplier?: string };

/**
 * Entries whose names begin with, hold or mean the text, best first; an entry that was merged shows the one that it is now. Also by its id.
 * For whoever signed in, so what people decided about names does not show in the order.
 */
export async function searchCatalogue(
  machine: Machine,
  search: { readonly text: string; readonly limit: number },
): Promise<readonly ShownProduct[]> {
  const { catalogue, index } = await asSystem(machine.database, 'search-catalogue', loadCatalogue);
  const products = new Map(catalogue.products.map((product) => [product.id, product]));
  const means = resolveName(search.text, index).map(({ product }) => product);
  const found = [...byId(search.text, products), ...means, ...beginning(search.text, catalogue)].map((product) =>
    mergedInto(product, products),
  );
  return [...new Set(found)].slice(0, search.limit).map((product) => shown(product, catalogue));
}

function shown(product: CatalogueProduct, catalogue: Pick<Catalogue, 'suppliers'>): ShownProduct {
  const supplier = catalogue.suppliers.find(({ id }) => id === product.supplierId);
  return { ...product, ...(supplier === undefined ? {} : { supplier: supplier.name }) };
}

function byId(text: string, products: ReadonlyMap<string, CatalogueProduct>): readonly CatalogueProduct[] {
  const product = products.get(text.trim());
  return product === undefined ? [] : [product];
}

/** As one types: every word of the text begins a word of one of the names. */
function beginning(text: string, { products, suppliers }: Catalogue): readonly CatalogueProduct[] {
  const words = foldName(text).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const supplierNames = new Map(suppliers.map(({ id, name }) => [id, foldName(name)]));
  const found: { product: CatalogueProduct; length: number }[] = [];
  for (const product of products) {
    const folded = ` ${supplierNames.get(product.supplierId ?? '') ?? ''} ${foldName(product.name)} ${product.aliases.map((alias) => foldName(alias.text)).join(' ')}`;
    if (words.every((word) => folded.includes(` ${word}`))) found.push({ product, length: folded.length });
    if (found.length > 2_000) break;
  }
  return found.sort((a, b) => a.length - b.length || (a.product.id < b.product.id ? -1 : 1)).map(({ product }) => product);
}
