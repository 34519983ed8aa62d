import { sql } from 'kysely';
import { actorKind, principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { originOfWork } from '../database/origin.ts';
import type { Transaction } from '../database/open-database.ts';
import type { AuditEntry } from './record.ts';

/** One statement carries at most this many. */
const ROWS_PER_STATEMENT = 5_000;

/** As `record`, for many at once: a release to a thousand institutions is one statement. */
export async function recordAll(trx: Transaction, entries: readonly AuditEntry[]): Promise<void> {
  const origin = originOfWork();
  for (let begin = 0; begin < entries.length; begin += ROWS_PER_STATEMENT) {
    const rows = entries.slice(begin, begin + ROWS_PER_STATEMENT).map((entry) => ({
      at: entry.at,
      actor_kind: actorKind(entry.principal),
      actor: principalName(entry.principal),
      acting_for: institutionOf(entry.principal) ?? null,
      origin: origin ?? (entry.principal.kind === 'system' ? entry.principal.name : null),
      action: entry.action,
      subject_kind: entry.subject.kind,
      subject: entry.subject.id,
      institution_id: entry.institutionId ?? null,
      details: entry.details ?? {},
    }));
    await sql`insert into forewarn.audit_log (at, actor_kind, actor, acting_for, origin, action, subject_kind, subject, institution_id, details)
      select x.* from json_to_recordset(${storable(rows)}::json) as x(at timestamptz, actor_kind text, actor text, acting_for uuid, origin text, action text,
        subject_kind text, subject text, institution_id uuid, details jsonb)`.execute(trx);
  }
}

/** Whoever holds an institution's token, its link or its consent acts on its behalf. */
function institutionOf(principal: Principal): string | undefined {
  return 'institutionId' in principal ? principal.institutionId : undefined;
}

/** PostgreSQL takes neither NUL nor half a surrogate pair; one such character must not fail the change that is told of. */
function storable(rows: readonly object[]): string {
  return JSON.stringify(rows, (_name, value: unknown) => (typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value));
}
