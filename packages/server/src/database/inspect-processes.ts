import type { Database } from './open-database.ts';
import { readProcessName, type ProcessName } from './process-name.ts';

/** Every Forewarn that has a connection to this database, each once, by version and role. */
export async function inspectProcesses(database: Database): Promise<readonly ProcessName[]> {
  const found = await database.pool.query<{ name: string }>(
    `select distinct coalesce(client_addr::text, '') as place, application_name as name from pg_stat_activity
     where datname = current_database() and application_name like 'forewarn %' order by 2, 1`,
  );
  return found.rows.flatMap(({ name }) => readProcessName(name) ?? []);
}
