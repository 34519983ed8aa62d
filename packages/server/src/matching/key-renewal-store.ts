import { sql } from 'kysely';
import type { Transaction } from '../database/open-database.ts';
import type { RevisionInForce } from './revision-store.ts';

/** Lists of the database whose keys are made anew one after the other. */
export type Renewed = 'lines' | 'components' | 'relations' | 'advisories';

export type Renewal = { readonly version: number; readonly lastId: number; readonly isDone: boolean };

/** How far the renewal of a list is, held until the end of the transaction; made where there is none yet. */
export async function holdRenewal(trx: Transaction, what: Renewed): Promise<Renewal> {
  await sql`insert into forewarn.key_renewals (what, version) values (${what}, 0) on conflict (what) do nothing`.execute(trx);
  const found = await sql<{ version: number; last_id: string | number; done: boolean }>`select version, last_id, done
    from forewarn.key_renewals where what = ${what} for update`.execute(trx);
  const [row] = found.rows;
  return { version: row?.version ?? 0, lastId: Number(row?.last_id ?? 0), isDone: row?.done ?? false };
}

export async function writeRenewal(trx: Transaction, what: Renewed, renewal: Renewal): Promise<void> {
  await sql`update forewarn.key_renewals set version = ${renewal.version}, last_id = ${renewal.lastId}, done = ${renewal.isDone}
    where what = ${what}`.execute(trx);
}

/** What a component or a relation calls its product. */
export type Named = { readonly id: number; readonly supplier?: string; readonly product?: string; readonly identifier?: string };
type NamedRow = { id: number | string; supplier: string | null; product: string | null; identifier: string | null };

function namedOf({ id, supplier, product, identifier }: NamedRow): Named {
  return { id: Number(id), supplier: supplier ?? undefined, product: product ?? undefined, identifier: identifier ?? undefined };
}

export async function loadComponentsBehind(trx: Transaction, id: number, limit: number): Promise<readonly Named[]> {
  const found = await sql<NamedRow>`select id, supplier, product, identifier from forewarn.item_components
    where id > ${id} order by id limit ${limit}`.execute(trx);
  return found.rows.map(namedOf);
}

export async function loadRelationsBehind(trx: Transaction, id: number, limit: number): Promise<readonly Named[]> {
  const found = await sql<NamedRow>`select id, supplier, product, null as identifier from forewarn.inventory_relations
    where id > ${id} and ended_at is null order by id limit ${limit}`.execute(trx);
  return found.rows.map(namedOf);
}

/** Components that share one of these keys; by index (migration 0009). */
export async function loadComponentsWithKeys(trx: Transaction, keys: readonly string[]): Promise<readonly Named[]> {
  const found = await sql<NamedRow>`select id, supplier, product, identifier from forewarn.item_components
    where id in (select forewarn.components_with_product_keys(${keys}::text[])) order by id`.execute(trx);
  return found.rows.map(namedOf);
}

/** Current relations that share one of these keys; by index (migration 0009). */
export async function loadRelationsWithKeys(trx: Transaction, keys: readonly string[]): Promise<readonly Named[]> {
  const found = await sql<NamedRow>`select id, supplier, product, null as identifier from forewarn.inventory_relations
    where id in (select forewarn.relations_with_product_keys(${keys}::text[])) and ended_at is null order by id`.execute(trx);
  return found.rows.map(namedOf);
}

type KeyWrite = { readonly id: number; readonly keys: readonly string[] };

export async function writeComponentKeys(trx: Transaction, writes: readonly KeyWrite[]): Promise<void> {
  if (writes.length === 0) return;
  await sql`update forewarn.item_components t set product_keys = x.keys
    from json_to_recordset(${JSON.stringify(writes)}::json) as x(id bigint, keys text[]) where t.id = x.id and t.product_keys is distinct from x.keys`.execute(
    trx,
  );
}

export async function writeRelationKeys(trx: Transaction, writes: readonly KeyWrite[]): Promise<void> {
  if (writes.length === 0) return;
  await sql`update forewarn.inventory_relations t set product_keys = x.keys
    from json_to_recordset(${JSON.stringify(writes)}::json) as x(id bigint, keys text[]) where t.id = x.id and t.product_keys is distinct from x.keys`.execute(
    trx,
  );
}

/** Every advisory is to get its places anew; until it has them it is found by its product keys alone. */
export async function forgetPlaces(trx: Transaction): Promise<void> {
  await sql`update forewarn.advisories set placed_revision_id = null where placed_revision_id is not null`.execute(trx);
}

/** Some of those whose places are not those of the revision in force; by index (migration 0015). */
export async function findWithoutPlaces(trx: Transaction, limit: number): Promise<readonly RevisionInForce[]> {
  const found = await sql<{ advisory_id: string; revision_id: string }>`select id as advisory_id, latest_revision_id as revision_id
    from forewarn.advisories where placed_revision_id is distinct from latest_revision_id and latest_revision_id is not null
    order by id limit ${limit} for update skip locked`.execute(trx);
  return found.rows.map((row) => ({ advisoryId: row.advisory_id, revisionId: row.revision_id }));
}
