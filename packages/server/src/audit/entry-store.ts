import { sql } from 'kysely';
import type { ChainedEntry } from './chained-entry.ts';
import { readDetails } from './chained-entry.ts';

/** Columns of an entry `e` in the form that is hashed. */
export const ENTRY = sql`e.id as entry_id, ${timeText(sql`e.at`)} as at, e.actor_kind, e.actor, e.acting_for::text as acting_for, e.origin, e.action,
  e.subject_kind, e.subject, e.institution_id::text as institution_id, e.details::text as details, e.salt::text as salt`;

export type EntryRow = {
  entry_id: number;
  at: string;
  actor_kind: string;
  actor: string;
  acting_for: string | null;
  origin: string | null;
  action: string;
  subject_kind: string;
  subject: string;
  institution_id: string | null;
  details: string;
  salt: string;
};

/** All that the database keeps of a time, whatever the session's own settings. */
export function timeText(time: ReturnType<typeof sql>): ReturnType<typeof sql<string>> {
  return sql<string>`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

export function entryOf(row: EntryRow): ChainedEntry {
  return {
    id: row.entry_id,
    at: row.at,
    actorKind: row.actor_kind,
    actor: row.actor,
    actingFor: row.acting_for,
    origin: row.origin,
    action: row.action,
    subjectKind: row.subject_kind,
    subject: row.subject,
    institutionId: row.institution_id,
    details: readDetails(row.details),
    salt: row.salt,
  };
}
