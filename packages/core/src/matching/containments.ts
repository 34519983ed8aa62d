import type { Aliases } from '../products/aliases.ts';
import type { NamedProduct } from '../products/named-product.ts';
import { identifyProduct, type ProductIdentity } from '../products/product-identity.ts';
import { keysOfIdentity, withoutMakers } from '../products/product-key.ts';

/** That one product has another in it (DOMAIN §3.3 Onderdeel): from the catalogue, or from an institution's own bill of materials. */
export type Containment = {
  readonly product: NamedProduct;
  readonly component: NamedProduct;
  /** Of the component, as written; absent where nobody says. */
  readonly version?: string;
  /** Which versions of the product have it, as a range is written; absent: all, as far as is known. */
  readonly inVersions?: string;
  /** That it is in there: what follows for the product is never more than likely. */
  readonly certainty: 'certain' | 'likely' | 'possible';
  /** Who says so: "catalogue", "SBOM glims.cdx.json". */
  readonly source: string;
};

export type PreparedContainment = {
  readonly containment: Containment;
  readonly product: ProductIdentity;
  readonly component: ProductIdentity;
  readonly productKeys: readonly string[];
  readonly componentKeys: readonly string[];
};

/** What is known to be in what, by the product keys of either side. */
export type Containments = {
  readonly byProduct: ReadonlyMap<string, readonly PreparedContainment[]>;
  readonly byComponent: ReadonlyMap<string, readonly PreparedContainment[]>;
};

export const NO_CONTAINMENTS: Containments = { byProduct: new Map(), byComponent: new Map() };

export function prepareContainments(containments: readonly Containment[], aliases: Aliases): Containments {
  if (containments.length === 0) return NO_CONTAINMENTS;
  const byProduct = new Map<string, PreparedContainment[]>();
  const byComponent = new Map<string, PreparedContainment[]>();
  for (const containment of containments) {
    const product = identifyProduct(containment.product, aliases);
    const component = identifyProduct(containment.component, aliases);
    const [productKeys, componentKeys] = [product, component].map((identity) => withoutMakers(keysOfIdentity(identity))) as [
      string[],
      string[],
    ];
    const prepared = { containment, product, component, productKeys, componentKeys };
    for (const key of productKeys) add(byProduct, key, prepared);
    for (const key of componentKeys) add(byComponent, key, prepared);
  }
  return { byProduct, byComponent };
}

function add(map: Map<string, PreparedContainment[]>, key: string, prepared: PreparedContainment): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [prepared]);
  else there.push(prepared);
}
