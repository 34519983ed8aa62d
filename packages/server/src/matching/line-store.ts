import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Exposure, Item } from '@forewarn/core/inventories/item.ts';
import type { Transaction } from '../database/open-database.ts';
import { hexOf, holdKeySets } from '../inventories/key-set-store.ts';
import type { LinePlace } from '../inventories/product-keys.ts';

/** A current line of an inventory, with whose it is. */
export type Line = {
  readonly id: number;
  readonly institutionId: string;
  readonly inventory: string;
  readonly item: Item;
  /** When somebody last looked at it. */
  readonly checkedAt: Instant;
};

type Row = {
  id: number;
  institution_id: string;
  inventory: string;
  key: string;
  supplier: string | null;
  product: string;
  version: string | null;
  identifier: string | null;
  hosting: string | null;
  exposure: Exposure;
  importance: 1 | 2 | 3 | 4 | null;
  quantity: number | null;
  owner: string | null;
  checked_at: Instant;
};

const SELECT = sql`select t.id, t.institution_id, v.name as inventory, t.key, t.supplier, t.product, t.version, t.identifier, t.hosting, t.exposure, t.importance, t.quantity, t.owner, t.checked_at
  from forewarn.inventory_items t join forewarn.inventories v on v.id = t.inventory_id`;

function lineOf(row: Row): Line {
  return {
    id: row.id,
    institutionId: row.institution_id,
    inventory: row.inventory,
    checkedAt: row.checked_at,
    item: {
      key: row.key,
      supplier: row.supplier ?? undefined,
      product: row.product,
      version: row.version ?? undefined,
      identifier: row.identifier ?? undefined,
      hosting: row.hosting ?? undefined,
      exposure: row.exposure,
      importance: row.importance ?? undefined,
      quantity: row.quantity ?? undefined,
      owner: row.owner ?? undefined,
    },
  };
}

/** Ids of the current lines that share a product key, ascending. By index, also behind row policies (migration 0015). */
export async function findLineIds(trx: Transaction, keys: readonly string[]): Promise<readonly number[]> {
  if (keys.length === 0) return [];
  const found = await sql<{
    ids: string[] | number[] | null;
  }>`select array_agg(id) as ids from forewarn.items_with_product_keys(${keys}::text[]) as id`.execute(trx);
  return (found.rows[0]?.ids ?? []).map(Number);
}

/** Ids of the current lines whose hosting names somebody, ascending. By index (migration 0012). */
export async function findHostedLineIds(trx: Transaction): Promise<readonly number[]> {
  const found = await sql<{
    ids: (string | number)[] | null;
  }>`select array_agg(id) as ids from forewarn.items_hosted_elsewhere() as id`.execute(trx);
  return (found.rows[0]?.ids ?? []).map(Number);
}

/** Whose these lines are that are current: by institution their ids, ascending. */
export async function findOwners(trx: Transaction, ids: readonly number[]): Promise<ReadonlyMap<string, readonly number[]>> {
  return ids.length === 0 ? new Map() : byOwner(trx, sql`t.id = any(${ids}::bigint[])`);
}

/** The ids of all current lines of these institutions, by institution, ascending. */
export async function findLineIdsOf(trx: Transaction, institutionIds: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
  return byOwner(trx, sql`t.institution_id = any(${institutionIds}::uuid[])`);
}

async function byOwner(trx: Transaction, which: RawBuilder<unknown>): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = await sql<{ id: number; institution_id: string }>`select t.id, t.institution_id from forewarn.inventory_items t
    where ${which} and t.last_snapshot is null order by t.id`.execute(trx);
  const owners = new Map<string, number[]>();
  for (const { id, institution_id: owner } of found.rows) {
    const there = owners.get(owner);
    if (there === undefined) owners.set(owner, [id]);
    else there.push(id);
  }
  return owners;
}

/** These lines, those that are still current, by id. */
export async function loadLines(trx: Transaction, ids: readonly number[]): Promise<readonly Line[]> {
  if (ids.length === 0) return [];
  const found = await sql<Row>`${SELECT} where t.id = any(${ids}::bigint[]) and t.last_snapshot is null order by t.id`.execute(trx);
  return found.rows.map(lineOf);
}

/** The lines that these snapshots brought and that are still current, by id. */
export async function loadLinesOfSnapshots(
  trx: Transaction,
  institutionId: string,
  snapshotIds: readonly string[],
): Promise<readonly Line[]> {
  const found =
    await sql<Row>`${SELECT} join forewarn.inventory_snapshots s on s.inventory_id = t.inventory_id and s.sequence = t.first_snapshot
    where t.institution_id = ${institutionId} and t.last_snapshot is null and s.id = any(${snapshotIds}::uuid[]) order by t.id`.execute(
      trx,
    );
  return found.rows.map(lineOf);
}

/** The current lines of one institution that share a product key, by id; for staff. */
export async function loadLinesWithKeys(trx: Transaction, institutionId: string, keys: readonly string[]): Promise<readonly Line[]> {
  const found = await sql<Row>`${SELECT} where t.institution_id = ${institutionId} and t.last_snapshot is null
    and t.key_set_id in (select id from forewarn.key_sets_sharing(${keys}::text[])) order by t.id`.execute(trx);
  return found.rows.map(lineOf);
}

/** All current lines of one institution, by id. */
export async function loadCurrentLines(trx: Transaction, institutionId: string): Promise<readonly Line[]> {
  const found = await sql<Row>`${SELECT} where t.institution_id = ${institutionId} and t.last_snapshot is null order by t.id`.execute(trx);
  return found.rows.map(lineOf);
}

/** Gives lines their places anew; how many had another one. */
export async function writePlaces(
  trx: Transaction,
  writes: readonly { readonly id: number; readonly place: LinePlace }[],
): Promise<number> {
  if (writes.length === 0) return 0;
  const sets = await holdKeySets(
    trx,
    writes.map(({ place }) => place.keys),
  );
  const rows = writes.map(({ id, place: { span } }, place) => ({ id, s: sets[place], f: hexOf(span.from), t: hexOf(span.to) }));
  const written = await sql`update forewarn.inventory_items t set key_set_id = x.s, version_from = x.f, version_to = x.t
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(id bigint, s int, f bytea, t bytea)
    where t.id = x.id and (t.key_set_id, t.version_from, t.version_to) is distinct from (x.s, x.f, x.t)`.execute(trx);
  return Number(written.numAffectedRows ?? 0n);
}

/** The next current lines behind an id, by id. */
export async function loadLinesBehind(trx: Transaction, id: number, limit: number): Promise<readonly Line[]> {
  const found = await sql<Row>`${SELECT} where t.id > ${id} and t.last_snapshot is null order by t.id limit ${limit}`.execute(trx);
  return found.rows.map(lineOf);
}
