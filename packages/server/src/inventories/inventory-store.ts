import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Exposure, Item } from '@forewarn/core/inventories/item.ts';
import type { Transaction } from '../database/open-database.ts';
import { hexOf, holdKeySets } from './key-set-store.ts';
import type { LinePlace } from './product-keys.ts';

/** The inventory of this name, made where it is not there yet, and held until the end of the transaction: one change at a time. */
export async function holdInventory(
  trx: Transaction,
  inventory: { readonly id: string; readonly institutionId: string; readonly name: string },
): Promise<string> {
  await sql`insert into forewarn.inventories (id, institution_id, name) values (${inventory.id}, ${inventory.institutionId}, ${inventory.name})
    on conflict (institution_id, name) do nothing`.execute(trx);
  const held = await sql<{
    id: string;
  }>`select id from forewarn.inventories where institution_id = ${inventory.institutionId} and name = ${inventory.name} for update`.execute(
    trx,
  );
  return held.rows[0]?.id ?? inventory.id;
}

export async function findInventory(trx: Transaction, institutionId: string, name: string): Promise<string | undefined> {
  const found = await sql<{
    id: string;
  }>`select id from forewarn.inventories where institution_id = ${institutionId} and name = ${name}`.execute(trx);
  return found.rows[0]?.id;
}

export type Snapshot = {
  readonly sequence: number;
  readonly receivedAt: Instant;
  readonly takenAt?: Instant;
  readonly receivedFrom: string;
  readonly itemCount: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly uploadId?: string;
};

type SnapshotRow = {
  sequence: number;
  received_at: Instant;
  taken_at: Instant | null;
  received_from: string;
  item_count: number;
  added: number;
  changed: number;
  removed: number;
  upload_id: string | null;
};

const SNAPSHOT = sql`s.sequence, s.received_at, s.taken_at, s.received_from, s.item_count, s.added, s.changed, s.removed, s.upload_id`;

function snapshotOf(row: SnapshotRow): Snapshot {
  return {
    sequence: row.sequence,
    receivedAt: row.received_at,
    takenAt: row.taken_at ?? undefined,
    receivedFrom: row.received_from,
    itemCount: row.item_count,
    added: row.added,
    changed: row.changed,
    removed: row.removed,
    uploadId: row.upload_id ?? undefined,
  };
}

/** Number and content digest of the newest snapshot; undefined where there is none yet. */
export async function newestSnapshot(trx: Transaction, inventoryId: string): Promise<{ sequence: number; sha256: Uint8Array } | undefined> {
  const found = await sql<{
    sequence: number;
    content_sha256: Uint8Array;
  }>`select sequence, content_sha256 from forewarn.inventory_snapshots
    where inventory_id = ${inventoryId} order by sequence desc limit 1`.execute(trx);
  const row = found.rows[0];
  return row === undefined ? undefined : { sequence: row.sequence, sha256: row.content_sha256 };
}

export type SnapshotWrite = Omit<Snapshot, 'receivedAt'> & {
  readonly id: string;
  readonly inventoryId: string;
  readonly institutionId: string;
  readonly receivedAt: Instant;
  readonly sha256: Uint8Array;
};

export async function insertSnapshot(trx: Transaction, snapshot: SnapshotWrite): Promise<void> {
  await sql`insert into forewarn.inventory_snapshots (id, inventory_id, institution_id, sequence, taken_at, received_at, content_sha256, upload_id, item_count, added, changed, removed, received_from)
    values (${snapshot.id}, ${snapshot.inventoryId}, ${snapshot.institutionId}, ${snapshot.sequence}, ${snapshot.takenAt ?? null}, ${snapshot.receivedAt}, ${Buffer.from(snapshot.sha256)},
      ${snapshot.uploadId ?? null}, ${snapshot.itemCount}, ${snapshot.added}, ${snapshot.changed}, ${snapshot.removed}, ${snapshot.receivedFrom})`.execute(
    trx,
  );
}

export async function listSnapshots(trx: Transaction, inventoryId: string): Promise<readonly Snapshot[]> {
  const found =
    await sql<SnapshotRow>`select ${SNAPSHOT} from forewarn.inventory_snapshots s where s.inventory_id = ${inventoryId} order by s.sequence desc limit 1000`.execute(
      trx,
    );
  return found.rows.map(snapshotOf);
}

export async function listInventories(trx: Transaction, institutionId: string): Promise<readonly { name: string; newest?: Snapshot }[]> {
  const found = await sql<SnapshotRow & { name: string; sequence: number | null }>`select v.name, ${SNAPSHOT} from forewarn.inventories v
    left join lateral (select * from forewarn.inventory_snapshots n where n.inventory_id = v.id order by n.sequence desc limit 1) s on true
    where v.institution_id = ${institutionId} order by v.name`.execute(trx);
  return found.rows.map((row) => ({ name: row.name, newest: row.sequence === null ? undefined : snapshotOf(row) }));
}

type ItemRow = {
  key: string;
  line: string | null;
  supplier: string | null;
  product: string;
  version: string | null;
  identifier: string | null;
  hosting: string | null;
  exposure: Exposure;
  importance: 1 | 2 | 3 | 4 | null;
  quantity: number | null;
  owner: string | null;
};

const ITEM = sql`t.key, t.line, t.supplier, t.product, t.version, t.identifier, t.hosting, t.exposure, t.importance, t.quantity, t.owner`;

function itemOf(row: ItemRow): Item {
  return {
    key: row.key,
    ...(row.line === null ? {} : { line: row.line }),
    supplier: row.supplier ?? undefined,
    product: row.product,
    version: row.version ?? undefined,
    identifier: row.identifier ?? undefined,
    hosting: row.hosting ?? undefined,
    exposure: row.exposure,
    importance: row.importance ?? undefined,
    quantity: row.quantity ?? undefined,
    owner: row.owner ?? undefined,
  };
}

/** The lines that an inventory has now. */
export async function currentItems(trx: Transaction, inventoryId: string): Promise<readonly Item[]> {
  const found =
    await sql<ItemRow>`select ${ITEM} from forewarn.inventory_items t where t.inventory_id = ${inventoryId} and t.last_snapshot is null`.execute(
      trx,
    );
  return found.rows.map(itemOf);
}

/** The lines that the inventories of this name have now, per institution. */
export async function currentItemsByInstitution(
  trx: Transaction,
  institutionIds: readonly string[],
  name: string,
): Promise<ReadonlyMap<string, readonly Item[]>> {
  const found = await sql<ItemRow & { institution_id: string }>`select t.institution_id, ${ITEM} from forewarn.inventories v
    join forewarn.inventory_items t on t.inventory_id = v.id and t.last_snapshot is null
    where v.institution_id = any(${institutionIds}::uuid[]) and v.name = ${name}`.execute(trx);
  const byInstitution = new Map<string, Item[]>();
  for (const row of found.rows) {
    const items = byInstitution.get(row.institution_id);
    if (items === undefined) byInstitution.set(row.institution_id, [itemOf(row)]);
    else items.push(itemOf(row));
  }
  return byInstitution;
}

/** Every line that an institution has now, with the name of its inventory. */
export async function allCurrentItems(
  trx: Transaction,
  institutionId: string,
): Promise<readonly { readonly inventoryId: string; readonly inventory: string; readonly item: Item }[]> {
  const found = await sql<ItemRow & { inventory_id: string; inventory: string }>`select t.inventory_id, v.name as inventory, ${ITEM}
    from forewarn.inventory_items t join forewarn.inventories v on v.id = t.inventory_id
    where t.institution_id = ${institutionId} and t.last_snapshot is null order by v.name, t.key`.execute(trx);
  return found.rows.map((row) => ({ inventoryId: row.inventory_id, inventory: row.inventory, item: itemOf(row) }));
}

/** Ends the lives of these lines: `lastSnapshot` is the last that had them so. */
export async function endItems(trx: Transaction, inventoryId: string, keys: readonly string[], lastSnapshot: number): Promise<void> {
  if (keys.length === 0) return;
  await sql`update forewarn.inventory_items set last_snapshot = ${lastSnapshot}
    where inventory_id = ${inventoryId} and last_snapshot is null and key = any(${keys}::text[])`.execute(trx);
}

export type ItemWrite = { readonly item: Item; readonly place: LinePlace };

export async function insertItems(
  trx: Transaction,
  of: { readonly institutionId: string; readonly inventoryId: string; readonly firstSnapshot: number; readonly checkedAt: Instant },
  writes: readonly ItemWrite[],
): Promise<void> {
  if (writes.length === 0) return;
  const sets = await holdKeySets(
    trx,
    writes.map(({ place }) => place.keys),
  );
  const rows = JSON.stringify(
    writes.map(({ item, place: { span } }, place) => ({ ...item, s: sets[place], f: hexOf(span.from), t: hexOf(span.to) })),
  );
  await sql`insert into forewarn.inventory_items (institution_id, inventory_id, key, line, supplier, product, version, identifier, hosting, exposure, importance, quantity, owner, key_set_id, version_from, version_to, checked_at, first_snapshot)
    select ${of.institutionId}::uuid, ${of.inventoryId}::uuid, key, line, supplier, product, version, identifier, hosting, exposure, importance, quantity, owner, s, f, t, ${of.checkedAt}::timestamptz, ${of.firstSnapshot}::int
    from json_to_recordset(${rows}::json) as x(key text, line text, supplier text, product text, version text, identifier text, hosting text, exposure text, importance smallint, quantity int, owner text, s int, f bytea, t bytea)`.execute(
    trx,
  );
}

/** Lines that are still so were looked at again; those looked at since `before` are left alone. */
export async function confirmItems(trx: Transaction, inventoryId: string, now: Instant, before: Instant): Promise<void> {
  await sql`update forewarn.inventory_items set checked_at = ${now} where inventory_id = ${inventoryId} and last_snapshot is null and checked_at < ${before}`.execute(
    trx,
  );
}

export type StoredItem = Item & { readonly checkedAt: Instant; readonly since: number; readonly until?: number };

/** A page of lines in the order of keys: now, or as they were in one snapshot. */
export async function listItems(
  trx: Transaction,
  inventoryId: string,
  page: { readonly snapshot?: number; readonly after?: string; readonly limit: number },
): Promise<readonly StoredItem[]> {
  const snapshot = page.snapshot ?? null;
  const found = await sql<ItemRow & { checked_at: Instant; first_snapshot: number; last_snapshot: number | null }>`
    select ${ITEM}, t.checked_at, t.first_snapshot, t.last_snapshot from forewarn.inventory_items t
    where t.inventory_id = ${inventoryId}
      and case when ${snapshot}::int is null then t.last_snapshot is null else t.first_snapshot <= ${snapshot}::int and coalesce(t.last_snapshot >= ${snapshot}::int, true) end
      and (${page.after ?? null}::text is null or t.key > ${page.after ?? null})
    order by t.key limit ${page.limit}`.execute(trx);
  return found.rows.map((row) => ({
    ...itemOf(row),
    checkedAt: row.checked_at,
    since: row.first_snapshot,
    until: row.last_snapshot ?? undefined,
  }));
}
