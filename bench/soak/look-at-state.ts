import { readFile } from 'node:fs/promises';
import type pg from 'pg';

/** What waits at this moment, by the simulated clock. */
export type Waiting = { readonly jobs: number; readonly deliveries: number };

export async function whatWaits(pool: pg.Pool): Promise<Waiting> {
  const { rows } = await pool.query(
    `select (select count(*)::int from graphile_worker._private_jobs where attempts < max_attempts and run_at <= soak.now()) as jobs,
       (select count(*)::int from forewarn.deliveries where state = 'planned' and next_attempt_at <= soak.now()) as deliveries`,
  );
  return rows[0];
}

/** Rows that are dead and not yet cleared, and how large what is only a queue has become: it must not grow with the days. */
export type Bloat = {
  readonly deadPercent: number;
  readonly worst: string;
  readonly queueBytes: number;
  readonly databaseBytes: number;
};

/** Tables below this many rows are a page or two whatever is dead in them. */
const ROWS_MIN = 1_000;
/** What rows go through and leave again. */
const QUEUES = ['graphile_worker._private_jobs', 'forewarn.audit_waiting'];

export async function lookAtBloat(pool: pg.Pool): Promise<Bloat> {
  const worst = await pool.query(
    `select schemaname || '.' || relname as name, n_dead_tup::float8 / (n_live_tup + n_dead_tup) * 100 as percent from pg_catalog.pg_stat_user_tables
     where n_live_tup >= ${ROWS_MIN} order by percent desc limit 1`,
  );
  const sizes = await pool.query(
    `select sum(pg_total_relation_size(name::regclass))::float8 as queues, pg_database_size(current_database())::float8 as all from unnest($1::text[]) as name`,
    [QUEUES],
  );
  return {
    deadPercent: worst.rows[0]?.percent ?? 0,
    worst: worst.rows[0]?.name ?? 'none',
    queueBytes: sizes.rows[0].queues,
    databaseBytes: sizes.rows[0].all,
  };
}

/** What a row of each of the largest tables takes, its share of the indexes included (docs/operating/large.md reckons with it). */
export async function bytesPerRow(
  pool: pg.Pool,
): Promise<readonly { readonly name: string; readonly rows: number; readonly bytes: number }[]> {
  const { rows } = await pool.query(
    `select relname::text as name, n_live_tup::int as rows, pg_total_relation_size(relid)::float8 / n_live_tup as bytes from pg_catalog.pg_stat_user_tables
     where schemaname = 'forewarn' and n_live_tup >= ${ROWS_MIN} order by pg_total_relation_size(relid) desc limit 14`,
  );
  return rows;
}

/** Resident memory of a process in MiB. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

/** What must be nothing when the week is over. */
export type LeftBehind = {
  /** Due and not sent, or leased and not ended, or held for a bundle whose hour is over. */
  readonly stuck: number;
  readonly givenUpJobs: number;
  /** An institution that a version asked or told something of, and that no message of that version was planned for. */
  readonly notPlanned: number;
  readonly failed: number;
  /** Mails that are written down as sent. */
  readonly mailsSent: number;
  readonly onCallList: number;
  readonly answers: number;
  readonly bundles: number;
  readonly deliveries: number;
};

export async function whatIsLeft(pool: pg.Pool): Promise<LeftBehind> {
  const { rows } = await pool.query(`select
    (select count(*)::int from forewarn.deliveries where (state = 'planned' and next_attempt_at <= soak.now()) or (state = 'planned' and leased_by is not null)
      or (state = 'held' and bundled_in is null and next_attempt_at <= soak.now() - interval '10 minutes')) as "stuck",
    (select count(*)::int from graphile_worker._private_jobs where attempts >= max_attempts) as "givenUpJobs",
    (select count(*)::int from forewarn.concerned_institutions c join forewarn.warnings w on w.id = c.warning_id
      where c.decision in ('warn', 'update', 'close') and c.version <= w.released_version and not exists (
        select from forewarn.deliveries d where d.institution_id = c.institution_id and d.message_key like c.warning_id || '/' || c.version || '/%')) as "notPlanned",
    (select count(*)::int from forewarn.deliveries where state = 'failed') as "failed",
    (select count(*)::int from forewarn.deliveries where state = 'sent' and channel = 'email' and bundled_in is null) as "mailsSent",
    (select count(*)::int from forewarn.follow_ups where call_since is not null) as "onCallList",
    (select count(*)::int from forewarn.acknowledgements) as "answers",
    (select count(*)::int from forewarn.deliveries where message_key like 'bundle/%') as "bundles",
    (select count(*)::int from forewarn.deliveries) as "deliveries"`);
  return rows[0];
}
