import { sql } from 'kysely';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { RevisionComparison } from '@forewarn/core/advisories/revision-change.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Transaction } from '../database/open-database.ts';

export type AdvisoryKey = { readonly namespace: string; readonly trackingId: string };
export type HeldRow = AdvisoryKey & { readonly id: string; readonly latestRevisionId?: string; readonly withdrawnAt?: Instant };
type AdvisoryWrite = AdvisoryKey & {
  readonly id: string;
  readonly publisherName: string;
  readonly tlp: TlpLabel;
  readonly firstSeenAt: Instant;
};

/**
 * The advisories of these keys, made where they are not there yet, and held until the end of the transaction: one revision at a time.
 * In the order of their keys, so that two transactions never wait for each other.
 */
export async function holdAdvisories(trx: Transaction, advisories: readonly AdvisoryWrite[]): Promise<readonly HeldRow[]> {
  const rows = advisories
    .toSorted((a, b) => compareTexts(a.namespace, b.namespace) || compareTexts(a.trackingId, b.trackingId))
    .map(
      (one) =>
        sql`(${one.id}::uuid, ${one.namespace}, ${one.trackingId}, ${one.publisherName}, ${one.tlp}, ${one.firstSeenAt}::timestamptz)`,
    );
  const held = await sql<{
    id: string;
    publisher_namespace: string;
    tracking_id: string;
    latest_revision_id: string | null;
    withdrawn_at: Instant | null;
  }>`insert into forewarn.advisories as a (id, publisher_namespace, tracking_id, publisher_name, tlp, first_seen_at) values ${sql.join(rows)}
    on conflict (publisher_namespace, tracking_id) do update set publisher_namespace = excluded.publisher_namespace
    returning a.id, a.publisher_namespace, a.tracking_id, a.latest_revision_id, a.withdrawn_at`.execute(trx);
  return held.rows.map((row) => ({
    id: row.id,
    namespace: row.publisher_namespace,
    trackingId: row.tracking_id,
    latestRevisionId: row.latest_revision_id ?? undefined,
    withdrawnAt: row.withdrawn_at ?? undefined,
  }));
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

export type RevisionPlaceRow = {
  readonly id: string;
  readonly advisoryId: string;
  readonly sequence: number;
  readonly trackingVersion: string;
  readonly currentReleaseAt?: Instant;
  readonly isForeign?: true;
};

/** Every revision of these advisories, without content, in order of arrival. */
export async function revisionPlaces(trx: Transaction, advisoryIds: readonly string[]): Promise<readonly RevisionPlaceRow[]> {
  const found = await sql<{
    id: string;
    advisory_id: string;
    sequence: number;
    tracking_version: string;
    current_release_at: Instant | null;
    is_foreign: boolean;
  }>`
    select id, advisory_id, sequence, tracking_version, current_release_at, change ? 'isForeign' as is_foreign from forewarn.advisory_revisions
    where advisory_id = any(${advisoryIds}::uuid[]) order by advisory_id, sequence`.execute(trx);
  return found.rows.map((row) => ({
    id: row.id,
    advisoryId: row.advisory_id,
    sequence: row.sequence,
    trackingVersion: row.tracking_version,
    currentReleaseAt: row.current_release_at ?? undefined,
    ...(row.is_foreign ? { isForeign: true as const } : {}),
  }));
}

/** What a revision says, in the normalised form. */
export async function findNormalised(trx: Transaction, revisionId: string): Promise<Advisory | undefined> {
  const found = await sql<{ normalised: Advisory }>`select normalised from forewarn.advisory_revisions where id = ${revisionId}`.execute(
    trx,
  );
  return found.rows[0]?.normalised;
}

/**
 * How a revision compares with the one before it. `isLate`: a newer one had come already. `isForeign`: only somebody else than its
 * publisher gave it.
 */
export type StoredChange = RevisionComparison & { readonly isLate?: true; readonly isForeign?: true };

export type RevisionWrite = {
  readonly id: string;
  readonly advisoryId: string;
  readonly sha256: Buffer;
  readonly sourceId?: string;
  readonly sequence: number;
  readonly advisory: Advisory;
  readonly severity?: number;
  readonly cves: readonly string[];
  readonly problems: readonly Problem[];
  readonly change: StoredChange;
  readonly productKeys: readonly string[];
  readonly reader: number;
  readonly readAt: Instant;
};

export async function insertRevision(trx: Transaction, one: RevisionWrite): Promise<void> {
  await sql`insert into forewarn.advisory_revisions (id, advisory_id, document_sha256, source_id, sequence, tracking_version, current_release_at, title, severity, tlp,
      normalised, problems, change, product_keys, cves, reader, read_at)
    values (${one.id}, ${one.advisoryId}, ${one.sha256}, ${one.sourceId ?? null}, ${one.sequence}, ${one.advisory.trackingVersion},
      ${one.advisory.currentReleaseAt ?? null}, ${one.advisory.title}, ${one.severity ?? null}, ${one.advisory.tlp},
      ${JSON.stringify(one.advisory)}::jsonb, ${JSON.stringify(one.problems)}::jsonb, ${JSON.stringify(one.change)}::jsonb,
      ${one.productKeys}::text[], ${one.cves}::text[], ${one.reader}, ${one.readAt})`.execute(trx);
}

/** It came from its publisher after all: the mark and the problem go. False where it had none. */
export async function markOwn(trx: Transaction, revisionId: string): Promise<boolean> {
  const changed = await sql`update forewarn.advisory_revisions set change = change - 'isForeign',
      problems = coalesce((select jsonb_agg(p) from jsonb_array_elements(problems) p where p ->> 'code' <> 'publisher-not-of-source'), '[]')
    where id = ${revisionId} and change ? 'isForeign'`.execute(trx);
  return (changed.numAffectedRows ?? 0n) > 0n;
}

/** One advisory by id, held until the end of the transaction. */
export async function findHeld(
  trx: Transaction,
  advisoryId: string,
): Promise<{ namespace: string; latestRevisionId?: string } | undefined> {
  const found = await sql<{ publisher_namespace: string; latest_revision_id: string | null }>`
    select publisher_namespace, latest_revision_id from forewarn.advisories where id = ${advisoryId} for update`.execute(trx);
  const row = found.rows[0];
  return row === undefined ? undefined : { namespace: row.publisher_namespace, latestRevisionId: row.latest_revision_id ?? undefined };
}

/** Makes this revision the one in force, with what is kept of it beside the advisory. */
export async function setLatestRevision(
  trx: Transaction,
  latest: { readonly advisoryId: string; readonly revisionId: string; readonly publisherName: string; readonly tlp: TlpLabel },
): Promise<void> {
  await sql`update forewarn.advisories set latest_revision_id = ${latest.revisionId}, publisher_name = ${latest.publisherName}, tlp = ${latest.tlp}
    where id = ${latest.advisoryId}`.execute(trx);
}

/** It is listed again. What the desk put away stays away. */
export async function clearWithdrawn(trx: Transaction, advisoryId: string): Promise<boolean> {
  const changed =
    await sql`update forewarn.advisories set withdrawn_at = null where id = ${advisoryId} and withdrawn_at is not null and put_away_at is null`.execute(
      trx,
    );
  return (changed.numAffectedRows ?? 0n) > 0n;
}

/** Withdraws those advisories with one of these documents that are listed nowhere any more. */
export async function withdrawAdvisories(
  trx: Transaction,
  sha256s: readonly Buffer[],
  at: Instant,
): Promise<readonly { id: string; latestRevisionId?: string }[]> {
  const changed = await sql<{ id: string; latest_revision_id: string | null }>`update forewarn.advisories a set withdrawn_at = ${at}
    where a.withdrawn_at is null
      and a.id in (select r.advisory_id from forewarn.advisory_revisions r where r.document_sha256 = any(${sha256s}::bytea[]))
      and not exists (select 1 from forewarn.advisory_revisions r join forewarn.retrievals t on t.document_sha256 = r.document_sha256
        where r.advisory_id = a.id and t.source_id is not null and t.withdrawn_at is null)
    returning a.id, a.latest_revision_id`.execute(trx);
  return changed.rows.map((row) => ({ id: row.id, latestRevisionId: row.latest_revision_id ?? undefined }));
}
