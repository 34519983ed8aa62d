import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type CallOutcome = 'spoken' | 'voicemail' | 'no-answer' | 'wrong-number';

export type StoredCall = {
  readonly id: string;
  readonly warningId: string;
  readonly institutionId: string;
  readonly contactId?: string;
  readonly contact?: string;
  readonly outcome: CallOutcome;
  readonly note?: string;
  readonly calledAt: Instant;
  readonly calledBy: string;
};

export async function insertCall(trx: Transaction, call: Omit<StoredCall, 'contact'>): Promise<void> {
  await sql`insert into forewarn.calls (id, warning_id, institution_id, contact_id, outcome, note, called_at, called_by)
    values (${call.id}, ${call.warningId}, ${call.institutionId}, ${call.contactId ?? null}, ${call.outcome}, ${call.note ?? null}, ${call.calledAt}, ${call.calledBy})`.execute(
    trx,
  );
}

/** Of these warnings, newest first, by warning and institution: `warning institution`. */
export async function listCalls(trx: Transaction, warningIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredCall[]>> {
  const found = await sql<{
    id: string;
    warning_id: string;
    institution_id: string;
    contact: string | null;
    outcome: CallOutcome;
    note: string | null;
    called_at: Instant;
    called_by: string;
  }>`select k.id, k.warning_id, k.institution_id, c.name as contact, k.outcome, k.note, k.called_at, k.called_by
    from forewarn.calls k left join forewarn.contacts c on c.id = k.contact_id
    where k.warning_id = any(${warningIds}::uuid[]) order by k.called_at desc, k.id desc`.execute(trx);
  const calls = found.rows.map((row) => ({
    id: row.id,
    warningId: row.warning_id,
    institutionId: row.institution_id,
    contact: row.contact ?? undefined,
    outcome: row.outcome,
    note: row.note ?? undefined,
    calledAt: row.called_at,
    calledBy: row.called_by,
  }));
  return Map.groupBy(calls, ({ warningId, institutionId }) => `${warningId} ${institutionId}`);
}
