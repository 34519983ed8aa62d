import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Retained } from '@forewarn/core/basics/retention-rules.ts';
import type { Transaction } from './open-database.ts';

/** What blanked names and addresses read as. */
const BLANKED = '(removed)';
const BLANK_CONTACT = sql`name = ${BLANKED}, email = null, phone = null, webhook_url = null, webhook_secret = null`;

/** Which rows are due, and what is done to them. What was done once is not due any more, so a second run finds nothing. */
const ENDS: Readonly<Record<Retained, { readonly due: (before: Instant) => RawBuilder<unknown>; readonly end: RawBuilder<unknown> }>> = {
  'unaccepted-upload': {
    due: (before) => sql`from forewarn.inventory_uploads t where t.accepted_at is null and t.uploaded_at < ${before}
      and not exists (select from forewarn.inventory_snapshots s where s.upload_id = t.id)`,
    end: sql`delete from forewarn.inventory_uploads t`,
  },
  'uploaded-file': {
    due: (before) => sql`from forewarn.inventory_uploads t where t.accepted_at < ${before} and length(t.bytes) > 0`,
    end: sql`update forewarn.inventory_uploads t set bytes = ''`,
  },
  'removed-contact': {
    due: (before) => sql`from forewarn.contacts t where t.removed_at < ${before} and t.name <> ${BLANKED}`,
    end: sql`update forewarn.contacts t set ${BLANK_CONTACT}`,
  },
  'ended-institution-contact': {
    due: (before) => sql`from forewarn.contacts t join forewarn.institutions i on i.id = t.institution_id
      where i.left_at < ${before} and t.name <> ${BLANKED}`,
    end: sql`update forewarn.contacts t set ${BLANK_CONTACT}`,
  },
  'delivery-response': {
    due: (before) => sql`from forewarn.delivery_attempts t where t.ended_at < ${before} and t.response is not null`,
    end: sql`update forewarn.delivery_attempts t set response = null`,
  },
  'sign-in-question': {
    due: (before) => sql`from forewarn.passkey_challenges t where t.ends_at < ${before}`,
    end: sql`delete from forewarn.passkey_challenges t`,
  },
  'mail-code-request': {
    due: (before) => sql`from forewarn.mail_code_requests t where t.ends_at < ${before}`,
    end: sql`delete from forewarn.mail_code_requests t`,
  },
  'sign-in-elsewhere': {
    due: (before) => sql`from forewarn.external_sign_ins t where t.ends_at < ${before}`,
    end: sql`delete from forewarn.external_sign_ins t`,
  },
  'one-time-code': {
    due: (before) => sql`from forewarn.one_time_codes t where t.ends_at < ${before}`,
    end: sql`delete from forewarn.one_time_codes t`,
  },
  'past-session': {
    due: (before) => sql`from forewarn.sessions t where t.used_at < ${before}`,
    end: sql`delete from forewarn.sessions t`,
  },
  nomination: {
    due: (before) => sql`from forewarn.nominations t where t.proposed_at < ${before} and t.contact_name <> ${BLANKED}`,
    end: sql`update forewarn.nominations t set contact_name = ${BLANKED}, email = '', phone = null`,
  },
};

export async function countDue(trx: Transaction, subject: Retained, before: Instant): Promise<number> {
  const counted = await sql<{ count: number }>`select count(*)::int as count ${ENDS[subject].due(before)}`.execute(trx);
  return counted.rows[0]?.count ?? 0;
}

/** Ends at most `limit` of what is due; returns how many. */
export async function endDue(trx: Transaction, subject: Retained, before: Instant, limit: number): Promise<number> {
  const { due, end } = ENDS[subject];
  const ended =
    await sql`${end} where t.ctid = any(array(select t.ctid ${due(before)} limit ${limit} for update of t skip locked))`.execute(trx);
  return Number(ended.numAffectedRows ?? 0n);
}
