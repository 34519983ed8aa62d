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
};

export async function findMatterAdvisories(trx: Transaction, ids: readonly string[]): Promise<readonly MatterAdvisory[]> {
  if (ids.length === 0) return [];
  const found = await sql<Row>`select a.id, r.id as revision_id, r.normalised, r.severity, r.tlp, r.change, r.read_at, a.withdrawn_at
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
