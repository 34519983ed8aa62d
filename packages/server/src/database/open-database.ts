import { Kysely, PostgresDialect, type Transaction as KyselyTransaction } from 'kysely';
import pg from 'pg';
import { withOurTypes } from './connection.ts';
import { connectionOfUrl } from './connection-of-url.ts';
import { startEmbedded } from './embedded/start-embedded.ts';
import { keepPlans } from './kept-plan.ts';
import { knownMigrations, migrate } from './migrate.ts';
import { ownVersion, processName } from './process-name.ts';

/** Where the data lives: a private PostgreSQL in a directory of ours, or any PostgreSQL (15 or later) by URL. */
export type DatabaseSettings = { readonly kind: 'embedded'; readonly directory: string } | { readonly kind: 'url'; readonly url: string };

/** SQL is written with kysely's `sql` tag, so the schema stays in the migrations and nowhere else. */
export type Sql = Kysely<unknown>;
export type Transaction = KyselyTransaction<unknown>;

export type Database = {
  readonly kysely: Sql;
  readonly pool: pg.Pool;
  /** For what needs a connection of its own: LISTEN, COPY, migrations. As the owner: row policies do not apply to it. */
  readonly connection: pg.PoolConfig;
  readonly close: () => Promise<void>;
  /** For a server: a private PostgreSQL that goes away is started again until the returned function is called. */
  readonly keepRunning: () => () => void;
  /** Names of the migrations that opening it applied. */
  readonly applied: readonly string[];
};

/**
 * Opens (for embedded: starts or adopts), migrates, and returns a pool of at most `connectionsMax`. `role`: of a Forewarn that runs, which shows
 * itself by it to the doctor.
 */
export async function openDatabase(settings: DatabaseSettings, role?: string, connectionsMax = 12): Promise<Database> {
  const name = role === undefined ? {} : { application_name: await nameOf(role) };
  if (settings.kind === 'url') {
    const connection = { ...connectionOfUrl(settings.url), ...name };
    const applied = await migrate(connection);
    return { ...connect(connection, connectionsMax, async () => {}), applied };
  }
  const embedded = await startEmbedded(settings.directory);
  const applied = await migrate(embedded.connection);
  return {
    ...connect({ ...embedded.connection, ...name }, connectionsMax, embedded.stopIfLast),
    keepRunning: embedded.keepRunning,
    applied,
  };
}

async function nameOf(role: string): Promise<string> {
  const schema = (await knownMigrations()).at(-1)?.number ?? 0;
  return processName({ version: ownVersion(), schema, role, pid: process.pid });
}

/** As `openDatabase`, and leaves the schema as it is: what backs up, restores or looks must not change it first. */
export async function openAsIs(settings: DatabaseSettings, connectionsMax = 4): Promise<Database> {
  if (settings.kind === 'url') return connect(connectionOfUrl(settings.url), connectionsMax, async () => {});
  const embedded = await startEmbedded(settings.directory);
  return connect(embedded.connection, connectionsMax, embedded.stopIfLast);
}

/** Connects without migrating: for tests and for commands that must look at a database as it is. */
export function connect(connection: pg.PoolConfig, connectionsMax: number, afterClose: () => Promise<void>): Database {
  const pool = new pg.Pool({ ...withOurTypes(connection), max: connectionsMax });
  // A connection that the server cuts while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (opened) => opened.on('error', () => {})); // nor while it is in use: its query tells
  pool.on('connect', keepPlans);
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return {
    kysely,
    pool,
    connection: withOurTypes(connection),
    keepRunning: () => () => {},
    applied: [],
    close: async () => {
      await kysely.destroy();
      await afterClose();
    },
  };
}
