import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type PutAway = { readonly at: Instant; readonly by: string; readonly because: string };
type HeldStanding = { readonly latestRevisionId?: string; readonly putAway?: PutAway };

/** Whether an advisory is put away, held until the end of the transaction. */
export async function holdStanding(trx: Transaction, advisoryId: string): Promise<HeldStanding | undefined> {
  const found = await sql<{
    latest_revision_id: string | null;
    put_away_at: Instant | null;
    put_away_by: string | null;
    because: string | null;
  }>`
    select a.latest_revision_id, a.put_away_at, p.put_away_by, p.because
    from forewarn.advisories a left join forewarn.advisories_put_away p on p.advisory_id = a.id where a.id = ${advisoryId} for update of a`.execute(
    trx,
  );
  return found.rows.map((row) => ({
    latestRevisionId: row.latest_revision_id ?? undefined,
    ...(row.put_away_at === null ? {} : { putAway: { at: row.put_away_at, by: row.put_away_by ?? '', because: row.because ?? '' } }),
  }))[0];
}

/** From here on it is as one withdrawn, whoever lists it. */
export async function markPutAway(trx: Transaction, advisoryId: string, { at, by, because }: PutAway): Promise<void> {
  await sql`with reason as (insert into forewarn.advisories_put_away (advisory_id, put_away_at, put_away_by, because) values (${advisoryId}, ${at}, ${by}, ${because}))
    update forewarn.advisories set put_away_at = ${at}, withdrawn_at = coalesce(withdrawn_at, ${at}) where id = ${advisoryId}`.execute(trx);
}

/** It counts again, unless its sources stopped listing it meanwhile or before. */
export async function clearPutAway(trx: Transaction, advisoryId: string): Promise<void> {
  await sql`with reason as (delete from forewarn.advisories_put_away where advisory_id = ${advisoryId}),
      listing as (select count(*) as sources, count(*) filter (where t.withdrawn_at is null) as live
        from forewarn.advisory_revisions r join forewarn.retrievals t on t.document_sha256 = r.document_sha256 and t.source_id is not null where r.advisory_id = ${advisoryId})
    update forewarn.advisories a set put_away_at = null, withdrawn_at = case when l.sources > 0 and l.live = 0 then a.withdrawn_at end
    from listing l where a.id = ${advisoryId}`.execute(trx);
}
