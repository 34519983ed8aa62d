import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

/** The first characters of a traceparent: version and trace, without the step. */
const TRACE_CHARACTERS = 35;

/** The step by which a document came to these matters; where a later step of the same trace stands already, that one stays. */
export async function beginMatterTraces(trx: Transaction, matterIds: readonly string[], traceparent: string, now: Instant): Promise<void> {
  await sql`insert into forewarn.matter_traces as t (matter_id, traceparent, kept_at)
    select id, ${traceparent}, ${now} from forewarn.matters where id = any(${matterIds}::uuid[])
    on conflict (matter_id) do update set traceparent = excluded.traceparent, kept_at = excluded.kept_at
    where left(t.traceparent, ${TRACE_CHARACTERS}::int) <> left(excluded.traceparent, ${TRACE_CHARACTERS}::int)`.execute(trx);
}

/** The step of a release: what is delivered follows it. */
export async function continueMatterTrace(trx: Transaction, matterId: string, traceparent: string, now: Instant): Promise<void> {
  await sql`insert into forewarn.matter_traces (matter_id, traceparent, kept_at) values (${matterId}, ${traceparent}, ${now})
    on conflict (matter_id) do update set traceparent = excluded.traceparent, kept_at = excluded.kept_at`.execute(trx);
}

/** By matter; one without a trace is left out. */
export async function findMatterTraces(trx: Transaction, matterIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ matter_id: string; traceparent: string }>`select matter_id, traceparent from forewarn.matter_traces
    where matter_id = any(${matterIds}::uuid[])`.execute(trx);
  return new Map(found.rows.map((row) => [row.matter_id, row.traceparent]));
}
