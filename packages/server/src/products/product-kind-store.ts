import { sql } from 'kysely';
import type { ProductKind } from '@forewarn/core/products/catalogue/catalogue.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import type { Transaction } from '../database/open-database.ts';

type Named = { readonly supplier?: string; readonly product: string };

/**
 * What kind of thing each product is, as far as the catalogue knows it under this very name: with its supplier, or by itself where only one kind is
 * called so. By `kindKey`. Looks through the whole catalogue.
 */
export async function findProductKinds(trx: Transaction, products: readonly Named[]): Promise<ReadonlyMap<string, ProductKind>> {
  if (products.length === 0) return new Map();
  const rows = products.map((named) => ({ key: kindKey(named), name: named.product.toLowerCase() }));
  const found = await sql<{ key: string; kind: ProductKind }>`select x.key, min(p.kind) as kind
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(key text, name text)
      join forewarn.catalogue_products p on p.merged_into is null and (p.folded = x.key or lower(p.name) = x.name)
    group by x.key having count(distinct p.kind) = 1`.execute(trx);
  return new Map(found.rows.map(({ key, kind }) => [key, kind]));
}

/** Supplier and name as the catalogue folds them. */
export function kindKey({ supplier, product }: Named): string {
  return foldName(`${supplier ?? ''} ${product}`);
}
