import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

/** When the oldest link or code was made that still opens something; undefined where none does. */
export async function oldestLiveLink(trx: Transaction, now: Instant): Promise<Instant | undefined> {
  const found = await sql<{ oldest: Instant | null }>`select min(made_at) as oldest from (
      select made_at from forewarn.answer_links where revoked_at is null and expires_at > ${now}
      union all select asked_at from forewarn.mail_code_requests where used_at is null and ends_at > ${now}
      union all select made_at from forewarn.one_time_codes where used_at is null and ends_at > ${now}) live`.execute(trx);
  return found.rows[0]?.oldest ?? undefined;
}
