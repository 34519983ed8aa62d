import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from '@forewarn/server/machine.ts';
import type { Report } from '../report.ts';
import { processorSeconds } from './watch-process.ts';

/** The processes between which the time of a delivery is shared. */
export type Pids = Readonly<Record<'server' | 'postgres' | 'sink', number>>;

/** Processor seconds that each took since it began. */
export function usedBy(pids: Pids): Pids {
  return { server: processorSeconds(pids.server), postgres: processorSeconds(pids.postgres), sink: processorSeconds(pids.sink) };
}

/** Says what each took for a message: for its release, then for its delivery. */
export function tellShares(report: Report, messages: number, before: Pids, released: Pids, after: Pids): void {
  const share = (from: number, to: number) => ((1_000 * (to - from)) / messages).toFixed(3);
  for (const name of ['server', 'postgres', 'sink'] as const)
    report.progress(
      `${name}: release ${share(before[name], released[name])} ms, delivery ${share(released[name], after[name])} ms a message`,
    );
}

export async function pidOfPostgres(machine: Machine): Promise<number> {
  const place = await machine.database.pool.query<{ data_directory: string }>('show data_directory');
  return Number((await readFile(join(place.rows[0]?.data_directory ?? '', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** What PostgreSQL is started with to tell of its statements, and the server to tell of its functions in `profile`. */
export const WITH_STATEMENTS = [
  'shared_preload_libraries=pg_stat_statements',
  'pg_stat_statements.track=all',
  'pg_stat_statements.track_planning=on',
];
export function withProfile(profile: string | undefined): Readonly<Record<string, string>> {
  return profile === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=500 --cpu-prof-dir=${profile}` };
}

export async function forgetStatements(machine: Machine): Promise<void> {
  await machine.database.pool.query('create extension if not exists pg_stat_statements; select pg_stat_statements_reset()');
}

export async function dearestStatements(machine: Machine, messages: number): Promise<string> {
  const found = await machine.database.pool.query<{ calls: number; ms: number; plan_ms: number; text: string }>(
    `select calls::int, total_exec_time as ms, total_plan_time as plan_ms, regexp_replace(query, '\\s+', ' ', 'g') as text
     from pg_stat_statements order by total_exec_time + total_plan_time desc limit 50`,
  );
  const share = (ms: number) => ((1000 * ms) / messages).toFixed(1);
  return found.rows
    .map(
      ({ calls, ms, plan_ms, text }) =>
        `${share(ms)} us and ${share(plan_ms)} us of planning a message, ${calls} calls: ${text.slice(0, 300)}\n`,
    )
    .join('');
}
