import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Transaction } from '../database/open-database.ts';

export type UnreadableDocument = {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly source?: string;
  readonly sourceId?: string;
  readonly url?: string;
  readonly readAt: Instant;
  readonly problems: readonly Problem[];
};
export type UnreadableFilter = { readonly after?: { readonly readAt: Instant; readonly sha256: string }; readonly limit: number };

type Row = {
  document_sha256: Buffer;
  size_bytes: number;
  source: string | null;
  source_id: string | null;
  url: string | null;
  read_at: Instant;
  problems: readonly Problem[];
};

/** Newest first. */
export async function listUnreadable(trx: Transaction, filter: UnreadableFilter): Promise<readonly UnreadableDocument[]> {
  const sha256 = filter.after === undefined ? null : Buffer.from(filter.after.sha256, 'hex');
  const found = await sql<Row>`select u.document_sha256, d.size_bytes, s.name as source, u.source_id, u.url, u.read_at, u.problems
    from forewarn.unreadable_documents u join forewarn.documents d on d.sha256 = u.document_sha256 left join forewarn.sources s on s.id = u.source_id
    where (${filter.after?.readAt ?? null}::timestamptz is null or u.read_at < ${filter.after?.readAt ?? null}
      or (u.read_at = ${filter.after?.readAt ?? null} and u.document_sha256 > ${sha256}::bytea))
    order by u.read_at desc, u.document_sha256 limit ${filter.limit}`.execute(trx);
  return found.rows.map((row) => ({
    sha256: row.document_sha256.toString('hex'),
    sizeBytes: row.size_bytes,
    source: row.source ?? undefined,
    sourceId: row.source_id ?? undefined,
    url: row.url ?? undefined,
    readAt: row.read_at,
    problems: row.problems,
  }));
}
