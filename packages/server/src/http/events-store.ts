import { sql } from 'kysely';
import type { Transaction } from '../database/open-database.ts';

/** An entry of the audit trail as far as it tells that something changed. */
export type ChangeRow = {
  /** Ascends as entries are written, not as they become visible. */
  readonly id: number;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject: string;
  readonly institution_id: string | null;
  readonly acting_for: string | null;
};

export async function lastEntry(trx: Transaction): Promise<number> {
  const { rows } = await sql<{ id: string | null }>`select max(id) as id from forewarn.audit_log`.execute(trx);
  return Number(rows[0]?.id ?? 0);
}

/** Changes written after an entry, the oldest first; readings are none. */
export async function listChanges(trx: Transaction, after: number, limit: number): Promise<readonly ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`select id::float8 as id, action, subject_kind, subject, institution_id, acting_for
    from forewarn.audit_log where id > ${after} and action !~ '-(read|searched|exported)$' order by id limit ${limit}`.execute(trx);
  return rows;
}
