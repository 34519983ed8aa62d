import type { ContainsIndex } from '../products/catalogue/contained-in.ts';
import type { Containment } from './containments.ts';

/** What the catalogue says to be in what, each product under its own name and every other that it has or had. */
export function containmentsOfIndex({ products, byComponent }: ContainsIndex): readonly Containment[] {
  return [...byComponent.values()].flat().flatMap((row) => {
    const [product, component] = [products.get(row.productId)?.named, products.get(row.componentId)?.named];
    if (product === undefined || component === undefined) return [];
    return [
      { product, component, version: row.componentVersions, inVersions: row.productVersions, certainty: row.certainty, source: row.source },
    ];
  });
}
