import type { Scope, ScopeProduct } from '../matters/matter.ts';
import type { Aliases } from '../products/aliases.ts';
import { makerOf, type Maker } from '../products/maker.ts';
import { identifyProduct, type ProductIdentity } from '../products/product-identity.ts';
import { keysOfIdentity, makerKeys, withoutMakers } from '../products/product-key.ts';

/** What a matter touches by itself, made ready to be asked about many institutions. */
export type PreparedScope = {
  readonly scope: Scope;
  readonly products: readonly { readonly product: ScopeProduct; readonly identity: ProductIdentity }[];
  readonly suppliers: readonly { readonly name: string; readonly maker: Maker }[];
  /** Product keys of the lines that may be touched (`products/product-key.ts`). */
  readonly keys: readonly string[];
};

export function prepareScope(scope: Scope, aliases: Aliases): PreparedScope {
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
  return { scope, products, suppliers, keys: [...keys] };
}
