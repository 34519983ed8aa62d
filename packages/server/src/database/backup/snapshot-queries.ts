import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { JOB_COLUMNS, JOBS_NAME, type RowsLine, type SequenceLine } from './backup-format.ts';

/** One text for one value, whatever the server's own settings and version. Row policies must not hide rows: better an error. */
const SAME_TEXT_EVERYWHERE = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'; set local row_security = off;
  set local statement_timeout = 0; set local lock_timeout = '30s'; set local idle_in_transaction_session_timeout = 0;
  set local search_path = pg_catalog, pg_temp`;

export async function writeSameTextEverywhere(client: pg.ClientBase): Promise<void> {
  await client.query(SAME_TEXT_EVERYWHERE);
}

/** Tables of ours with their columns, in the order of their names; what the database computes itself is left out. */
export async function tablesOf(client: pg.ClientBase): Promise<readonly RowsLine[]> {
  const found = await client.query<{ name: string; columns: string[] }>(`
    select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'forewarn'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
    group by c.relname order by c.relname`);
  return found.rows.map((row) => ({ kind: 'rows', of: 'table', ...row }));
}

/** Rows that statistics expect, for a progress bar; 0 where nothing is known yet. */
export async function estimateRows(client: pg.ClientBase): Promise<number> {
  const found = await client.query(
    `select coalesce(sum(greatest(reltuples, 0)), 0)::float8 as rows from pg_class where relnamespace = 'forewarn'::regnamespace and relkind = 'r'`,
  );
  return found.rows[0].rows;
}

export async function sequencesOf(client: pg.ClientBase): Promise<readonly SequenceLine[]> {
  const names = await client.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'forewarn'::regnamespace and relkind = 'S' order by relname`,
  );
  const sequences: SequenceLine[] = [];
  for (const { name } of names.rows) {
    const at = await client.query(`select last_value::text as last, is_called from forewarn.${quoted(name)}`);
    sequences.push({ kind: 'sequence', name, lastValue: at.rows[0].last, isCalled: at.rows[0].is_called });
  }
  return sequences;
}

/**
 * Jobs that have not ended; one that runs at this moment counts as waiting, because it may run twice. What was given up after its last
 * attempt stays behind.
 */
const WAITING_JOBS = `select t.identifier as task, j.payload, q.queue_name as queue, j.run_at, j.max_attempts, j.key, j.priority,
    (select array_agg(flag order by flag) from jsonb_object_keys(j.flags) as flag) as flags
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.attempts < j.max_attempts order by j.id`;

export const JOBS: RowsLine = { kind: 'rows', of: 'jobs', name: JOBS_NAME, columns: JOB_COLUMNS };

/** The rows as COPY writes them, in chunks that hold no more than the wire brought. */
export function readRows(client: pg.ClientBase, rows: RowsLine): AsyncIterable<Buffer> {
  const source = rows.of === 'jobs' ? `(${WAITING_JOBS})` : `${tableName(rows)} (${columnList(rows)})`;
  return client.query(copyTo(`copy ${source} to stdout`));
}

export function tableName(rows: Pick<RowsLine, 'name'>): string {
  return `forewarn.${quoted(rows.name)}`;
}

export function columnList(rows: Pick<RowsLine, 'columns'>): string {
  return rows.columns.map(quoted).join(', ');
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
