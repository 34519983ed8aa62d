import { sql, type RawBuilder } from 'kysely';
import type {
  AliasKind,
  Catalogue,
  Contains,
  Identifier,
  Owner,
  ProductKind,
  VariantKind,
} from '@forewarn/core/products/catalogue/catalogue.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import type { Transaction } from '../database/open-database.ts';

export type AliasRow = {
  supplier_id: string | null;
  product_id: string | null;
  text: string;
  kind: AliasKind;
  language: string | null;
  valid_from: string | null;
  valid_to: string | null;
  at_supplier_id: string | null;
};
export type SupplierRow = { id: string; name: string; owners: readonly Owner[]; fictional: boolean };
export type ProductRow = {
  id: string;
  supplier_id: string | null;
  name: string;
  category: string | null;
  kind: ProductKind;
  unmistakable: boolean | null;
  fictional: boolean;
  merged_into: string | null;
  source: string;
};

export type VariantRow = { product_id: string; kind: VariantKind; name: string; tenants: string[] };
export type IdentifierRow = { product_id: string; scheme: Identifier['scheme']; value: string; checked: Identifier['checked'] };
export type ContainsRow = {
  product_id: string;
  component_id: string;
  component_versions: string;
  product_versions: string;
  certainty: Contains['certainty'];
  source: string;
};

/** Which part of the catalogue: what comes from some origins, or some products; with the suppliers of that. */
export type CataloguePart = { readonly origins: readonly string[] } | { readonly productIds: readonly string[] };

/** For the products, and for what belongs to them. */
function whereOf(part: CataloguePart | undefined): readonly [RawBuilder<unknown>, RawBuilder<unknown>] {
  if (part === undefined) return [sql`true`, sql`true`];
  if ('origins' in part) return [sql`origin = any(${part.origins}::text[])`, sql`origin = any(${part.origins}::text[])`];
  return [sql`id = any(${part.productIds}::text[])`, sql`product_id = any(${part.productIds}::text[])`];
}

/** Suppliers of that origin, and those of the products of the part. */
export async function selectSuppliers(trx: Transaction, part?: CataloguePart): Promise<readonly SupplierRow[]> {
  const [ofProducts, belongings] = whereOf(part);
  const own = part === undefined || 'origins' in part ? belongings : sql`false`;
  const found = await sql<SupplierRow>`select id, name, owners, fictional from forewarn.catalogue_suppliers
    where ${own} or id in (select supplier_id from forewarn.catalogue_products where ${ofProducts}) order by id`.execute(trx);
  return found.rows;
}

export async function selectProducts(trx: Transaction, part?: CataloguePart): Promise<readonly ProductRow[]> {
  const found = await sql<ProductRow>`select id, supplier_id, name, category, kind, unmistakable, fictional, merged_into, source
    from forewarn.catalogue_products where ${whereOf(part)[0]} order by id`.execute(trx);
  return found.rows;
}

export async function selectVariants(trx: Transaction, part?: CataloguePart): Promise<readonly VariantRow[]> {
  const found = await sql<VariantRow>`select product_id, kind, name, tenants from forewarn.catalogue_variants
    where ${whereOf(part)[1]} order by product_id, kind, name`.execute(trx);
  return found.rows;
}

export async function selectAliases(trx: Transaction, part?: CataloguePart): Promise<readonly AliasRow[]> {
  const found = await sql<AliasRow>`select supplier_id, product_id, text, kind, language, valid_from, valid_to, at_supplier_id
    from forewarn.catalogue_aliases where ${whereOf(part)[1]} order by id`.execute(trx);
  return found.rows;
}

export async function selectIdentifiers(trx: Transaction, part?: CataloguePart): Promise<readonly IdentifierRow[]> {
  const found = await sql<IdentifierRow>`select product_id, scheme, value, checked from forewarn.catalogue_identifiers
    where ${whereOf(part)[1]} order by product_id, scheme, value`.execute(trx);
  return found.rows;
}

export async function selectContains(trx: Transaction, part?: CataloguePart): Promise<readonly ContainsRow[]> {
  const found = await sql<ContainsRow>`select product_id, component_id, component_versions, product_versions, certainty, source
    from forewarn.catalogue_contains where ${whereOf(part)[1]} order by product_id, component_id`.execute(trx);
  return found.rows;
}

/** `renew` brings those that are there up to date, else they are left as they are; so in all that follow. */
export async function insertSuppliers(trx: Transaction, { suppliers }: Catalogue, origin: string, renew: boolean): Promise<void> {
  const rows = suppliers.map((one) => ({ id: one.id, name: one.name, owners: one.owners, fictional: one.isFictional === true }));
  await sql`insert into forewarn.catalogue_suppliers (id, name, owners, fictional, origin)
    select x.id, x.name, x.owners, x.fictional, ${origin}
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(id text, name text, owners jsonb, fictional boolean)
    on conflict (id) do update set name = excluded.name, owners = excluded.owners, fictional = excluded.fictional where ${renew}`.execute(
    trx,
  );
}

/** How many are new. One that is there keeps what it was merged into. */
export async function insertProducts(
  trx: Transaction,
  { suppliers, products }: Catalogue,
  origin: string,
  renew: boolean,
): Promise<number> {
  const names = new Map(suppliers.map(({ id, name }) => [id, name]));
  const rows = products.map((one) => ({
    id: one.id,
    supplier_id: one.supplierId,
    name: one.name,
    folded: foldName(`${names.get(one.supplierId ?? '') ?? one.supplierId ?? ''} ${one.name}`),
    category: one.category,
    kind: one.kind,
    unmistakable: one.isUnmistakable,
    fictional: one.isFictional === true,
    source: one.source,
  }));
  const made = await sql<{
    made: boolean;
  }>`insert into forewarn.catalogue_products (id, supplier_id, name, folded, category, kind, unmistakable, fictional, source, origin)
    select x.id, x.supplier_id, x.name, x.folded, x.category, x.kind, x.unmistakable, x.fictional, x.source, ${origin}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as x(id text, supplier_id text, name text, folded text, category text, kind text, unmistakable boolean, fictional boolean, source text)
    on conflict (id) do update set name = excluded.name, supplier_id = excluded.supplier_id, folded = excluded.folded, kind = excluded.kind,
      unmistakable = excluded.unmistakable, fictional = excluded.fictional, source = excluded.source where ${renew}
    returning xmax = 0 as made`.execute(trx);
  return made.rows.filter((row) => row.made).length;
}

export async function insertVariants(trx: Transaction, { products }: Catalogue, origin: string): Promise<void> {
  const rows = products.flatMap(({ id, variants }) => variants.map((one) => ({ product_id: id, ...one })));
  if (rows.length === 0) return;
  await sql`insert into forewarn.catalogue_variants (product_id, kind, name, tenants, origin)
    select x.product_id, x.kind, coalesce(x.name, ''), x.tenants, ${origin}
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(product_id text, kind text, name text, tenants text[])
    on conflict (product_id, kind, name) do update set tenants = excluded.tenants`.execute(trx);
}

export async function insertAliases(trx: Transaction, { suppliers, products }: Catalogue, origin: string): Promise<void> {
  const rows = [
    ...suppliers.flatMap(({ id, aliases }) => aliases.map((one) => ({ of_supplier: id, ...one }))),
    ...products.flatMap(({ id, aliases }) => aliases.map((one) => ({ of_product: id, ...one }))),
  ];
  if (rows.length === 0) return;
  await sql`insert into forewarn.catalogue_aliases (supplier_id, product_id, text, kind, language, valid_from, valid_to, at_supplier_id, origin)
    select x.of_supplier, x.of_product, x.text, x.kind, x.language, x."validFrom", x."validTo", x."supplierId", ${origin}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as x(of_supplier text, of_product text, text text, kind text, language text, "validFrom" text, "validTo" text, "supplierId" text)
    on conflict (supplier_id, product_id, text, kind, at_supplier_id) do nothing`.execute(trx);
}

export async function insertIdentifiers(trx: Transaction, { products }: Catalogue, origin: string): Promise<void> {
  const rows = products.flatMap(({ id, identifiers }) => identifiers.map((one) => ({ product_id: id, ...one })));
  if (rows.length === 0) return;
  await sql`insert into forewarn.catalogue_identifiers (product_id, scheme, value, checked, origin)
    select x.product_id, x.scheme, x.value, x.checked, ${origin}
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(product_id text, scheme text, value text, checked text)
    on conflict (product_id, scheme, value) do nothing`.execute(trx);
}

export async function insertContains(trx: Transaction, { contains }: Catalogue, origin: string): Promise<void> {
  if (contains.length === 0) return;
  await sql`insert into forewarn.catalogue_contains (product_id, component_id, component_versions, product_versions, certainty, source, origin)
    select x."productId", x."componentId", coalesce(x."componentVersions", ''), coalesce(x."productVersions", ''), x.certainty, x.source, ${origin}
    from json_to_recordset(${JSON.stringify(contains)}::json)
      as x("productId" text, "componentId" text, "componentVersions" text, "productVersions" text, certainty text, source text)
    on conflict (product_id, component_id, component_versions, product_versions)
      do update set certainty = excluded.certainty, source = excluded.source`.execute(trx);
}

/** What stands beside the entries of that origin; the entries themselves stay. */
export async function deleteBelongings(trx: Transaction, origin: string): Promise<void> {
  await sql`with v as (delete from forewarn.catalogue_variants where origin = ${origin}),
    a as (delete from forewarn.catalogue_aliases where origin = ${origin}),
    i as (delete from forewarn.catalogue_identifiers where origin = ${origin})
    delete from forewarn.catalogue_contains where origin = ${origin}`.execute(trx);
}
