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
    on conflict (contact_id) where called_at is null do nothing`.execute(trx);
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
