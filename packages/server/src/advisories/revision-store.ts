import { sql } from 'kysely';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Transaction } from '../database/open-database.ts';
import type { StoredChange } from './advisory-store.ts';

export type Revision = {
  readonly id: string;
  readonly sequence: number;
  readonly trackingVersion: string;
  readonly currentReleaseAt?: Instant;
  readonly readAt: Instant;
  readonly tlp: TlpLabel;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly isInForce: boolean;
  readonly problemCount: number;
  readonly change: StoredChange;
};
export type WholeRevision = Revision & { readonly advisory: Advisory; readonly problems: readonly Problem[] };

type Row = {
  id: string;
  sequence: number;
  tracking_version: string;
  current_release_at: Instant | null;
  read_at: Instant;
  tlp: TlpLabel;
  document_sha256: Buffer;
  size_bytes: number | null;
  is_in_force: boolean;
  problem_count: number;
  change: StoredChange;
};

/** Problems and the size of the original are for the CERT. */
const COLUMNS = sql`r.id, r.sequence, r.tracking_version, r.current_release_at, r.read_at, r.tlp, r.document_sha256, d.size_bytes, r.change,
  (a.latest_revision_id = r.id) as is_in_force, case when (select forewarn.is_staff()) then jsonb_array_length(r.problems) else 0 end as problem_count`;
const FROM = sql`forewarn.advisory_revisions r join forewarn.advisories a on a.id = r.advisory_id left join forewarn.documents d on d.sha256 = r.document_sha256`;

function revisionOf(row: Row): Revision {
  return {
    id: row.id,
    sequence: row.sequence,
    trackingVersion: row.tracking_version,
    currentReleaseAt: row.current_release_at ?? undefined,
    readAt: row.read_at,
    tlp: row.tlp,
    sha256: row.document_sha256.toString('hex'),
    sizeBytes: row.size_bytes ?? 0,
    isInForce: row.is_in_force,
    problemCount: row.problem_count,
    change: row.change,
  };
}

/** Newest arrival first, at most a thousand. */
export async function listRevisions(trx: Transaction, advisoryId: string): Promise<readonly Revision[]> {
  const found =
    await sql<Row>`select ${COLUMNS} from ${FROM} where r.advisory_id = ${advisoryId} order by r.sequence desc limit 1000`.execute(trx);
  return found.rows.map(revisionOf);
}

export async function findRevision(trx: Transaction, advisoryId: string, sequence: number): Promise<WholeRevision | undefined> {
  const found = await sql<Row & { normalised: Advisory; problems: readonly Problem[] }>`
    select ${COLUMNS}, r.normalised, case when (select forewarn.is_staff()) then r.problems else '[]' end as problems
    from ${FROM} where r.advisory_id = ${advisoryId} and r.sequence = ${sequence}`.execute(trx);
  const row = found.rows[0];
  return row === undefined ? undefined : { ...revisionOf(row), advisory: row.normalised, problems: row.problems };
}
