import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import type { ListedDocument } from './sources/listing.ts';
import type { Validators } from './sources/ask.ts';
import type { SourceFault } from './sources/source-fault.ts';

/**
 * Writes what a listing names: new documents, and those whose moment changed or that had been withdrawn, are due. Others are left as they are.
 * Returns how many rows that touched.
 */
export async function keepListed(
  trx: Transaction,
  sourceId: string,
  listing: string,
  documents: readonly ListedDocument[],
  now: Instant,
): Promise<number> {
  if (documents.length === 0) return 0;
  const rows = documents.map((document) => ({
    url: document.url,
    listed_at: document.listedAt ?? null,
    hash_urls: document.hashUrls,
    signature_url: document.signatureUrl ?? null,
  }));
  const isDue = sql`(d.withdrawn_at is not null or (d.listed_at is distinct from excluded.listed_at and excluded.listed_at is not null))`;
  const written = await sql`
    insert into forewarn.listed_documents as d (source_id, url, listings, listed_at, hash_urls, signature_url, due_at, pending)
    select ${sourceId}::uuid, r.url, array[${listing}::text], r.listed_at, array(select jsonb_array_elements_text(r.hash_urls)), r.signature_url, ${now}::timestamptz, true
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(url text, listed_at timestamptz, hash_urls jsonb, signature_url text)
    on conflict (source_id, url) do update set
      listings = case when d.listings @> excluded.listings then d.listings else d.listings || excluded.listings end,
      listed_at = coalesce(excluded.listed_at, d.listed_at), hash_urls = excluded.hash_urls, signature_url = excluded.signature_url,
      due_at = case when ${isDue} then excluded.due_at else d.due_at end, pending = d.pending or ${isDue},
      attempts = case when ${isDue} then 0 else d.attempts end, withdrawn_at = null
    where ${isDue} or not d.listings @> excluded.listings or d.hash_urls is distinct from excluded.hash_urls
      or d.signature_url is distinct from excluded.signature_url`.execute(trx);
  return Number(written.numAffectedRows ?? 0n);
}

/** Takes this complete listing from every document that it names no longer; what no listing names is withdrawn. Returns how many are. */
export async function withdrawUnlisted(
  trx: Transaction,
  sourceId: string,
  listing: string,
  urls: readonly string[],
  now: Instant,
): Promise<number> {
  const gone = await sql<{ is_withdrawn: boolean }>`update forewarn.listed_documents d set listings = array_remove(d.listings, ${listing}),
      withdrawn_at = case when d.listings = array[${listing}::text] then ${now}::timestamptz end,
      due_at = case when d.listings = array[${listing}::text] then null else d.due_at end,
      pending = d.pending and d.listings <> array[${listing}::text],
      fault = case when d.listings = array[${listing}::text] then null else d.fault end
    where d.source_id = ${sourceId} and d.listings @> array[${listing}::text]
      and not exists (select 1 from jsonb_array_elements_text(${JSON.stringify(urls)}::jsonb) as r(url) where r.url = d.url)
    returning d.withdrawn_at is not null as is_withdrawn`.execute(trx);
  return gone.rows.filter((row) => row.is_withdrawn).length;
}

/** How many documents this listing has. */
export async function countListed(trx: Transaction, sourceId: string, listing: string): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::int as count from forewarn.listed_documents
    where source_id = ${sourceId} and listings @> array[${listing}::text]`.execute(trx);
  return found.rows[0]?.count ?? 0;
}

/**
 * Withdrawn documents that we have and have not told of. None while a new one has not been tried: what seems to be withdrawn may have moved, and is
 * then still there under its new address once that is fetched.
 */
export async function findUntoldWithdrawals(trx: Transaction, sourceId: string, triesMin: number): Promise<readonly string[]> {
  const found = await sql<{ url: string }>`select d.url from forewarn.listed_documents d
    where d.source_id = ${sourceId} and d.withdrawn_at is not null
      and exists (select 1 from forewarn.retrievals r where r.source_id = d.source_id and r.url = d.url and r.withdrawn_at is null)
      and not exists (select 1 from forewarn.listed_documents n where n.source_id = ${sourceId} and n.pending and n.attempts < ${triesMin})
    order by d.url`.execute(trx);
  return found.rows.map((row) => row.url);
}

export type DueDocument = ListedDocument & {
  readonly listing: string;
  readonly validators: Validators;
  readonly attempts: number;
  readonly pending: boolean;
};

type DueRow = {
  url: string;
  listing: string;
  listed_at: Instant | null;
  hash_urls: readonly string[];
  signature_url: string | null;
  etag: string | null;
  last_modified: string | null;
  attempts: number;
  pending: boolean;
};

/** Where a poll has come: the last document of the page before. */
export type DuePlace = { readonly listedAt?: Instant; readonly url: string };

/** The next documents to fetch, oldest first (those without a moment before all others); with `force` also those that wait for a later try. */
export async function findDueDocuments(
  trx: Transaction,
  sourceId: string,
  now: Instant,
  options: { readonly after?: DuePlace; readonly force: boolean; readonly limit: number },
): Promise<readonly DueDocument[]> {
  const after = options.after;
  const found =
    await sql<DueRow>`select url, listings[1] as listing, listed_at, hash_urls, signature_url, etag, last_modified, attempts, pending
    from forewarn.listed_documents
    where source_id = ${sourceId} and due_at is not null and (due_at <= ${now} or (${options.force} and pending))
      and (${after === undefined} or (coalesce(listed_at, '-infinity'), url) > (coalesce(${after?.listedAt ?? null}::timestamptz, '-infinity'), ${after?.url ?? ''}))
    order by coalesce(listed_at, '-infinity'), url limit ${options.limit}`.execute(trx);
  return found.rows.map((row) => ({
    url: row.url,
    listing: row.listing,
    listedAt: row.listed_at ?? undefined,
    hashUrls: row.hash_urls,
    signatureUrl: row.signature_url ?? undefined,
    validators: { etag: row.etag ?? undefined, lastModified: row.last_modified ?? undefined },
    attempts: row.attempts,
    pending: row.pending,
  }));
}

export type StoredDocument = Validators & {
  readonly url: string;
  readonly sha256: Uint8Array;
  readonly verdict: 'accepted' | 'quarantined';
  /** When it is asked for again; absent: when its listing says so. */
  readonly dueAt?: Instant;
};

export async function markStored(trx: Transaction, sourceId: string, document: StoredDocument, now: Instant): Promise<void> {
  await sql`update forewarn.listed_documents set pending = false, due_at = ${document.dueAt ?? null}, stored_at = ${now},
      document_sha256 = ${Buffer.from(document.sha256)}, verdict = ${document.verdict}, etag = ${document.etag ?? null},
      last_modified = ${document.lastModified ?? null}, attempts = 0, fault = null
    where source_id = ${sourceId} and url = ${document.url}`.execute(trx);
}

/** Asked for again, and still as it was. */
export async function markUnchanged(trx: Transaction, sourceId: string, url: string, dueAt: Instant | undefined): Promise<void> {
  await sql`update forewarn.listed_documents set pending = false, due_at = ${dueAt ?? null}, attempts = 0, fault = null
    where source_id = ${sourceId} and url = ${url}`.execute(trx);
}

export async function markFailed(trx: Transaction, sourceId: string, url: string, fault: SourceFault, dueAt: Instant): Promise<void> {
  await sql`update forewarn.listed_documents set fault = ${JSON.stringify(fault)}::jsonb, attempts = attempts + 1, due_at = ${dueAt}
    where source_id = ${sourceId} and url = ${url}`.execute(trx);
}

export type FailingDocument = SourceFault & { readonly attempts: number; readonly nextTryAt?: Instant };

/** Documents that could not be had at the last attempt, oldest first. */
export async function findFailing(trx: Transaction, sourceId: string, limit: number): Promise<readonly FailingDocument[]> {
  const found = await sql<{
    fault: SourceFault;
    attempts: number;
    due_at: Instant | null;
  }>`select fault, attempts, due_at from forewarn.listed_documents
    where source_id = ${sourceId} and fault is not null order by listed_at nulls first, url limit ${limit}`.execute(trx);
  return found.rows.map((row) => ({ ...row.fault, attempts: row.attempts, nextTryAt: row.due_at ?? undefined }));
}

/** Per listing the moment up to which everything is stored, and how many documents wait. */
export async function findBookmarks(
  trx: Transaction,
  sourceId: string,
): Promise<readonly { readonly listing: string; readonly storedUpTo?: Instant; readonly waiting: number }[]> {
  const found = await sql<{ listing: string; stored_up_to: Instant | null; waiting: number }>`
    with listed as (select l.listing, d.pending, coalesce(d.listed_at, '-infinity') as at, d.listed_at
      from forewarn.listed_documents d cross join unnest(d.listings) as l(listing) where d.source_id = ${sourceId}),
      first as (select listing, min(at) as at from listed where pending group by listing)
    select d.listing, count(*) filter (where d.pending)::int as waiting,
      max(d.listed_at) filter (where not d.pending and d.at < coalesce(w.at, 'infinity')) as stored_up_to
    from listed d left join first w on w.listing = d.listing group by d.listing order by d.listing`.execute(trx);
  return found.rows.map((row) => ({ listing: row.listing, storedUpTo: row.stored_up_to ?? undefined, waiting: row.waiting }));
}

/** How many documents are listed and not stored. */
export async function countWaiting(trx: Transaction, sourceId: string): Promise<number> {
  const found = await sql<{
    count: number;
  }>`select count(*)::int as count from forewarn.listed_documents where source_id = ${sourceId} and pending`.execute(trx);
  return found.rows[0]?.count ?? 0;
}
