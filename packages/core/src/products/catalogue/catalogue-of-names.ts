import type { Catalogue, CatalogueProduct, Supplier } from './catalogue.ts';
import { nameWords, supplierWords } from './name-index.ts';

export type VendorProduct = { readonly supplier: string; readonly product: string };

/**
 * A catalogue of names that somebody lists in two columns (a dictionary, the names of advisories, another inventory), each an entry; names
 * that differ in case, signs or the form of the company are one. The first way of writing stays. Ids are `prefix` and the folded names.
 */
export function catalogueOfNames(names: Iterable<VendorProduct>, prefix: string, source: string): Catalogue {
  const suppliers = new Map<string, Supplier>();
  const products = new Map<string, CatalogueProduct>();
  for (const { supplier, product } of names) {
    const supplierKey = supplierWords(supplier).join('-');
    const productKey = nameWords(product).join('-');
    if (productKey === '') continue;
    const supplierId = supplierKey === '' ? undefined : `${prefix}${supplierKey}`;
    if (supplierId !== undefined && !suppliers.has(supplierId))
      suppliers.set(supplierId, { id: supplierId, name: supplier.trim(), aliases: [], owners: [] });
    const id = `${prefix}${supplierKey}/${productKey}`;
    if (products.has(id)) continue;
    products.set(id, {
      id,
      name: product.trim(),
      ...(supplierId === undefined ? {} : { supplierId }),
      kind: 'software',
      variants: [],
      aliases: [],
      identifiers: [],
      source,
    });
  }
  return { suppliers: [...suppliers.values()], products: [...products.values()], contains: [] };
}
