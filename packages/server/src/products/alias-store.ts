import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type StoredAlias = {
  readonly id: string;
  readonly aliasSupplier: string;
  readonly aliasProduct: string;
  readonly supplier: string;
  readonly product: string;
  readonly kind: string;
  /** The entry of the catalogue that it is about. */
  readonly catalogueProductId?: string;
  readonly remark?: string;
  readonly decidedBy: string;
  readonly decidedAt: Instant;
};

type Row = {
  id: string;
  alias_supplier: string;
  alias_product: string;
  supplier: string;
  product: string;
  kind: string;
  catalogue_product_id: string | null;
  remark: string | null;
  decided_by: string;
  decided_at: Instant;
};

const COLUMNS = sql`a.id, a.alias_supplier, a.alias_product, a.supplier, a.product, a.kind, a.catalogue_product_id, a.remark, a.decided_by, a.decided_at`;

function aliasOf(row: Row): StoredAlias {
  return {
    id: row.id,
    aliasSupplier: row.alias_supplier,
    aliasProduct: row.alias_product,
    supplier: row.supplier,
    product: row.product,
    kind: row.kind,
    catalogueProductId: row.catalogue_product_id ?? undefined,
    remark: row.remark ?? undefined,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}

/** All that are in force, in the order in which they were decided. */
export async function listAliases(trx: Transaction): Promise<readonly StoredAlias[]> {
  const found =
    await sql<Row>`select ${COLUMNS} from forewarn.product_aliases a where a.undone_at is null order by a.decided_at, a.id`.execute(trx);
  return found.rows.map(aliasOf);
}

export async function findAlias(trx: Transaction, id: string): Promise<StoredAlias | undefined> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.product_aliases a where a.id = ${id} and a.undone_at is null`.execute(trx);
  return found.rows[0] === undefined ? undefined : aliasOf(found.rows[0]);
}

/** Undefined where the same decision is in force already. */
export async function insertAlias(trx: Transaction, alias: StoredAlias): Promise<StoredAlias | undefined> {
  const made =
    await sql<Row>`insert into forewarn.product_aliases as a (id, alias_supplier, alias_product, supplier, product, kind, catalogue_product_id, remark, decided_by, decided_at)
    values (${alias.id}, ${alias.aliasSupplier}, ${alias.aliasProduct}, ${alias.supplier}, ${alias.product}, ${alias.kind}, ${alias.catalogueProductId ?? null}, ${alias.remark ?? null}, ${alias.decidedBy}, ${alias.decidedAt})
    on conflict (alias_supplier, alias_product, supplier, product) where undone_at is null do nothing returning ${COLUMNS}`.execute(trx);
  return made.rows[0] === undefined ? undefined : aliasOf(made.rows[0]);
}

export async function markUndone(trx: Transaction, id: string, by: string, at: Instant): Promise<void> {
  await sql`update forewarn.product_aliases set undone_at = ${at}, undone_by = ${by} where id = ${id} and undone_at is null`.execute(trx);
}

/** Decisions in force about exactly this name. */
export async function findAliasesOfName(
  trx: Transaction,
  name: { readonly aliasSupplier: string; readonly aliasProduct: string },
): Promise<readonly StoredAlias[]> {
  const found =
    await sql<Row>`select ${COLUMNS} from forewarn.product_aliases a where a.alias_supplier = ${name.aliasSupplier} and a.alias_product = ${name.aliasProduct} and a.undone_at is null`.execute(
      trx,
    );
  return found.rows.map(aliasOf);
}

/** Decisions in force about one entry of the catalogue are about another from now on. */
export async function moveDecisions(
  trx: Transaction,
  from: string,
  to: { readonly id: string; readonly supplier: string; readonly product: string },
): Promise<void> {
  await sql`update forewarn.product_aliases a set catalogue_product_id = ${to.id}, supplier = ${to.supplier}, product = ${to.product}
    where a.catalogue_product_id = ${from} and a.undone_at is null and not exists (select 1 from forewarn.product_aliases b
      where b.undone_at is null and b.alias_supplier = a.alias_supplier and b.alias_product = a.alias_product and b.supplier = ${to.supplier} and b.product = ${to.product})`.execute(
    trx,
  );
}
