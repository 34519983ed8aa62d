import { sql } from 'kysely';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { idOf, type AdvisoryId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Transaction } from '../database/open-database.ts';

/** An advisory of a matter as it is now: what a warning on it is drafted and written from. */
export type MatterAdvisory = {
  readonly id: AdvisoryId;
  readonly revisionId: string;
  readonly advisory: Advisory;
  /** Highest base score, 0.0 to 10.0. */
  readonly severity?: number;
  readonly tlp: TlpLabel;
  /** What the newest revision changed; the shape that core/advisories/compare-revisions.ts gives. */
  readonly change: unknown;
  readonly readAt: Instant;
  readonly withdrawnAt?: Instant;
  /** The desk put it away. */
  readonly isPutAway?: true;
  /** Where its newest revision was fetched; absent where it was handed in. */
  readonly sourceId?: string;
};

type Row = {
  id: string;
  revision_id: string;
  normalised: Advisory;
  severity: number | null;
  tlp: TlpLabel;
  change: unknown;
  read_at: Instant;
  withdrawn_at: Instant | null;
  is_put_away: boolean;
  source_id: string | null;
};

export async function findMatterAdvisories(trx: Transaction, ids: readonly string[]): Promise<readonly MatterAdvisory[]> {
  if (ids.length === 0) return [];
  const found =
    await sql<Row>`select a.id, r.id as revision_id, r.normalised, r.severity, r.tlp, r.change, r.read_at, a.withdrawn_at, a.put_away_at is not null as is_put_away, r.source_id
    from forewarn.advisories a join forewarn.advisory_revisions r on r.id = a.latest_revision_id where a.id = any(${ids}::uuid[]) order by a.id`.execute(
      trx,
    );
  return found.rows.map((row) => ({
    id: idOf<'Advisory'>(row.id),
    revisionId: row.revision_id,
    advisory: row.normalised,
    severity: row.severity ?? undefined,
    tlp: row.tlp,
    change: row.change,
    readAt: row.read_at,
    withdrawnAt: row.withdrawn_at ?? undefined,
    ...(row.is_put_away ? { isPutAway: true as const } : {}),
    sourceId: row.source_id ?? undefined,
  }));
}

/** In which form each speaks: a publisher's advisory, or a record of a database. */
export async function findFormats(trx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, Advisory['format']>> {
  if (ids.length < 2) return new Map();
  const found = await sql<{ id: string; format: Advisory['format'] }>`select a.id, r.normalised ->> 'format' as format
    from forewarn.advisories a join forewarn.advisory_revisions r on r.id = a.latest_revision_id where a.id = any(${ids}::uuid[])`.execute(
    trx,
  );
  return new Map(found.rows.map((row) => [row.id, row.format]));
}

/** Whether a current line of a member is concerned, with whatever certainty but for information. */
export async function concernsSomebody(trx: Transaction, advisoryId: string): Promise<boolean> {
  const found = await sql<{
    is: boolean;
  }>`select exists (select from forewarn.matches x join forewarn.institutions i on i.id = x.institution_id
    where x.advisory_id = ${advisoryId} and x.ended_at is null and x.kind = 'concerned' and x.certainty <> 'for-information' and i.left_at is null) as is`.execute(
    trx,
  );
  return found.rows[0]?.is === true;
}

/** Whether a person or a rule had it in a matter before: taken out, or its matter is closed. It is not put before the desk by itself again. */
export async function wasInMatter(trx: Transaction, advisoryId: string): Promise<boolean> {
  const found = await sql<{ is: boolean }>`select exists (select from forewarn.unjoined_advisories where advisory_id = ${advisoryId})
    or exists (select from forewarn.matter_advisories where advisory_id = ${advisoryId}) as is`.execute(trx);
  return found.rows[0]?.is === true;
}
