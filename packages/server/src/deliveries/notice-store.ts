import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { sentenceOf, type StoredNotice } from '../audit/notices.ts';
import type { Transaction } from '../database/open-database.ts';

type Row = {
  id: string;
  kind: string;
  key: string;
  text: string;
  facts: object | null;
  raised_at: Instant;
  resolved_at: Instant | null;
};

export type NoticeFilter = { readonly kind?: string; readonly resolved: boolean; readonly after?: string; readonly limit: number };

/** Newest first. */
export async function listNotices(trx: Transaction, filter: NoticeFilter): Promise<readonly StoredNotice[]> {
  const found = await sql<Row>`select id, kind, key, text, facts, raised_at, resolved_at from forewarn.notices where true
    ${filter.resolved ? sql`` : sql`and resolved_at is null`}
    ${filter.kind === undefined ? sql`` : sql`and kind = ${filter.kind}`}
    ${filter.after === undefined ? sql`` : sql`and id < ${filter.after}`}
    order by id desc limit ${filter.limit}`.execute(trx);
  return found.rows.map(noticeOf);
}

export async function findNotice(trx: Transaction, id: string): Promise<StoredNotice | undefined> {
  const found =
    await sql<Row>`select id, kind, key, text, facts, raised_at, resolved_at from forewarn.notices where id = ${id} for update`.execute(
      trx,
    );
  return found.rows.map(noticeOf)[0];
}

function noticeOf(row: Row): StoredNotice {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    sentence: sentenceOf(row),
    raisedAt: row.raised_at,
    resolvedAt: row.resolved_at ?? undefined,
  };
}
