import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import type { ChainedEntry } from './chained-entry.ts';
import { ENTRY, entryOf, type EntryRow } from './entry-store.ts';
import type { Link } from './chain.ts';
import { SEAL, sealOf, type Seal } from './seal-store.ts';

export type Subject = { readonly kind: string; readonly id: string };
export type TrailEntry = { readonly entry: ChainedEntry; /** Undefined while it waits. */ readonly seal: Seal | undefined };

type Row = EntryRow & { sequence: number | null; seal_entry_id: number; sealed_at: string; digest: string; previous: string; hash: string };

/** Entries on these subjects that are about this institution or about nobody in particular, as far as the principal may see them, in order. */
export async function listTrail(trx: Transaction, subjects: readonly Subject[], institutionId: string): Promise<readonly TrailEntry[]> {
  const found = await sql<Row>`select ${ENTRY}, ${SEAL}
    from json_to_recordset(${JSON.stringify(subjects)}::json) as x(kind text, id text)
      join forewarn.audit_log e on e.subject_kind = x.kind and e.subject = x.id left join forewarn.audit_seals s on s.entry_id = e.id
    where e.institution_id is null or e.institution_id = ${institutionId}
    order by s.sequence, e.id`.execute(trx);
  return found.rows.map((row) => ({
    entry: entryOf(row),
    seal: row.sequence === null ? undefined : sealOf({ ...row, sequence: row.sequence }),
  }));
}

/** The links from one sequence to another, both included. */
export async function listLinks(trx: Transaction, from: number, to: number): Promise<readonly Link[]> {
  const found = await sql<Row & { sequence: number }>`select ${SEAL} from forewarn.audit_seals s
    where s.sequence between ${from} and ${to} order by s.sequence`.execute(trx);
  return found.rows.map((row) => {
    const { sequence, sealedAt, previous, digest } = sealOf(row);
    return { sequence, sealedAt, previous, digest };
  });
}

/** That somebody of another house read an institution's data. */
export type ReaderRow = {
  readonly id: string;
  readonly at: Instant;
  readonly actor_kind: string;
  readonly actor: string;
  readonly origin: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject: string;
  /** Whether it was a list of many institutions, with this one in it. */
  readonly in_list: boolean;
};

/** Who read this institution's data, the newest first; its own people are left out. `before`: id of the last one seen. */
export async function listReaders(
  trx: Transaction,
  institutionId: string,
  page: { readonly before?: string; readonly limit: number },
): Promise<readonly ReaderRow[]> {
  const READING = sql`'-(read|searched|exported)$'`; // as the indexes of migration 0013 have it
  const before = page.before ?? '9223372036854775807';
  const columns = sql`e.id, e.at, e.actor_kind, e.actor, e.origin, e.action, e.subject_kind, e.subject`;
  const found = await sql<ReaderRow & { id: number }>`select * from (
      (select ${columns}, false as in_list from forewarn.audit_log e
        where e.institution_id = ${institutionId} and e.action ~ ${READING} and e.acting_for is distinct from ${institutionId}::uuid and e.id < ${before}
        order by e.id desc limit ${page.limit})
      union all
      (select ${columns}, true from forewarn.audit_log e
        where e.institution_id is null and e.action ~ ${READING} and e.acting_for is null and e.id < ${before}
          and ((e.subject_kind = 'warning' and e.subject in (select c.warning_id::text from forewarn.concerned_institutions c where c.institution_id = ${institutionId}))
            or (e.subject_kind = 'advisory-matches' and e.subject in (select m.advisory_id::text from forewarn.matches m where m.institution_id = ${institutionId})))
        order by e.id desc limit ${page.limit})
    ) r order by r.id desc limit ${page.limit}`.execute(trx);
  return found.rows.map((row) => ({ ...row, id: String(row.id) }));
}
