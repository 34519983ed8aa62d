import type { Database } from './open-database.ts';

/** How the message begins that a job leaves which failed only because the database was away. */
export const DATABASE_WAS_AWAY = 'the database was away: ';

/**
 * Makes jobs due again that failed only because the database was away, and takes that attempt back: it said nothing of the job. Those of
 * `except` stay where the queue's back-off put them. Returns the ids of those that it brought forward.
 */
export async function bringForward(database: Database, except: readonly string[]): Promise<readonly string[]> {
  const brought = await database.pool.query<{ id: string }>(
    `update graphile_worker._private_jobs set run_at = now(), attempts = greatest(attempts - 1, 0), last_error = null, updated_at = now()
     where locked_at is null and starts_with(last_error, $1) and id <> all($2::bigint[]) returning id::text`,
    [DATABASE_WAS_AWAY, except],
  );
  return brought.rows.map((row) => row.id);
}
