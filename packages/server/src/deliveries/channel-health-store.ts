import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Said } from '@forewarn/core/notices/notice.ts';
import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import { sentenceOf } from '../audit/notices.ts';
import type { Transaction } from '../database/open-database.ts';

export type ChannelCounts = {
  readonly channel: Channel;
  readonly sent: number;
  readonly failed: number;
  /** Due, and not out yet. */
  readonly waiting: number;
  /** For a bundle. */
  readonly held: number;
};

/** What came of the deliveries made after this id, by channel: ids rise with time, so the primary key finds them. */
export async function countByChannel(trx: Transaction, afterId: string, now: Instant): Promise<readonly ChannelCounts[]> {
  const found = await sql<ChannelCounts>`select channel, (count(*) filter (where state = 'sent'))::int as sent,
      (count(*) filter (where state = 'failed'))::int as failed,
      (count(*) filter (where state = 'planned' and next_attempt_at <= ${now}))::int as waiting,
      (count(*) filter (where state = 'held'))::int as held
    from forewarn.deliveries where id > ${afterId}::uuid group by channel`.execute(trx);
  return found.rows;
}

/** Channels of which the CERT was told that nothing goes out or arrives. */
export async function findChannelsDown(
  trx: Transaction,
): Promise<readonly { readonly channel: string; readonly since: Instant; readonly sentence: Said }[]> {
  const found = await sql<{
    kind: string;
    key: string;
    since: Instant;
    text: string;
    facts: object | null;
  }>`select kind, key, raised_at as since, text, facts from forewarn.notices
    where kind in ('channel-down', 'channel-silent') and resolved_at is null order by raised_at`.execute(trx);
  return found.rows.map((row) => ({ channel: row.key, since: row.since, sentence: sentenceOf(row) }));
}
