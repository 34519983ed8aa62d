import type { AdvisoryId } from '../basics/ids.ts';
import type { Scope, ScopeProduct } from '../matters/matter.ts';
import type { Aliases } from '../products/aliases.ts';
import { makerOf } from '../products/maker.ts';
import { identifyProduct, type ProductIdentity } from '../products/product-identity.ts';
import { keysOfIdentity, makerKeys, withoutMakers } from '../products/product-key.ts';
import { isSectorAlone } from './matchers/sector.ts';
import type { AskedSupplier } from './matchers/supplier.ts';

/** What a matter touches by itself, made ready to be asked about many institutions. */
export type PreparedScope = {
  readonly scope: Scope;
  readonly products: readonly { readonly product: ScopeProduct; readonly identity: ProductIdentity }[];
  readonly suppliers: readonly AskedSupplier[];
  /** The matter is about sectors or regions and nothing else. */
  readonly sectorAlone: boolean;
  /** Product keys of the lines and relations that may be touched (`products/product-key.ts`). */
  readonly keys: readonly string[];
};

/** `advisoryIds`: the advisories of the same matter. */
export function prepareScope(scope: Scope, aliases: Aliases, advisoryIds: readonly AdvisoryId[] = []): PreparedScope {
  const products = scope.products.map((product) => ({
    product,
    identity: identifyProduct({ supplier: product.supplier, names: [product.product], identifiers: [] }, aliases),
  }));
  const suppliers = scope.suppliers.map((name) => ({ name, maker: makerOf([name], aliases) }));
  const keys = new Set<string>();
  for (const { identity } of products) {
    for (const key of withoutMakers(keysOfIdentity(identity))) keys.add(key);
    for (const key of makerKeys(identity.maker)) keys.add(`only:${key}`);
  }
  for (const { maker } of suppliers) for (const key of makerKeys(maker)) keys.add(`by:${key}`);
  return { scope, products, suppliers, sectorAlone: isSectorAlone({ scope, advisoryIds }), keys: [...keys] };
}
