import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { testDatabaseFolder, testDatabaseUrl, testsByInstitution } from '../config.ts';
import { startEmbedded } from './embedded/start-embedded.ts';
import { knownMigrations, migrate } from './migrate.ts';
import { connect, type Database } from './open-database.ts';

/** Any number; the same in all test processes, so that one of them makes the template. */
const TEMPLATE_LOCK = 4_671_994;

/** The keys as they will be: how a database is made that is distributed by institution (docs/operating/large.md). */
export const BY_INSTITUTION = join(import.meta.dirname, 'by-institution.sql');

let server: Promise<pg.PoolConfig> | undefined;

/**
 * A fresh, migrated database for one test file, copied from a template in hundredths of a second: on the private PostgreSQL
 * of the tests, or on the server that DATABASE_URL names. `close()` drops it.
 */
export async function testDatabase(): Promise<Database> {
  const connection = await (server ??= testServer());
  const template = await ensureTemplate(connection);
  const name = `forewarn_test_${randomBytes(8).toString('hex')}`;
  await withAdministration(connection, (client) => client.query(`create database ${name} template ${template}`));
  return connect(inDatabase(connection, name), 10, async () => {
    await withAdministration(connection, (client) => client.query(`drop database if exists ${name} with (force)`));
  });
}

async function testServer(): Promise<pg.PoolConfig> {
  const url = testDatabaseUrl();
  if (url !== undefined) return { connectionString: url };
  return (await startEmbedded(testDatabaseFolder() ?? join(import.meta.dirname, '../../../../.forewarn/test'))).connection;
}

/** The template's name carries the digest of the migrations, and of what comes on top: a changed one makes a new template. */
async function ensureTemplate(connection: pg.PoolConfig): Promise<string> {
  const digest = createHash('sha256');
  for (const migration of await knownMigrations()) digest.update(migration.sha256);
  const onTop = testsByInstitution() ? await readFile(BY_INSTITUTION, 'utf8') : '';
  digest.update(onTop);
  const name = `forewarn_template_${digest.digest('hex').slice(0, 12)}`;
  await withAdministration(connection, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    await client.query(`drop database if exists ${name}_draft with (force)`);
    await client.query(`create database ${name}_draft`);
    await migrate(inDatabase(connection, `${name}_draft`));
    if (onTop !== '') await inOneGo(inDatabase(connection, `${name}_draft`), onTop);
    await client.query(`alter database ${name}_draft rename to ${name}`);
  });
  return name;
}

/** Several statements are one transaction. */
async function inOneGo(connection: pg.PoolConfig, statements: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(statements).finally(() => client.end());
}

async function withAdministration(connection: pg.PoolConfig, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(inDatabase(connection, 'postgres'));
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database in it. */
export function inDatabase(connection: pg.PoolConfig, database: string): pg.PoolConfig {
  if (connection.connectionString === undefined) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.toString() };
}
