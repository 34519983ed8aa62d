import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { CONFIRM_RULE } from '@forewarn/core/institutions/reachability.ts';
import type { Transaction } from '../database/open-database.ts';

export type Unconfirmed = { readonly contactId: string; readonly institutionId: string; /** YYYY-MM-DD */ readonly since: string };

/**
 * Contacts whose details nobody said were right for so many days longer than they should, and whom no mail asked since it was due. Each once for a
 * period: the message of it is there already. The longest first.
 */
export async function findUnasked(trx: Transaction, graceDays: number, limit: number, now: Instant): Promise<readonly Unconfirmed[]> {
  const found = await sql<Unconfirmed>`with due as (
      select c.id, c.institution_id, coalesce(c.confirmed_at, i.joined_at) as since, coalesce(c.confirmed_at, i.joined_at) + make_interval(days => case
        when i.sector = any(${CONFIRM_RULE.smallSectors}::text[]) or i.staff < ${CONFIRM_RULE.smallStaffBelow}::int
        then ${CONFIRM_RULE.smallEveryDays}::int else ${CONFIRM_RULE.everyDays}::int end) as due_at
      from forewarn.contacts c join forewarn.institutions i on i.id = c.institution_id
      where c.removed_at is null and c.to_repair is null and c.email is not null and i.left_at is null)
    select d.id as "contactId", d.institution_id as "institutionId", to_char(d.since at time zone 'UTC', 'YYYY-MM-DD') as since from due d
    where d.due_at + make_interval(days => ${graceDays}::int) < ${now}::timestamptz
      and not exists (select from forewarn.deliveries e where e.contact_id = d.id and e.asks_confirmation and e.planned_at >= d.due_at)
      and not exists (select from forewarn.messages m where m.key = 'confirm/' || d.id || '/' || to_char(d.since at time zone 'UTC', 'YYYY-MM-DD'))
    order by d.due_at, d.id limit ${limit}`.execute(trx);
  return found.rows;
}
