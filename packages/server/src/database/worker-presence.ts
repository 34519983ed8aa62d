import type pg from 'pg';
import { openClient } from './connection-of-url.ts';
import type { Database } from './open-database.ts';

/** First half of the advisory locks by which workers show that they live; any number that nothing else uses. */
const PRESENCE = 4_671_995;
const RECONNECT_AFTER_MS = 500;

export type Presence = { readonly end: () => Promise<void> };

/**
 * Shows that this worker lives for as long as this process does: a lock of a session of its own, which the database lets go at the moment
 * that the process is gone, however it went. Takes the lock again where the session is cut.
 */
export async function showPresence(database: Database, worker: string): Promise<Presence> {
  let client: pg.Client | undefined;
  let isEnded = false;
  let timer: NodeJS.Timeout | undefined;
  const hold = async () => {
    const opened = openClient({ ...database.connection, keepAlive: true });
    opened.on('error', () => {});
    opened.once('end', () => {
      if (isEnded) return;
      timer = setTimeout(() => void hold().catch(() => {}), RECONNECT_AFTER_MS);
    });
    await opened.connect();
    client = opened;
    if (isEnded) return opened.end();
    await opened.query('select pg_advisory_lock($1, hashtext($2))', [PRESENCE, worker]);
  };
  const end = async () => {
    isEnded = true;
    clearTimeout(timer);
    await client?.end().catch(() => {});
  };
  try {
    await hold();
  } catch (cause) {
    await end();
    throw cause;
  }
  return { end };
}

/**
 * As `showPresence`, for a name that only one may have at a time: undefined where somebody has it. Held on one session, and not taken again
 * where that is cut: the work that it stands for is as every job's, and may then run twice.
 */
export async function takePresence(database: Database, name: string): Promise<Presence | undefined> {
  const client = openClient({ ...database.connection, keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  const end = () => client.end().catch(() => {});
  try {
    const taken = await client.query('select pg_try_advisory_lock($1, hashtext($2)) as yes', [PRESENCE, name]);
    if (taken.rows[0].yes === true) return { end };
  } catch (cause) {
    await end();
    throw cause;
  }
  await end();
  return undefined;
}

/**
 * Gives back the jobs of workers that are gone, so that others take them at once: the queue itself would wait four hours. Returns those
 * workers' names. A worker that began a moment ago and has no lock yet loses its job too: it then runs twice, which every job may.
 */
export async function freeJobsOfTheGone(database: Database): Promise<readonly string[]> {
  const gone = await database.pool.query<{ locked_by: string }>(
    `with alive as (
       select objid::bigint as hash from pg_locks
       where locktype = 'advisory' and classid = $1::oid and objsubid = 2 and granted
         and database = (select oid from pg_database where datname = current_database())
     ), held as (
       select locked_by from graphile_worker._private_jobs where locked_by is not null
       union select locked_by from graphile_worker._private_job_queues where locked_by is not null
     )
     select locked_by from held where (hashtext(locked_by)::bigint & 4294967295) not in (select hash from alive)`,
    [PRESENCE],
  );
  const names = gone.rows.map((row) => row.locked_by);
  if (names.length > 0) await database.pool.query('select graphile_worker.force_unlock_workers($1::text[])', [names]);
  return names;
}
