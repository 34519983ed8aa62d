import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { isNoticeKind, noticeText } from '@forewarn/core/notices/notice-text.ts';
import type { Notice, NoticeKind, Said } from '@forewarn/core/notices/notice.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';

export type StoredNotice = {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  /** What one that was raised before facts were kept says is there in English alone. */
  readonly sentence: Said;
  readonly raisedAt: Instant;
  readonly resolvedAt?: Instant;
};

/** Those that are raised anew, at the moment that they say something else: a warning's story goes on. Of all others the trouble is the same one. */
const RAISED_ANEW: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
  'draft-waits',
  'end-of-week',
  'exploited-now',
  'institutions-unreachable',
  'release-differs',
  'release-not-made',
  'to-call',
  'used-after-all',
  'warning-outdated',
  'warning-to-review',
]);

/**
 * Raises a notice in this transaction. While one of this kind and key is open it stays the same notice, with what is said now. True where it
 * is new, or raised anew.
 */
export async function raiseNotice(trx: Transaction, notice: Notice, now: Instant): Promise<boolean> {
  const { kind, key, ...facts } = notice;
  const text = noticeText(notice, 'en');
  const anew = RAISED_ANEW.has(kind);
  const written = await sql<{ is_news: boolean }>`insert into forewarn.notices as n (id, kind, key, text, facts, raised_at)
    values (${newId(now)}, ${kind}, ${key}, ${text}, ${JSON.stringify(facts)}::jsonb, ${now})
    on conflict (kind, key) where resolved_at is null do update set text = excluded.text, facts = excluded.facts,
      raised_at = case when ${anew}::boolean then excluded.raised_at else n.raised_at end
      where n.text <> excluded.text or n.facts is null
    returning (xmax = 0 or ${anew}::boolean) as is_news`.execute(trx);
  return written.rows[0]?.is_news === true;
}

/** Resolves the open notice of this kind and key; true where there was one. */
export async function resolveNotice(
  trx: Transaction,
  notice: { readonly kind: string; readonly key: string },
  now: Instant,
): Promise<boolean> {
  const resolved = await sql`update forewarn.notices set resolved_at = ${now}
    where kind = ${notice.kind} and key = ${notice.key} and resolved_at is null`.execute(trx);
  return (resolved.numAffectedRows ?? 0n) > 0n;
}

/** True where one of this kind and key was raised at this moment or later, dismissed or not. */
export async function wasRaisedSince(trx: Transaction, kind: NoticeKind, key: string, since: Instant): Promise<boolean> {
  const found = await sql`select 1 from forewarn.notices where kind = ${kind} and key = ${key} and raised_at >= ${since} limit 1`.execute(
    trx,
  );
  return found.rows.length > 0;
}

/** What a stored notice says, in each language. */
export function sentenceOf(stored: {
  readonly kind: string;
  readonly key: string;
  readonly text: string;
  readonly facts: object | null;
}): Said {
  const { kind, key, text, facts } = stored;
  if (facts === null || !isNoticeKind(kind)) return { nl: text, en: text };
  const notice = { ...facts, kind, key } as Notice;
  return { nl: noticeText(notice, 'nl'), en: noticeText(notice, 'en') };
}
