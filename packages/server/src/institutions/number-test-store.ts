import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { ContactRole } from '@forewarn/core/institutions/contact.ts';
import type { TestCallOutcome } from '@forewarn/core/institutions/number-test.ts';
import type { Transaction } from '../database/open-database.ts';

export type StoredTestCall = {
  readonly id: string;
  readonly institutionId: string;
  readonly contactId: string;
  readonly contact: string;
  readonly askedAt: Instant;
  readonly askedBy: string;
  readonly outcome?: TestCallOutcome;
  readonly note?: string;
  readonly calledAt?: Instant;
  readonly calledBy?: string;
};

type Row = {
  id: string;
  institution_id: string;
  contact_id: string;
  contact: string;
  asked_at: Instant;
  asked_by: string;
  outcome: TestCallOutcome | null;
  note: string | null;
  called_at: Instant | null;
  called_by: string | null;
};

const COLUMNS = sql`t.id, t.institution_id, t.contact_id, c.name as contact, t.asked_at, t.asked_by, t.outcome, t.note, t.called_at, t.called_by`;

function callOf(row: Row): StoredTestCall {
  return {
    id: row.id,
    institutionId: row.institution_id,
    contactId: row.contact_id,
    contact: row.contact,
    askedAt: row.asked_at,
    askedBy: row.asked_by,
    outcome: row.outcome ?? undefined,
    note: row.note ?? undefined,
    calledAt: row.called_at ?? undefined,
    calledBy: row.called_by ?? undefined,
  };
}

/** False where one waits for this contact already. */
export async function insertTestCall(
  trx: Transaction,
  call: Pick<StoredTestCall, 'id' | 'institutionId' | 'contactId' | 'askedAt' | 'askedBy'>,
): Promise<boolean> {
  const made = await sql`insert into forewarn.test_calls (id, institution_id, contact_id, asked_at, asked_by)
    values (${call.id}, ${call.institutionId}, ${call.contactId}, ${call.askedAt}, ${call.askedBy})
    on conflict do nothing`.execute(trx);
  return Number(made.numAffectedRows ?? 0n) === 1;
}

/** Newest first. */
export async function listTestCalls(trx: Transaction, institutionId: string): Promise<readonly StoredTestCall[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.test_calls t join forewarn.contacts c on c.id = t.contact_id
    where t.institution_id = ${institutionId} order by t.asked_at desc, t.id desc limit 500`.execute(trx);
  return found.rows.map(callOf);
}

/** Held until the end of the transaction. */
export async function holdTestCall(trx: Transaction, id: string): Promise<StoredTestCall | undefined> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.test_calls t join forewarn.contacts c on c.id = t.contact_id
    where t.id = ${id} for update of t`.execute(trx);
  return found.rows.map(callOf)[0];
}

export async function endTestCall(
  trx: Transaction,
  id: string,
  made: { readonly outcome: TestCallOutcome; readonly note?: string; readonly at: Instant; readonly by: string },
): Promise<void> {
  await sql`update forewarn.test_calls set outcome = ${made.outcome}, note = ${made.note ?? null}, called_at = ${made.at}, called_by = ${made.by}
    where id = ${id} and called_at is null`.execute(trx);
}

export type WaitingTestCall = StoredTestCall & { readonly institution: string; readonly role: ContactRole; readonly phone?: string };

/** Asked for and not made, the oldest first; of contacts that are still there. */
export async function listWaitingTestCalls(trx: Transaction): Promise<readonly WaitingTestCall[]> {
  const found = await sql<Row & { institution: string; role: ContactRole; phone: string | null }>`
    select ${COLUMNS}, i.name as institution, c.role, c.phone from forewarn.test_calls t join forewarn.contacts c on c.id = t.contact_id
    join forewarn.institutions i on i.id = t.institution_id
    where t.called_at is null and c.removed_at is null order by t.asked_at, t.id limit 500`.execute(trx);
  return found.rows.map((row) => ({ ...callOf(row), institution: row.institution, role: row.role, phone: row.phone ?? undefined }));
}

/** Numbers that may be rung at night and with nobody spoken through them for a year, of members for a month at least; none that waits or failed. */
export async function findUntestedNumbers(
  trx: Transaction,
  now: Instant,
  limit: number,
): Promise<readonly { readonly contactId: string; readonly institutionId: string }[]> {
  const found = await sql<{ contactId: string; institutionId: string }>`select c.id as "contactId", c.institution_id as "institutionId"
    from forewarn.contacts c join forewarn.institutions i on i.id = c.institution_id
    left join lateral (select t.called_at, t.outcome from forewarn.test_calls t where t.contact_id = c.id and t.called_at is not null
      order by t.called_at desc limit 1) last on true
    where c.removed_at is null and c.phone is not null and c.role = any(${[...AT_NIGHT]}::text[]) and i.left_at is null
      and i.joined_at < ${now}::timestamptz - interval '30 days'
      and (last.outcome is null or last.outcome = 'spoken' and last.called_at < ${now}::timestamptz - interval '12 months')
      and not exists (select from forewarn.test_calls w where w.contact_id = c.id and w.called_at is null)
    order by last.called_at nulls first, c.id limit ${limit}`.execute(trx);
  return found.rows;
}

/** Whose telephone rings at night. */
export const AT_NIGHT: readonly ContactRole[] = ['24-7', 'practice-manager', 'it-provider'];
