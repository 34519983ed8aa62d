import type { Database } from '../database/open-database.ts';

/** Plans of what a function asks, as PostgreSQL makes them with these very rows. */
export async function plansOf(database: Database, call: string): Promise<string> {
  const client = await database.pool.connect();
  const told: string[] = [];
  const listen = ({ message = '' }: { message?: string | undefined }) => told.push(message);
  client.on('notice', listen);
  try {
    await client.query('begin');
    await client.query(`load 'auto_explain'`);
    await client.query(`set local auto_explain.log_min_duration = 0`);
    await client.query(`set local auto_explain.log_nested_statements = on`);
    await client.query(`set local auto_explain.log_analyze = on`);
    await client.query(`set local client_min_messages = log`);
    await client.query(`select set_config('app.principal_kind', 'system', true)`);
    await client.query(call);
    await client.query('rollback');
  } finally {
    client.off('notice', listen);
    client.release();
  }
  return told.join('\n');
}
