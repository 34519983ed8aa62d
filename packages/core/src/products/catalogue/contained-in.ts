import { NO_ALIASES, type Aliases } from '../aliases.ts';
import type { NamedProduct } from '../named-product.ts';
import { productKeysOf, withoutMakers } from '../product-key.ts';
import type { Catalogue, CatalogueProduct, Contains } from './catalogue.ts';
import { namedProductOfEntry } from './named-product-of-entry.ts';

/** What is known to be inside what, ready to be asked (`containedIn`). Made by `containsIndexOf`. */
export type ContainsIndex = {
  /** Every product that contains or is contained, by id. */
  readonly products: ReadonlyMap<string, { readonly product: CatalogueProduct; readonly named: NamedProduct }>;
  readonly byComponent: ReadonlyMap<string, readonly Contains[]>;
  /** Ids of components by product key; a key finds, it does not confirm. */
  readonly componentsByKey: ReadonlyMap<string, readonly string[]>;
};

/** A product that has another inside, directly or by way of others. */
export type Containment = {
  readonly componentId: string;
  readonly product: CatalogueProduct;
  readonly named: NamedProduct;
  /** From the component outward; the first is about the component itself. */
  readonly path: readonly Contains[];
  /** Of the weakest step. */
  readonly certainty: Contains['certainty'];
};

/** A part of a part of a part: further than this nobody can say whether a flaw reaches. */
const DEPTH_MAX = 4;
const FOUND_MAX = 500;

export function containsIndexOf(catalogue: Catalogue, aliases: Aliases = NO_ALIASES): ContainsIndex {
  const merged = new Map(catalogue.products.flatMap(({ id, mergedInto }) => (mergedInto === undefined ? [] : [[id, mergedInto] as const])));
  const lastOf = (id: string) => {
    let at = id;
    for (let steps = 0; steps < 10 && merged.has(at); steps += 1) at = merged.get(at) ?? at;
    return at;
  };
  const rows = catalogue.contains.map((row) => ({ ...row, productId: lastOf(row.productId), componentId: lastOf(row.componentId) }));
  const wanted = new Set(rows.flatMap(({ productId, componentId }) => [productId, componentId]));
  const suppliers = new Map(catalogue.suppliers.map((supplier) => [supplier.id, supplier]));
  const products = new Map(
    catalogue.products
      .filter(({ id }) => wanted.has(id))
      .map((product) => [product.id, { product, named: namedProductOfEntry(product, suppliers.get(product.supplierId ?? '')) }]),
  );
  const byComponent = Map.groupBy(rows, ({ componentId }) => componentId);
  const componentsByKey = new Map<string, string[]>();
  for (const componentId of byComponent.keys()) {
    const named = products.get(componentId)?.named;
    for (const key of named === undefined ? [] : withoutMakers(productKeysOf(named, aliases))) {
      const there = componentsByKey.get(key);
      if (there === undefined) componentsByKey.set(key, [componentId]);
      else there.push(componentId);
    }
  }
  return { products, byComponent, componentsByKey };
}

/**
 * The products that contain a component, given by its id in the catalogue or by a product key (`product-key.ts`), directly or by way of
 * others; each once, by its shortest way, nearest first. A key finds candidates: whether they are meant is confirmed with `products`.
 */
export function containedIn(index: ContainsIndex, idOrKey: string): readonly Containment[] {
  const components = index.products.has(idOrKey) ? [idOrKey] : (index.componentsByKey.get(idOrKey) ?? []);
  return components.flatMap((componentId) => outward(index, componentId));
}

function outward(index: ContainsIndex, componentId: string): readonly Containment[] {
  const found: Containment[] = [];
  const seen = new Set([componentId]);
  let paths: readonly (readonly Contains[])[] = [[]];
  for (let depth = 0; depth < DEPTH_MAX && paths.length > 0; depth += 1) {
    const further: (readonly Contains[])[] = [];
    for (const path of paths) {
      for (const step of index.byComponent.get(path.at(-1)?.productId ?? componentId) ?? []) {
        const there = index.products.get(step.productId);
        if (there === undefined || seen.has(step.productId) || found.length >= FOUND_MAX) continue;
        seen.add(step.productId);
        const longer = [...path, step];
        further.push(longer);
        found.push({ componentId, ...there, path: longer, certainty: weakest(longer) });
      }
    }
    paths = further;
  }
  return found;
}

const ORDER: readonly Contains['certainty'][] = ['certain', 'likely', 'possible'];

function weakest(path: readonly Contains[]): Contains['certainty'] {
  return ORDER[Math.max(...path.map(({ certainty }) => ORDER.indexOf(certainty)))] ?? 'possible';
}
