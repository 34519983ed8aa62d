import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

type ReadMark = { readonly advisoryId: string; readonly reader: string };

/** False where this revision was marked before. */
export async function insertReadMark(trx: Transaction, mark: ReadMark, revisionId: string, at: Instant): Promise<boolean> {
  const changed = await sql`insert into forewarn.advisory_read_marks as m (advisory_id, reader, revision_id, read_at)
    values (${mark.advisoryId}, ${mark.reader}, ${revisionId}, ${at})
    on conflict (advisory_id, reader) do update set revision_id = excluded.revision_id, read_at = excluded.read_at
      where m.revision_id <> excluded.revision_id`.execute(trx);
  return (changed.numAffectedRows ?? 0n) > 0n;
}

/** False where there was none. */
export async function deleteReadMark(trx: Transaction, { advisoryId, reader }: ReadMark): Promise<boolean> {
  const changed = await sql`delete from forewarn.advisory_read_marks where advisory_id = ${advisoryId} and reader = ${reader}`.execute(trx);
  return (changed.numAffectedRows ?? 0n) > 0n;
}
