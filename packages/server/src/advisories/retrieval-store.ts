import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Transaction } from '../database/open-database.ts';
import type { HashCheck, SignatureCheck } from './raw-document.ts';

/** That a source gave us a document, or somebody handed it in, with what was checked and decided. */
export type Retrieval = {
  readonly id: string;
  readonly sourceId?: string;
  readonly source?: string;
  readonly url: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly retrievedAt: Instant;
  readonly hashCheck: HashCheck;
  readonly signatureCheck: SignatureCheck;
  readonly verdict: 'accepted' | 'quarantined';
  readonly verdictReason?: string;
  readonly feedLabel?: TlpLabel;
  readonly providerNamespace?: string;
  readonly releasedAt?: Instant;
  readonly releasedBy?: string;
  readonly rejectedAt?: Instant;
  readonly rejectedBy?: string;
  readonly withdrawnAt?: Instant;
};

type Row = {
  id: string;
  source_id: string | null;
  source: string | null;
  url: string;
  document_sha256: Buffer;
  size_bytes: number;
  retrieved_at: Instant;
  hash_check: HashCheck;
  signature_check: SignatureCheck;
  verdict: 'accepted' | 'quarantined';
  verdict_reason: string | null;
  feed_label: TlpLabel | null;
  provider_namespace: string | null;
  released_at: Instant | null;
  released_by: string | null;
  rejected_at: Instant | null;
  rejected_by: string | null;
  withdrawn_at: Instant | null;
};

const COLUMNS = sql`t.id, t.source_id, s.name as source, t.url, t.document_sha256, d.size_bytes, t.retrieved_at, t.hash_check, t.signature_check, t.verdict,
  t.verdict_reason, t.feed_label, t.provider_namespace, t.released_at, t.released_by, t.rejected_at, t.rejected_by, t.withdrawn_at`;
const FROM = sql`forewarn.retrievals t join forewarn.documents d on d.sha256 = t.document_sha256 left join forewarn.sources s on s.id = t.source_id`;

function retrievalOf(row: Row): Retrieval {
  return {
    id: row.id,
    sourceId: row.source_id ?? undefined,
    source: row.source ?? undefined,
    url: row.url,
    sha256: row.document_sha256.toString('hex'),
    sizeBytes: row.size_bytes,
    retrievedAt: row.retrieved_at,
    hashCheck: row.hash_check,
    signatureCheck: row.signature_check,
    verdict: row.verdict,
    verdictReason: row.verdict_reason ?? undefined,
    feedLabel: row.feed_label ?? undefined,
    providerNamespace: row.provider_namespace ?? undefined,
    releasedAt: row.released_at ?? undefined,
    releasedBy: row.released_by ?? undefined,
    rejectedAt: row.rejected_at ?? undefined,
    rejectedBy: row.rejected_by ?? undefined,
    withdrawnAt: row.withdrawn_at ?? undefined,
  };
}

/** Where the documents of an advisory came from, newest first, at most a thousand. */
export async function listRetrievals(trx: Transaction, advisoryId: string): Promise<readonly Retrieval[]> {
  const found = await sql<Row>`select ${COLUMNS} from ${FROM}
    where t.document_sha256 in (select r.document_sha256 from forewarn.advisory_revisions r where r.advisory_id = ${advisoryId})
    order by t.retrieved_at desc, t.id desc limit 1000`.execute(trx);
  return found.rows.map(retrievalOf);
}

export type QuarantineFilter = { readonly after?: { readonly retrievedAt: Instant; readonly id: string }; readonly limit: number };

/** In quarantine and not decided about, oldest first. */
export async function listUndecided(trx: Transaction, filter: QuarantineFilter): Promise<readonly Retrieval[]> {
  const found = await sql<Row>`select ${COLUMNS} from ${FROM}
    where t.verdict = 'quarantined' and t.released_at is null and t.rejected_at is null
      and (${filter.after?.retrievedAt ?? null}::timestamptz is null or (t.retrieved_at, t.id) > (${filter.after?.retrievedAt ?? null}, ${filter.after?.id ?? null}::uuid))
    order by t.retrieved_at, t.id limit ${filter.limit}`.execute(trx);
  return found.rows.map(retrievalOf);
}

export async function findRetrieval(trx: Transaction, id: string): Promise<Retrieval | undefined> {
  const found = await sql<Row>`select ${COLUMNS} from ${FROM} where t.id = ${id}`.execute(trx);
  return found.rows[0] === undefined ? undefined : retrievalOf(found.rows[0]);
}

/** Notes what a person decided; false where it was decided before or is not in quarantine. */
export async function decideRetrieval(
  trx: Transaction,
  id: string,
  decision: 'release' | 'reject',
  at: Instant,
  by: string,
): Promise<boolean> {
  const isRelease = decision === 'release';
  const changed = await sql`update forewarn.retrievals set
      released_at = case when ${isRelease} then ${at}::timestamptz end, released_by = case when ${isRelease} then ${by}::text end,
      rejected_at = case when ${isRelease} then null else ${at}::timestamptz end, rejected_by = case when ${isRelease} then null else ${by}::text end
    where id = ${id} and verdict = 'quarantined' and released_at is null and rejected_at is null`.execute(trx);
  return (changed.numAffectedRows ?? 0n) > 0n;
}
