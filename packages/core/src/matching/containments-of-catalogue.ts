import type { Catalogue, CatalogueProduct } from '../products/catalogue/catalogue.ts';
import type { NamedProduct } from '../products/named-product.ts';
import type { Containment } from './containments.ts';

/** What the catalogue says to be in what, each product under its own name and every other that it has or had. */
export function containmentsOfCatalogue({ suppliers, products, contains }: Catalogue): readonly Containment[] {
  const bySupplier = new Map(suppliers.map((supplier) => [supplier.id, supplier.name]));
  const byId = new Map(products.map((product) => [product.id, product]));
  const named = (id: string): NamedProduct | undefined => {
    const product = entryOf(id, byId);
    if (product === undefined) return undefined;
    return {
      supplier: product.supplierId === undefined ? undefined : bySupplier.get(product.supplierId),
      names: [product.name, ...product.aliases.map(({ text }) => text)],
      identifiers: product.identifiers.flatMap(({ scheme, value }) => (scheme === 'cpe23' || scheme === 'purl' ? [value] : [])),
    };
  };
  return contains.flatMap((row) => {
    const [product, component] = [named(row.productId), named(row.componentId)];
    if (product === undefined || component === undefined) return [];
    return [
      { product, component, version: row.componentVersions, inVersions: row.productVersions, certainty: row.certainty, source: row.source },
    ];
  });
}

/** What was merged into another entry is that one; a cycle of merges ends. */
function entryOf(id: string, byId: ReadonlyMap<string, CatalogueProduct>): CatalogueProduct | undefined {
  let product = byId.get(id);
  for (let step = 0; step < 10 && product?.mergedInto !== undefined; step += 1) product = byId.get(product.mergedInto) ?? product;
  return product;
}
