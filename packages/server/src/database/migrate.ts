import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { InternalFault } from '../internal-fault.ts';
import { quietQueueLogger } from './queue-logger.ts';
import { ensureApplicationRole } from './application-role.ts';

const FOLDER = join(import.meta.dirname, 'migrations');
/** Any number would do; it only has to be the same in every Forewarn that migrates this database. */
export const MIGRATION_LOCK = 4_671_993;

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
  /** A Forewarn that does not know it can't work on a database that has it: the file says so in a line of its own, with why. */
  readonly breaksOlder: boolean;
};

const BREAKS_OLDER = /^-- breaks older: \S/m;

/** The numbered migrations that this program knows, in order. */
export async function knownMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(names.map(async (name) => readMigration(name, await readFile(join(FOLDER, name), 'utf8'))));
}

/** `name` begins with its number, in four digits. */
export function readMigration(name: string, sql: string): Migration {
  const sha256 = createHash('sha256').update(sql).digest('hex');
  return { number: Number(name.slice(0, 4)), name, sql, sha256, breaksOlder: BREAKS_OLDER.test(sql) };
}

/** The schema's number in a database; 0 where there is none yet. */
export async function schemaNumber(client: pg.ClientBase): Promise<number> {
  const there = await client.query(`select to_regclass('forewarn.migrations') is not null as yes`);
  if (there.rows[0]?.yes !== true) return 0;
  const highest = await client.query('select coalesce(max(number), 0)::int as number from forewarn.migrations');
  return highest.rows[0].number;
}

/**
 * Brings a database up to this program's schema, each migration in one transaction, one Forewarn at a time
 * (an advisory lock). Returns the names applied now. A schema newer than this program is left as it is: within a release migrations only
 * add, so an older Forewarn works on while the newer ones come up beside it.
 * Throws `InternalFault` on a newer schema that says of itself that it breaks older programs, on a migration that was changed after it
 * ran, and on a server older than 15.
 */
export async function migrate(connection: pg.PoolConfig, known?: readonly Migration[]): Promise<readonly string[]> {
  const pool = new pg.Pool({ ...connection, max: 3 });
  pool.on('error', () => {}); // an idle connection that is cut is replaced at the next use
  pool.on('connect', (opened) => opened.on('error', () => {}));
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseOldServer(client);
    await ensureApplicationRole(client);
    const applied = await applyMissing(client, known ?? (await knownMigrations()));
    await runMigrations({ pgPool: pool, logger: quietQueueLogger });
    return applied;
  } finally {
    client.release(true); // closing the session gives the lock back
    await pool.end();
  }
}

async function refuseOldServer(client: pg.ClientBase): Promise<void> {
  const version = await client.query(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as text`,
  );
  if (version.rows[0].number < 150_000) {
    throw new InternalFault(`This database server is PostgreSQL ${version.rows[0].text}; Forewarn needs 15 or later.`);
  }
}

async function applyMissing(client: pg.ClientBase, known: readonly Migration[]): Promise<readonly string[]> {
  await ensureMigrationTable(client);
  const done = await client.query<{ number: number; sha256: string }>('select number, sha256 from forewarn.migrations order by number');
  await refuseBreakingSchema(client, known, done.rows.at(-1)?.number ?? 0);
  const applied: string[] = [];
  for (const migration of known) {
    const earlier = done.rows.find((row) => row.number === migration.number);
    if (earlier === undefined) applied.push(await apply(client, migration));
    else if (earlier.sha256 !== migration.sha256) {
      throw new InternalFault(
        `Migration ${migration.name} was changed after it ran on this database. A change needs a migration of its own.`,
      );
    }
  }
  return applied;
}

async function ensureMigrationTable(client: pg.ClientBase): Promise<void> {
  await client.query(`create schema if not exists forewarn`);
  await client.query(
    `create table if not exists forewarn.migrations (number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`,
  );
  const told = await client.query(
    `select 1 from pg_attribute where attrelid = 'forewarn.migrations'::regclass and attname = 'breaks_older'`,
  );
  if (told.rowCount === 0) await client.query('alter table forewarn.migrations add column breaks_older boolean not null default false');
}

/** Makes the schema anew from these migrations, within the caller's transaction: what a restore fills. Whatever was there is dropped. */
export async function makeSchema(client: pg.ClientBase, migrations: readonly Migration[]): Promise<void> {
  await client.query('drop schema if exists forewarn cascade');
  await ensureMigrationTable(client);
  for (const migration of migrations) await runMigration(client, migration);
}

/** The highest migration of a database that breaks programs which do not know it; 0: none does. */
export async function newestBreaking(client: pg.ClientBase): Promise<number> {
  // By way of jsonb: an older database has no such column.
  const found = await client.query(
    `select coalesce(max(number), 0)::int as number from forewarn.migrations m where (to_jsonb(m) ->> 'breaks_older')::boolean`,
  );
  return found.rows[0].number;
}

async function refuseBreakingSchema(client: pg.ClientBase, known: readonly Migration[], inDatabase: number): Promise<void> {
  const newest = known.at(-1)?.number ?? 0;
  const breaking = await newestBreaking(client);
  if (breaking > newest) {
    throw new InternalFault(
      `This database has schema ${inDatabase}; this Forewarn knows up to ${newest}, and migration ${breaking} breaks older ones. Start the newer Forewarn that made it, or restore a backup from before.`,
    );
  }
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<string> {
  await client.query('begin');
  try {
    await runMigration(client, migration);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new InternalFault(`Migration ${migration.name} failed: ${(cause as Error).message}`, { cause });
  }
  return migration.name;
}

async function runMigration(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query(migration.sql);
  await client.query('insert into forewarn.migrations (number, name, sha256, breaks_older) values ($1, $2, $3, $4)', [
    migration.number,
    migration.name,
    migration.sha256,
    migration.breaksOlder,
  ]);
}
