import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { MappedColumn, RememberedMapping } from '@forewarn/core/inventories/column-mapping.ts';
import type { Transaction } from '../database/open-database.ts';

/** What was said of the columns of tables with these headings. `institutionId` null: by the CERT, of files that name their institutions. */
export type StoredMapping = RememberedMapping & {
  readonly institutionId: string | null;
  readonly madeAt: Instant;
  readonly madeBy: string;
};

type Row = { id: string; institution_id: string | null; headings: string; columns: MappedColumn[]; made_at: Instant; made_by: string };

function mappingOf(row: Row): StoredMapping {
  return {
    id: row.id,
    institutionId: row.institution_id,
    headings: row.headings,
    columns: row.columns,
    madeAt: row.made_at,
    madeBy: row.made_by,
  };
}

/** Those of one institution, or of the CERT itself; newest first. */
export async function mappingsOf(trx: Transaction, institutionId: string | null): Promise<readonly StoredMapping[]> {
  const found = await sql<Row>`select id, institution_id, headings, columns, made_at, made_by from forewarn.inventory_mappings
    where institution_id is not distinct from ${institutionId}::uuid order by made_at desc, id desc limit 500`.execute(trx);
  return found.rows.map(mappingOf);
}

export async function findMapping(trx: Transaction, id: string): Promise<StoredMapping | undefined> {
  const found =
    await sql<Row>`select id, institution_id, headings, columns, made_at, made_by from forewarn.inventory_mappings where id = ${id}`.execute(
      trx,
    );
  const row = found.rows[0];
  return row === undefined ? undefined : mappingOf(row);
}

/** The last that is said of a table counts; its id, which is the earlier one's where there was one. */
export async function rememberMapping(trx: Transaction, mapping: StoredMapping): Promise<string> {
  const columns = JSON.stringify(mapping.columns);
  const kept = await sql<{ id: string }>`insert into forewarn.inventory_mappings (id, institution_id, headings, columns, made_at, made_by)
    values (${mapping.id}, ${mapping.institutionId}, ${mapping.headings}, ${columns}::jsonb, ${mapping.madeAt}, ${mapping.madeBy})
    on conflict (institution_id, md5(headings)) do update set columns = excluded.columns, made_at = excluded.made_at, made_by = excluded.made_by
    returning id`.execute(trx);
  return kept.rows[0]?.id ?? mapping.id;
}

export async function removeMapping(trx: Transaction, id: string): Promise<void> {
  await sql`delete from forewarn.inventory_mappings where id = ${id}`.execute(trx);
}
