import type { Database } from './open-database.ts';

/** What time it is on the machine of the database, in ms since 1970. */
export async function databaseTime(database: Pick<Database, 'pool'>): Promise<number> {
  const found = await database.pool.query('select extract(epoch from clock_timestamp())::float8 * 1000 as ms');
  return Number(found.rows[0]?.ms);
}
