import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Connection, Relation, RelationKind } from '@forewarn/core/inventories/relation.ts';
import type { Transaction } from '../database/open-database.ts';

/**
 * A relation that an institution has now. `id` is absent for the IT provider that stands in the institution's own details and in no
 * relation: it manages the institution all the same.
 */
export type StoredRelation = {
  readonly id?: number;
  readonly institutionId: string;
  readonly relation: Relation;
  readonly checkedAt?: Instant;
};

type Row = {
  id: number | string | null;
  institution_id: string;
  kind: RelationKind;
  supplier: string | null;
  connection: Connection | null;
  product: string | null;
  tenant: string | null;
  region: string | null;
  description: string | null;
  since: string | null;
  checked_at: Instant | null;
};

const COLUMNS = sql`r.id, r.institution_id, r.kind, r.supplier, r.connection, r.product, r.tenant, r.region, r.description, r.since, r.checked_at`;

function storedOf(row: Row): StoredRelation {
  return {
    ...(row.id === null ? {} : { id: Number(row.id) }),
    institutionId: row.institution_id,
    relation: relationOf(row),
    ...(row.checked_at === null ? {} : { checkedAt: row.checked_at }),
  };
}

function relationOf(row: Row): Relation {
  const said = { ...present('product', row.product), ...present('description', row.description), ...present('since', row.since) };
  const supplier = row.supplier ?? '';
  switch (row.kind) {
    case 'supplier':
    case 'managed-by':
      return { ...said, kind: row.kind, supplier };
    case 'connection':
      return { ...said, kind: row.kind, supplier, connection: row.connection ?? 'unknown' };
    case 'tenant':
      return {
        ...said,
        kind: row.kind,
        product: row.product ?? '',
        tenant: row.tenant ?? '',
        ...present('supplier', row.supplier),
        ...present('region', row.region),
      };
  }
}

function present<Name extends string>(name: Name, text: string | null): { readonly [name in Name]?: string } {
  return text === null ? {} : ({ [name]: text } as { readonly [name in Name]?: string });
}

/** The relations that an institution has stated and that hold now, in the order of their keys. */
export async function currentRelations(trx: Transaction, institutionId: string): Promise<readonly StoredRelation[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.inventory_relations r
    where r.institution_id = ${institutionId} and r.ended_at is null order by r.key`.execute(trx);
  return found.rows.map(storedOf);
}

/** Every relation that these institutions have now, the IT provider of their own details among them. */
export async function relationsOfInstitutions(trx: Transaction, institutionIds: readonly string[]): Promise<readonly StoredRelation[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.inventory_relations r
      where r.institution_id = any(${institutionIds}::uuid[]) and r.ended_at is null
    union all
    select null, i.id, 'managed-by', i.it_provider, null, null, null, null, null, null, null from forewarn.institutions i
      where i.id = any(${institutionIds}::uuid[]) and i.it_provider <> '' and not exists (
        select from forewarn.inventory_relations m where m.institution_id = i.id and m.ended_at is null and m.kind = 'managed-by')
    order by 2, 1`.execute(trx);
  return found.rows.map(storedOf);
}

/** Every current relation whose supplier, provider or product shares a product key (`by:…`, `word:…`); staff alone, by index. */
export async function relationsWithKeys(trx: Transaction, keys: readonly string[]): Promise<readonly StoredRelation[]> {
  if (keys.length === 0) return [];
  const found = await sql<Row>`select ${COLUMNS} from forewarn.inventory_relations r
    where r.id in (select forewarn.relations_with_product_keys(${keys}::text[])) and r.ended_at is null order by r.institution_id, r.id`.execute(
    trx,
  );
  return found.rows.map(storedOf);
}

export type RelationWrite = { readonly key: string; readonly relation: Relation; readonly productKeys: readonly string[] };

export async function insertRelations(
  trx: Transaction,
  institutionId: string,
  now: Instant,
  writes: readonly RelationWrite[],
): Promise<void> {
  if (writes.length === 0) return;
  const rows = JSON.stringify(writes.map(({ key, relation, productKeys }) => ({ key, ...relation, product_keys: productKeys })));
  await sql`insert into forewarn.inventory_relations (institution_id, key, kind, supplier, connection, product, tenant, region, description, since, product_keys, checked_at, begun_at)
    select ${institutionId}::uuid, key, kind, supplier, connection, product, tenant, region, description, since, product_keys, ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${rows}::json) as x(key text, kind text, supplier text, connection text, product text, tenant text, region text, description text, since text, product_keys text[])`.execute(
    trx,
  );
}

export async function endRelations(trx: Transaction, institutionId: string, keys: readonly string[], now: Instant): Promise<void> {
  if (keys.length === 0) return;
  await sql`update forewarn.inventory_relations set ended_at = ${now}
    where institution_id = ${institutionId} and ended_at is null and key = any(${keys}::text[])`.execute(trx);
}

/** What is still so was looked at again; what was looked at since `before` is left alone. */
export async function confirmRelations(
  trx: Transaction,
  institutionId: string,
  keys: readonly string[],
  now: Instant,
  before: Instant,
): Promise<void> {
  await sql`update forewarn.inventory_relations set checked_at = ${now}
    where institution_id = ${institutionId} and ended_at is null and key = any(${keys}::text[]) and checked_at < ${before}`.execute(trx);
}

/** One list of relations at a time: held until the end of the transaction. False where there is no such institution. */
export async function holdInstitution(trx: Transaction, institutionId: string): Promise<boolean> {
  const held = await sql<{
    id: string;
  }>`select id, pg_advisory_xact_lock(hashtextextended('relations ' || id::text, 0)) from forewarn.institutions where id = ${institutionId}`.execute(
    trx,
  );
  return held.rows.length > 0;
}
