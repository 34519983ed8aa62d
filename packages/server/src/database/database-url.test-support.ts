import type pg from 'pg';

/** A connection's settings as DATABASE_URL has them. */
export function databaseUrl(connection: pg.PoolConfig): string {
  if (connection.connectionString !== undefined) return connection.connectionString;
  const { user, password, host, database } = connection;
  return `postgresql://${user}:${String(password)}@${encodeURIComponent(host ?? '')}/${database}`;
}
