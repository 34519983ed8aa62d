import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Component } from '@forewarn/core/inventories/relation.ts';
import type { Transaction } from '../database/open-database.ts';

/** The bill of materials of one line: `item` is the line's own name (its key, or the one that its parts were split from). */
export type Contents = {
  readonly id: string;
  readonly institutionId: string;
  readonly inventoryId: string;
  readonly inventory: string;
  readonly item: string;
  readonly uploadId: string;
  readonly format: string;
  readonly componentCount: number;
  /** Components beyond what is kept. */
  readonly leftOut: number;
  readonly receivedAt: Instant;
  readonly receivedBy: string;
  readonly sha256: Uint8Array;
};

type Row = {
  id: string;
  institution_id: string;
  inventory_id: string;
  inventory: string;
  item_key: string;
  upload_id: string;
  format: string;
  component_count: number;
  left_out: number;
  received_at: Instant;
  received_by: string;
  sha256: Uint8Array;
};

const CONTENTS = sql`select c.id, c.institution_id, c.inventory_id, v.name as inventory, c.item_key, c.upload_id, c.format, c.component_count, c.left_out, c.received_at, c.received_by, c.sha256
  from forewarn.item_contents c join forewarn.inventories v on v.id = c.inventory_id`;

function contentsOf(row: Row): Contents {
  return {
    id: row.id,
    institutionId: row.institution_id,
    inventoryId: row.inventory_id,
    inventory: row.inventory,
    item: row.item_key,
    uploadId: row.upload_id,
    format: row.format,
    componentCount: row.component_count,
    leftOut: row.left_out,
    receivedAt: row.received_at,
    receivedBy: row.received_by,
    sha256: row.sha256,
  };
}

export async function listContents(trx: Transaction, institutionId: string): Promise<readonly Contents[]> {
  const found = await sql<Row>`${CONTENTS} where c.institution_id = ${institutionId} order by v.name, c.item_key`.execute(trx);
  return found.rows.map(contentsOf);
}

export async function findContents(trx: Transaction, inventoryId: string, item: string): Promise<Contents | undefined> {
  const found = await sql<Row>`${CONTENTS} where c.inventory_id = ${inventoryId} and c.item_key = ${item} for update of c`.execute(trx);
  const row = found.rows[0];
  return row === undefined ? undefined : contentsOf(row);
}

/** In place of what the line had: its components go with it. */
export async function replaceContents(trx: Transaction, contents: Omit<Contents, 'inventory'>): Promise<void> {
  await removeContents(trx, contents.inventoryId, contents.item);
  await sql`insert into forewarn.item_contents (id, institution_id, inventory_id, item_key, upload_id, sha256, format, component_count, left_out, received_at, received_by)
    values (${contents.id}, ${contents.institutionId}, ${contents.inventoryId}, ${contents.item}, ${contents.uploadId}, ${Buffer.from(contents.sha256)}, ${contents.format},
      ${contents.componentCount}, ${contents.leftOut}, ${contents.receivedAt}, ${contents.receivedBy})`.execute(trx);
}

export async function removeContents(trx: Transaction, inventoryId: string, item: string): Promise<void> {
  await sql`delete from forewarn.item_contents where inventory_id = ${inventoryId} and item_key = ${item}`.execute(trx);
}

export async function insertComponents(
  trx: Transaction,
  of: { readonly contentsId: string; readonly institutionId: string },
  writes: readonly { readonly component: Component; readonly productKeys: readonly string[] }[],
): Promise<void> {
  if (writes.length === 0) return;
  const rows = JSON.stringify(writes.map(({ component, productKeys }) => ({ ...component, product_keys: productKeys })));
  await sql`insert into forewarn.item_components (contents_id, institution_id, supplier, product, version, identifier, within, product_keys)
    select ${of.contentsId}::uuid, ${of.institutionId}::uuid, supplier, product, version, identifier, within, product_keys
    from json_to_recordset(${rows}::json) as x(supplier text, product text, version text, identifier text, within text[], product_keys text[])`.execute(
    trx,
  );
}

/** A component of a line that the institution has now. `itemIds` are the current lines (`inventory_items`) that contain it. */
export type StoredComponent = {
  readonly id: number;
  readonly institutionId: string;
  readonly inventory: string;
  readonly item: string;
  readonly itemIds: readonly number[];
  readonly component: Component;
  readonly receivedAt: Instant;
};

type ComponentRow = {
  id: number | string;
  institution_id: string;
  inventory: string;
  item_key: string;
  item_ids: (number | string)[] | null;
  supplier: string | null;
  product: string;
  version: string | null;
  identifier: string | null;
  within: string[] | null;
  received_at: Instant;
};

const COMPONENTS = sql`select p.id, p.institution_id, v.name as inventory, c.item_key, p.supplier, p.product, p.version, p.identifier, p.within, c.received_at,
    (select array_agg(t.id order by t.id) from forewarn.inventory_items t
      where t.inventory_id = c.inventory_id and t.last_snapshot is null and (t.key = c.item_key or t.line = c.item_key)) as item_ids
  from forewarn.item_components p join forewarn.item_contents c on c.id = p.contents_id join forewarn.inventories v on v.id = c.inventory_id`;

function componentOf(row: ComponentRow): StoredComponent {
  return {
    id: Number(row.id),
    institutionId: row.institution_id,
    inventory: row.inventory,
    item: row.item_key,
    itemIds: (row.item_ids ?? []).map(Number),
    component: {
      product: row.product,
      ...(row.supplier === null ? {} : { supplier: row.supplier }),
      ...(row.version === null ? {} : { version: row.version }),
      ...(row.identifier === null ? {} : { identifier: row.identifier }),
      ...(row.within === null ? {} : { within: row.within }),
    },
    receivedAt: row.received_at,
  };
}

/** A page of what one line contains, in the order of the document. */
export async function listComponents(
  trx: Transaction,
  contentsId: string,
  page: { readonly after?: number; readonly limit: number },
): Promise<readonly StoredComponent[]> {
  const found =
    await sql<ComponentRow>`${COMPONENTS} where p.contents_id = ${contentsId} and p.id > ${page.after ?? 0} order by p.id limit ${page.limit}`.execute(
      trx,
    );
  return found.rows.map(componentOf);
}

/** What the current lines of these institutions contain; of a line that is gone nothing. */
export async function componentsOfInstitutions(trx: Transaction, institutionIds: readonly string[]): Promise<readonly StoredComponent[]> {
  const found =
    await sql<ComponentRow>`${COMPONENTS} where p.institution_id = any(${institutionIds}::uuid[]) order by p.institution_id, p.id`.execute(
      trx,
    );
  return found.rows.map(componentOf).filter(({ itemIds }) => itemIds.length > 0);
}

/** Whose current lines contain a component that shares a product key; staff alone, by index. */
export async function componentsWithKeys(trx: Transaction, keys: readonly string[]): Promise<readonly StoredComponent[]> {
  if (keys.length === 0) return [];
  const found =
    await sql<ComponentRow>`${COMPONENTS} where p.id in (select forewarn.components_with_product_keys(${keys}::text[])) order by p.institution_id, p.id`.execute(
      trx,
    );
  return found.rows.map(componentOf).filter(({ itemIds }) => itemIds.length > 0);
}
