import { sql } from 'kysely';
import { KEEPS_PLAN } from '../database/kept-plan.ts';
import { originOfWork } from '../database/origin.ts';
import { storableJson } from '../database/storable-json.ts';
import type { Transaction } from '../database/open-database.ts';
import { entryRow } from './entry-row.ts';
import type { AuditEntry } from './record.ts';

/** One statement carries at most this many. */
const ROWS_PER_STATEMENT = 5_000;

/** As `record`, for many at once: a release to a thousand institutions is one statement. */
export async function recordAll(trx: Transaction, entries: readonly AuditEntry[]): Promise<void> {
  const origin = originOfWork();
  for (let begin = 0; begin < entries.length; begin += ROWS_PER_STATEMENT) {
    const rows = entries.slice(begin, begin + ROWS_PER_STATEMENT).map((entry) => entryRow(entry, origin));
    await sql`${KEEPS_PLAN}insert into forewarn.audit_log (at, actor_kind, actor, acting_for, origin, action, subject_kind, subject, institution_id, details)
      select x.* from json_to_recordset(${storableJson(rows)}::json) as x(at timestamptz, actor_kind text, actor text, acting_for uuid, origin text, action text,
        subject_kind text, subject text, institution_id uuid, details jsonb)`.execute(trx);
  }
}
