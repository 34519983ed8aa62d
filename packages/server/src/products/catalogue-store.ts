import { sql, type RawBuilder } from 'kysely';
import type {
  AliasKind,
  Catalogue,
  CatalogueAlias,
  CatalogueProduct,
  Contains,
  Identifier,
  Owner,
  ProductKind,
  Supplier,
  Variant,
  VariantKind,
} from '@forewarn/core/products/catalogue/catalogue.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import type { Transaction } from '../database/open-database.ts';

/** Which catalogue and which decisions are in force; another value after every change, never one that was before. */
export type CatalogueState = { readonly catalogue: string; readonly decisions: string; readonly shippedSha256?: string };

/** Where nothing was written yet, and for institutions: what ships, and no decisions. */
const NOTHING_YET: CatalogueState = { catalogue: 'shipped', decisions: 'none' };

export async function readCatalogueState(trx: Transaction): Promise<CatalogueState> {
  const found = await sql<{
    catalogue: string;
    decisions: string;
    shipped_sha256: string | null;
  }>`select catalogue, decisions, shipped_sha256 from forewarn.catalogue_state`.execute(trx);
  const [row] = found.rows;
  return row === undefined
    ? NOTHING_YET
    : { catalogue: row.catalogue, decisions: row.decisions, shippedSha256: row.shipped_sha256 ?? undefined };
}

/** Holds the row until the transaction ends, so that one at a time writes what ships. */
export async function lockCatalogueState(trx: Transaction): Promise<void> {
  await sql`insert into forewarn.catalogue_state default values on conflict (singleton) do nothing`.execute(trx);
  await sql`select 1 from forewarn.catalogue_state for update`.execute(trx);
}

export async function writeShippedSha256(trx: Transaction, sha256: string): Promise<void> {
  await sql`update forewarn.catalogue_state set shipped_sha256 = ${sha256}`.execute(trx);
}

type AliasRow = {
  supplier_id: string | null;
  product_id: string | null;
  text: string;
  kind: AliasKind;
  language: string | null;
  valid_from: string | null;
  valid_to: string | null;
  at_supplier_id: string | null;
};
type SupplierRow = { id: string; name: string; owners: readonly Owner[]; fictional: boolean };
type ProductRow = {
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

/** Which part of the catalogue: what comes from some origins, or some products; with the suppliers of that. */
export type CataloguePart = { readonly origins: readonly string[] } | { readonly productIds: readonly string[] };

/** The whole of it (70,000 products take about half a second), or a part. */
export async function loadCatalogueRows(trx: Transaction, part?: CataloguePart): Promise<Catalogue> {
  const [ofProducts, belongings] = whereOf(part);
  const suppliers = await sql<SupplierRow>`select id, name, owners, fictional from forewarn.catalogue_suppliers
      where ${part === undefined || 'origins' in part ? belongings : sql`false`} or id in (select supplier_id from forewarn.catalogue_products where ${ofProducts}) order by id`.execute(
    trx,
  );
  const products =
    await sql<ProductRow>`select id, supplier_id, name, category, kind, unmistakable, fictional, merged_into, source from forewarn.catalogue_products where ${ofProducts} order by id`.execute(
      trx,
    );
  const variants = await sql<{
    product_id: string;
    kind: VariantKind;
    name: string;
    tenants: string[];
  }>`select product_id, kind, name, tenants from forewarn.catalogue_variants where ${belongings} order by product_id, kind, name`.execute(
    trx,
  );
  const aliases =
    await sql<AliasRow>`select supplier_id, product_id, text, kind, language, valid_from, valid_to, at_supplier_id from forewarn.catalogue_aliases where ${belongings} order by id`.execute(
      trx,
    );
  const identifiers = await sql<{
    product_id: string;
    scheme: Identifier['scheme'];
    value: string;
    checked: Identifier['checked'];
  }>`select product_id, scheme, value, checked from forewarn.catalogue_identifiers where ${belongings} order by product_id, scheme, value`.execute(
    trx,
  );
  const contains = await sql<{
    product_id: string;
    component_id: string;
    component_versions: string;
    product_versions: string;
    certainty: Contains['certainty'];
    source: string;
  }>`select product_id, component_id, component_versions, product_versions, certainty, source from forewarn.catalogue_contains where ${belongings} order by product_id, component_id`.execute(
    trx,
  );
  const ofSupplier = Map.groupBy(aliases.rows, (row) => row.supplier_id);
  const ofProduct = Map.groupBy(aliases.rows, (row) => row.product_id);
  const variantsOf = Map.groupBy(variants.rows, (row) => row.product_id);
  const identifiersOf = Map.groupBy(identifiers.rows, (row) => row.product_id);
  return {
    suppliers: suppliers.rows.map((row): Supplier => ({
      id: row.id,
      name: row.name,
      aliases: ofSupplier.get(row.id)?.map(aliasOf) ?? NONE,
      owners: row.owners,
      ...(row.fictional ? { isFictional: true } : {}),
    })),
    products: products.rows.map((row): CatalogueProduct => ({
      id: row.id,
      name: row.name,
      ...(row.supplier_id === null ? {} : { supplierId: row.supplier_id }),
      ...(row.category === null ? {} : { category: row.category }),
      kind: row.kind,
      variants: variantsOf.get(row.id)?.map(variantOf) ?? NONE,
      aliases: ofProduct.get(row.id)?.map(aliasOf) ?? NONE,
      identifiers: (identifiersOf.get(row.id) ?? []).map(({ scheme, value, checked }) => ({ scheme, value, checked })),
      ...(row.unmistakable === null ? {} : { isUnmistakable: row.unmistakable }),
      ...(row.fictional ? { isFictional: true } : {}),
      ...(row.merged_into === null ? {} : { mergedInto: row.merged_into }),
      source: row.source,
    })),
    contains: contains.rows.map((row): Contains => ({
      productId: row.product_id,
      componentId: row.component_id,
      ...(row.component_versions === '' ? {} : { componentVersions: row.component_versions }),
      ...(row.product_versions === '' ? {} : { productVersions: row.product_versions }),
      certainty: row.certainty,
      source: row.source,
    })),
  };
}

/** For the products, and for what belongs to them. */
function whereOf(part: CataloguePart | undefined): readonly [RawBuilder<unknown>, RawBuilder<unknown>] {
  if (part === undefined) return [sql`true`, sql`true`];
  if ('origins' in part) return [sql`origin = any(${part.origins}::text[])`, sql`origin = any(${part.origins}::text[])`];
  return [sql`id = any(${part.productIds}::text[])`, sql`product_id = any(${part.productIds}::text[])`];
}

/** Products whose folded supplier and name (letters and digits, so no signs of a pattern) have a word that begins with each of these, the shortest first. Looks through all of them. */
export async function findProductIds(trx: Transaction, words: readonly string[], limit: number): Promise<readonly string[]> {
  const patterns = words.map((word) => `% ${word}%`);
  const found = await sql<{ id: string }>`select id from forewarn.catalogue_products
    where ' ' || folded like all (${patterns}::text[]) order by length(folded), id limit ${limit}`.execute(trx);
  return found.rows.map(({ id }) => id);
}

/** One for all: most of 70,000 entries have no more than a name. */
const NONE: readonly never[] = [];

function aliasOf(row: AliasRow): CatalogueAlias {
  return {
    text: row.text,
    kind: row.kind,
    ...(row.at_supplier_id === null ? {} : { supplierId: row.at_supplier_id }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.valid_from === null ? {} : { validFrom: row.valid_from }),
    ...(row.valid_to === null ? {} : { validTo: row.valid_to }),
  };
}

function variantOf({
  kind,
  name,
  tenants,
}: {
  readonly kind: VariantKind;
  readonly name: string;
  readonly tenants: readonly string[];
}): Variant {
  return { kind, ...(name === '' ? {} : { name }), tenants };
}

/**
 * Writes entries with all that belongs to them. What is there under the same id keeps its merge and what others added; `renew` brings its own
 * columns up to date, else it is left as it is. Returns how many products are new.
 */
export async function writeCatalogue(trx: Transaction, catalogue: Catalogue, origin: string, renew: boolean): Promise<number> {
  const supplierNames = new Map(catalogue.suppliers.map(({ id, name }) => [id, name]));
  await sql`insert into forewarn.catalogue_suppliers as s (id, name, owners, fictional, origin)
    select x.id, x.name, x.owners, x.fictional, ${origin}
    from json_to_recordset(${JSON.stringify(catalogue.suppliers.map((one) => ({ id: one.id, name: one.name, owners: one.owners, fictional: one.isFictional === true })))}::json)
      as x(id text, name text, owners jsonb, fictional boolean)
    on conflict (id) do update set name = excluded.name, owners = excluded.owners, fictional = excluded.fictional where ${renew}`.execute(
    trx,
  );
  const rows = catalogue.products.map((one) => ({
    id: one.id,
    supplier_id: one.supplierId,
    name: one.name,
    folded: foldName(`${supplierNames.get(one.supplierId ?? '') ?? one.supplierId ?? ''} ${one.name}`),
    category: one.category,
    kind: one.kind,
    unmistakable: one.isUnmistakable,
    fictional: one.isFictional === true,
    source: one.source,
  }));
  const made = await sql<{
    made: boolean;
  }>`insert into forewarn.catalogue_products as p (id, supplier_id, name, folded, category, kind, unmistakable, fictional, source, origin)
    select x.id, x.supplier_id, x.name, x.folded, x.category, x.kind, x.unmistakable, x.fictional, x.source, ${origin}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as x(id text, supplier_id text, name text, folded text, category text, kind text, unmistakable boolean, fictional boolean, source text)
    on conflict (id) do update set name = excluded.name, supplier_id = excluded.supplier_id, folded = excluded.folded, kind = excluded.kind,
      unmistakable = excluded.unmistakable, fictional = excluded.fictional, source = excluded.source where ${renew}
    returning xmax = 0 as made`.execute(trx);
  await writeBelongings(trx, catalogue, origin);
  return made.rows.filter((row) => row.made).length;
}

async function writeBelongings(trx: Transaction, catalogue: Catalogue, origin: string): Promise<void> {
  const variants = catalogue.products.flatMap(({ id, variants: all }) => all.map((one) => ({ product_id: id, ...one })));
  if (variants.length > 0)
    await sql`insert into forewarn.catalogue_variants (product_id, kind, name, tenants, origin)
      select x.product_id, x.kind, coalesce(x.name, ''), x.tenants, ${origin}
      from json_to_recordset(${JSON.stringify(variants)}::json) as x(product_id text, kind text, name text, tenants text[])
      on conflict (product_id, kind, name) do update set tenants = excluded.tenants`.execute(trx);
  const aliases = [
    ...catalogue.suppliers.flatMap(({ id, aliases: all }) => all.map((one) => ({ of_supplier: id, ...one }))),
    ...catalogue.products.flatMap(({ id, aliases: all }) => all.map((one) => ({ of_product: id, ...one }))),
  ];
  if (aliases.length > 0)
    await sql`insert into forewarn.catalogue_aliases (supplier_id, product_id, text, kind, language, valid_from, valid_to, at_supplier_id, origin)
      select x.of_supplier, x.of_product, x.text, x.kind, x.language, x."validFrom", x."validTo", x."supplierId", ${origin}
      from json_to_recordset(${JSON.stringify(aliases)}::json)
        as x(of_supplier text, of_product text, text text, kind text, language text, "validFrom" text, "validTo" text, "supplierId" text)
      on conflict (supplier_id, product_id, text, kind, at_supplier_id) do nothing`.execute(trx);
  const identifiers = catalogue.products.flatMap(({ id, identifiers: all }) => all.map((one) => ({ product_id: id, ...one })));
  if (identifiers.length > 0)
    await sql`insert into forewarn.catalogue_identifiers (product_id, scheme, value, checked, origin)
      select x.product_id, x.scheme, x.value, x.checked, ${origin}
      from json_to_recordset(${JSON.stringify(identifiers)}::json) as x(product_id text, scheme text, value text, checked text)
      on conflict (product_id, scheme, value) do nothing`.execute(trx);
  if (catalogue.contains.length > 0)
    await sql`insert into forewarn.catalogue_contains (product_id, component_id, component_versions, product_versions, certainty, source, origin)
      select x."productId", x."componentId", coalesce(x."componentVersions", ''), coalesce(x."productVersions", ''), x.certainty, x.source, ${origin}
      from json_to_recordset(${JSON.stringify(catalogue.contains)}::json)
        as x("productId" text, "componentId" text, "componentVersions" text, "productVersions" text, certainty text, source text)
      on conflict (product_id, component_id, component_versions, product_versions) do update set certainty = excluded.certainty, source = excluded.source`.execute(
      trx,
    );
}

/** What an earlier catalogue shipped beside its entries; the entries themselves stay. */
export async function removeBelongings(trx: Transaction, origin: string): Promise<void> {
  await sql`delete from forewarn.catalogue_variants where origin = ${origin}`.execute(trx);
  await sql`delete from forewarn.catalogue_aliases where origin = ${origin}`.execute(trx);
  await sql`delete from forewarn.catalogue_identifiers where origin = ${origin}`.execute(trx);
  await sql`delete from forewarn.catalogue_contains where origin = ${origin}`.execute(trx);
}

export async function findProduct(
  trx: Transaction,
  id: string,
): Promise<{ readonly id: string; readonly mergedInto?: string } | undefined> {
  const found = await sql<{
    id: string;
    merged_into: string | null;
  }>`select id, merged_into from forewarn.catalogue_products where id = ${id}`.execute(trx);
  const [row] = found.rows;
  return row === undefined ? undefined : { id: row.id, mergedInto: row.merged_into ?? undefined };
}

/** The entry becomes another; entries that were merged into it follow, so that no way is longer than one step. */
export async function markMerged(trx: Transaction, id: string, into: string): Promise<void> {
  await sql`update forewarn.catalogue_products set merged_into = ${into} where id = ${id} or merged_into = ${id}`.execute(trx);
}
