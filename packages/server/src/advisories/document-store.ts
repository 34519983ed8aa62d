import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Transaction } from '../database/open-database.ts';
import type { RawDocument } from './raw-document.ts';

const URL_BYTES_MAX = 2_000;

/** A document with the digest of its bytes: its natural key. */
export type Digested = { readonly raw: RawDocument; readonly sha256: Buffer };

/** Keeps the bytes, once per content. In the order of digests, so that two transactions never wait for each other. */
export async function keepDocuments(trx: Transaction, documents: readonly Digested[]): Promise<void> {
  const once = [...new Map(documents.map((document) => [document.sha256.toString('hex'), document]))].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const rows = once.map(
    ([, { raw, sha256 }]) =>
      sql`(${sha256}::bytea, ${Buffer.from(raw.bytes.buffer, raw.bytes.byteOffset, raw.bytes.byteLength)}::bytea, ${raw.bytes.length}::int, ${raw.retrievedAt}::timestamptz)`,
  );
  await sql`insert into forewarn.documents (sha256, bytes, size_bytes, first_seen_at) values ${sql.join(rows)} on conflict (sha256) do nothing`.execute(
    trx,
  );
}

/** The kept bytes, exactly as they came. */
export async function findDocument(trx: Transaction, sha256: Uint8Array): Promise<Uint8Array | undefined> {
  const found = await sql<{ bytes: Uint8Array }>`select bytes from forewarn.documents where sha256 = ${Buffer.from(sha256)}`.execute(trx);
  return found.rows[0]?.bytes;
}

export type KnownDocument = {
  readonly sha256: string;
  readonly advisoryId?: string;
  readonly revisionId?: string;
  /** Only somebody else than its publisher gave it so far. */
  readonly isForeign?: boolean;
  readonly problems?: readonly Problem[];
};

/** Of these documents, those that were read before: as a revision, or as unreadable (then with its problems). By hex digest. */
export async function readBefore(trx: Transaction, sha256s: readonly Buffer[]): Promise<ReadonlyMap<string, KnownDocument>> {
  const found = await sql<{
    sha256: Buffer;
    advisory_id: string | null;
    revision_id: string | null;
    is_foreign: boolean | null;
    problems: readonly Problem[] | null;
  }>`
    select d.sha256, r.advisory_id, r.id as revision_id, r.is_foreign, u.problems
    from unnest(${sha256s}::bytea[]) as d(sha256)
    left join lateral (select x.advisory_id, x.id, x.change ? 'isForeign' as is_foreign from forewarn.advisory_revisions x where x.document_sha256 = d.sha256 limit 1) r on true
    left join forewarn.unreadable_documents u on u.document_sha256 = d.sha256
    where r.id is not null or u.document_sha256 is not null`.execute(trx);
  return new Map(
    found.rows.map((row) => {
      const sha256 = row.sha256.toString('hex');
      return [
        sha256,
        row.revision_id === null || row.advisory_id === null
          ? { sha256, problems: row.problems ?? [] }
          : { sha256, advisoryId: row.advisory_id, revisionId: row.revision_id, isForeign: row.is_foreign === true },
      ];
    }),
  );
}

export type RetrievalWrite = Digested & { readonly id: string };
export type RetrievalOutcome = { readonly id: string; readonly isNew: boolean; readonly isQuarantined: boolean };

/**
 * Records that a source gave us each document. Again from the same place: the checks and times are the newest, it is listed again, and a
 * verdict becomes "accepted" once it is so. What was accepted before is not taken back, and a person's rejection stands. The outcomes come in the order given.
 */
export async function recordRetrievals(trx: Transaction, retrievals: readonly RetrievalWrite[]): Promise<readonly RetrievalOutcome[]> {
  const once = new Map(retrievals.map((retrieval) => [keyOf(retrieval.raw.sourceId, retrieval.raw.url, retrieval.sha256), retrieval]));
  const rows = [...once]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([, { id, raw, sha256 }]) =>
        sql`(${id}::uuid, ${raw.sourceId ?? null}::uuid, ${storedUrl(raw.url)}, ${sha256}::bytea, ${raw.retrievedAt}::timestamptz, ${raw.etag ?? null}, ${raw.lastModified ?? null},
        ${JSON.stringify(raw.hashCheck)}::jsonb, ${JSON.stringify(raw.signatureCheck)}::jsonb, ${raw.verdict}, ${raw.verdictReason ?? null}, ${raw.feedLabel ?? null}, ${raw.providerNamespace ?? null})`,
    );
  const written = await sql<{
    id: string;
    is_new: boolean;
    is_quarantined: boolean;
    source_id: string | null;
    url: string;
    document_sha256: Buffer;
  }>`
    insert into forewarn.retrievals as r (id, source_id, url, document_sha256, retrieved_at, etag, last_modified, hash_check, signature_check, verdict, verdict_reason, feed_label, provider_namespace)
    values ${sql.join(rows)}
    on conflict (source_id, url, document_sha256) do update set retrieved_at = excluded.retrieved_at, etag = excluded.etag, last_modified = excluded.last_modified,
      hash_check = excluded.hash_check, signature_check = excluded.signature_check, verdict_reason = excluded.verdict_reason, provider_namespace = excluded.provider_namespace, withdrawn_at = null,
      verdict = case when r.verdict = 'accepted' or r.rejected_at is not null then r.verdict else excluded.verdict end
    returning id, (xmax = 0) as is_new, (verdict = 'quarantined' and released_at is null) as is_quarantined, source_id, url, document_sha256`.execute(
    trx,
  );
  const outcomes = new Map(written.rows.map((row) => [keyOf(row.source_id, row.url, row.document_sha256), row]));
  return retrievals.map(({ id, raw, sha256 }) => {
    const row = outcomes.get(keyOf(raw.sourceId, raw.url, sha256));
    return { id: row?.id ?? id, isNew: row?.is_new ?? false, isQuarantined: row?.is_quarantined ?? raw.verdict === 'quarantined' };
  });
}

function keyOf(sourceId: string | null | undefined, url: string, sha256: Buffer): string {
  return `${sourceId ?? ''} ${storedUrl(url)} ${sha256.toString('hex')}`;
}

/** Publisher-controlled; the index that tells retrievals apart takes 2,700 bytes. */
function storedUrl(url: string): string {
  return Buffer.byteLength(url) <= URL_BYTES_MAX ? url : `${url.slice(0, URL_BYTES_MAX / 4)}…`;
}

export type UnreadableWrite = {
  readonly sha256: Buffer;
  readonly sourceId?: string;
  readonly url: string;
  readonly problems: readonly Problem[];
  readonly at: Instant;
};

/** Notes that the document could not be read, and why. */
export async function noteUnreadable(trx: Transaction, one: UnreadableWrite): Promise<void> {
  await sql`insert into forewarn.unreadable_documents (document_sha256, source_id, url, problems, read_at)
    values (${one.sha256}, ${one.sourceId ?? null}, ${one.url}, ${JSON.stringify(one.problems)}::jsonb, ${one.at})
    on conflict (document_sha256) do update set problems = excluded.problems, read_at = excluded.read_at`.execute(trx);
}

/** Notes that the source lists these addresses no longer; returns the digests of what it gave there. */
export async function withdrawRetrievals(
  trx: Transaction,
  sourceId: string,
  urls: readonly string[],
  at: Instant,
): Promise<readonly Buffer[]> {
  const changed = await sql<{ document_sha256: Buffer }>`update forewarn.retrievals set withdrawn_at = ${at}
    where source_id = ${sourceId} and url = any(${urls}::text[]) and withdrawn_at is null returning document_sha256`.execute(trx);
  return changed.rows.map((row) => row.document_sha256);
}
