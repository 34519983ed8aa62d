import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { ensureApplicationRole } from '../application-role.ts';
import { openClient } from '../connection-of-url.ts';
import { knownMigrations, makeSchema, migrate, MIGRATION_LOCK, type Migration } from '../migrate.ts';
import { quietQueueLogger } from '../queue-logger.ts';
import { FORMAT, type BackupLine, type HeaderLine, type RowsLine, type SequenceLine, type TableSum } from './backup-format.ts';
import { BackupReader, DamagedBackup } from './read-backup.ts';
import { RowChecksum } from './row-checksum.ts';
import { columnList, JOBS, quoted, readRows, tableName, tablesOf, writeSameTextEverywhere } from './snapshot-queries.ts';

export type RestoreOptions = {
  /** Put the backup in the place of what the database holds now. Without it only an empty database is filled. */
  readonly replace?: boolean;
  /** Hears what it is doing, and how many rows are in. How many there will be is not known before the end of the file. */
  readonly onProgress?: (step: 'loading' | 'verifying', rows: number, table: string) => void;
};

export type Restored = {
  readonly kind: 'restored';
  readonly madeAt: string;
  /** Schema of the backup, and the migrations that were applied to it after. */
  readonly schema: number;
  readonly migrated: readonly string[];
  readonly rows: number;
  /** As read back from the database and found equal to the file's. */
  readonly tables: readonly TableSum[];
  readonly secrets: HeaderLine['secrets'];
  readonly auditPublicKeys: HeaderLine['auditPublicKeys'];
};

/**
 * Fills a database from a backup: makes the schema that the backup has, loads, reads every row back and compares the checksums, all in
 * one transaction, so that a restore that fails or is killed leaves the database as it was; then migrates to this program's schema. Works
 * as the owner of the database, on any PostgreSQL that Forewarn runs on. Refusals: `not-a-backup`, `backup-newer`, `backup-differs`,
 * `backup-damaged`, `not-empty`, `in-use`.
 */
export async function restoreBackup(
  connection: pg.PoolConfig,
  packed: Readable,
  options: RestoreOptions = {},
): Promise<Restored | Refusal> {
  const client = openClient(connection);
  client.on('error', () => {}); // told by the query that it breaks
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const outcome = await restoreOn(client, connection, new BackupReader(packed), options);
    if (isRefusal(outcome)) return outcome;
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    return { ...outcome, migrated: await migrate(connection) };
  } catch (cause) {
    if (cause instanceof DamagedBackup)
      return refuse('backup-damaged', `${cause.message} Nothing was changed.`, 'Take another copy of the file, or an earlier backup.');
    throw cause;
  } finally {
    packed.destroy();
    await client.end().catch(() => {});
  }
}

async function restoreOn(
  client: pg.Client,
  connection: pg.PoolConfig,
  reader: BackupReader,
  options: RestoreOptions,
): Promise<Restored | Refusal> {
  const header = await readHeader(reader);
  if (isRefusal(header)) return header;
  const migrations = await migrationsOf(header);
  if (isRefusal(migrations)) return migrations;
  const taken = await refuseTaken(client, options.replace === true);
  if (taken !== undefined) return taken;
  await ensureApplicationRole(client);
  await makeQueue(connection);
  await client.query('begin');
  try {
    await makeSchema(client, migrations);
    await writeSameTextEverywhere(client);
    const loaded = await load(client, reader, options);
    await client.query('commit');
    await client.query('analyze');
    const rows = loaded.reduce((total, table) => total + table.rows, 0);
    return {
      kind: 'restored',
      madeAt: header.madeAt,
      schema: migrations.at(-1)?.number ?? 0,
      migrated: [],
      rows,
      tables: loaded,
      secrets: header.secrets,
      auditPublicKeys: header.auditPublicKeys,
    };
  } catch (cause) {
    await client.query('rollback').catch(() => {});
    throw saysThatDataAreWrong(cause) ? new DamagedBackup('The file is damaged: the database does not take what is in it.') : cause;
  }
}

/** SQLSTATE classes 22, data exception, and 23, integrity constraint violation (PostgreSQL 18 appendix A). */
function saysThatDataAreWrong(cause: unknown): boolean {
  return /^2[23]/.test((cause as { code?: string }).code ?? '');
}

async function readHeader(reader: BackupReader): Promise<HeaderLine | Refusal> {
  const isNone = refuse('not-a-backup', 'This file is not a backup of Forewarn.', 'A backup is made with: forewarn backup FILE');
  let line: BackupLine;
  try {
    line = (await reader.line()).line;
  } catch (cause) {
    if (cause instanceof DamagedBackup) return isNone;
    throw cause;
  }
  if (line.kind !== 'forewarn-backup' || !Array.isArray(line.migrations)) return isNone;
  if (line.format !== FORMAT)
    return refuse(
      'backup-newer',
      `This backup has format ${line.format}; this Forewarn reads ${FORMAT}.`,
      'Restore it with the Forewarn that made it, or a newer one.',
    );
  return line;
}

/** The migrations that make the backup's schema; they must be ours, to the letter. */
async function migrationsOf(header: HeaderLine): Promise<readonly Migration[] | Refusal> {
  const known = await knownMigrations();
  const newest = header.migrations.at(-1)?.number ?? 0;
  const ours = known.at(-1)?.number ?? 0;
  if (newest > ours)
    return refuse(
      'backup-newer',
      `This backup has schema ${newest}; this Forewarn knows up to ${ours}.`,
      'Restore it with the Forewarn that made it, or a newer one.',
    );
  const needed: Migration[] = [];
  for (const { number, sha256 } of header.migrations) {
    const found = known.find((migration) => migration.number === number);
    if (found === undefined || found.sha256 !== sha256)
      return refuse(
        'backup-differs',
        `This backup was made with another migration ${number} than this Forewarn has.`,
        'Restore it with the Forewarn that made it.',
      );
    needed.push(found);
  }
  return needed;
}

async function refuseTaken(client: pg.Client, mayReplace: boolean): Promise<Refusal | undefined> {
  const others = await client.query(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name like 'forewarn%'`,
  );
  if (others.rows[0].count > 0) return refuse('in-use', 'A Forewarn is running on this database.', 'Stop it first, then restore.');
  if (mayReplace) return undefined;
  const full = await firstFullTable(client);
  if (full === undefined) return undefined;
  return refuse(
    'not-empty',
    `This database is not empty: there are ${full.replaceAll('_', ' ')} in it.`,
    'Restore into an empty database, or say --replace: what it holds now is then gone.',
  );
}

async function firstFullTable(client: pg.Client): Promise<string | undefined> {
  const schema = await client.query(`select to_regnamespace('forewarn') is not null as yes`);
  if (schema.rows[0].yes !== true) return undefined;
  for (const table of await tablesOf(client)) {
    const some = await client.query(`select exists (select from ${tableName(table)}) as yes`);
    if (some.rows[0].yes === true) return table.name;
  }
  return undefined;
}

async function makeQueue(connection: pg.PoolConfig): Promise<void> {
  const pool = new pg.Pool({ ...connection, max: 1 });
  pool.on('error', () => {});
  pool.on('connect', (opened) => opened.on('error', () => {}));
  try {
    await runMigrations({ pgPool: pool, logger: quietQueueLogger });
  } finally {
    await pool.end();
  }
}

/** Loads, then compares what the database gives back with what the file says. Foreign keys come last: they are checked over everything at once. */
async function load(client: pg.Client, reader: BackupReader, options: RestoreOptions): Promise<readonly TableSum[]> {
  const tables = await tablesOf(client);
  const keys = await takeForeignKeys(client);
  for (const table of tables) await client.query(`alter table ${tableName(table)} disable trigger user`);
  // What migrations put there themselves is in the backup too.
  if (tables.length > 0) await client.query(`truncate ${tables.map(tableName).join(', ')}`);
  await client.query(WAITING_JOBS);
  const stated = await loadRows(client, reader, [...tables, JOBS], options);
  for (const table of tables) await client.query(`alter table ${tableName(table)} enable trigger user`);
  for (const key of keys) await client.query(key);
  await client.query(ADD_JOBS);
  return verify(client, [...tables, JOBS], stated, options);
}

/** Drops the foreign keys and returns the statements that make them again. The owner may do this where it may not switch them off. */
async function takeForeignKeys(client: pg.Client): Promise<readonly string[]> {
  const found = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where connamespace = 'forewarn'::regnamespace and contype = 'f' order by conrelid, conname`,
  );
  for (const key of found.rows) await client.query(`alter table ${key.table} drop constraint ${quoted(key.name)}`);
  return found.rows.map((key) => `alter table ${key.table} add constraint ${quoted(key.name)} ${key.definition}`);
}

const WAITING_JOBS = `delete from graphile_worker._private_jobs;
  create temporary table waiting_jobs (place bigint generated always as identity, task text, payload json, queue text, run_at timestamptz,
    max_attempts int, key text, priority int, flags text[]) on commit drop`;
const ADD_JOBS = `select graphile_worker.add_job(task, payload, queue, run_at, max_attempts, key, priority, flags)
  from (select * from pg_temp.waiting_jobs order by place) waiting`;

/** Reads the file to its end; returns what it says of each table. */
async function loadRows(
  client: pg.Client,
  reader: BackupReader,
  expected: readonly RowsLine[],
  options: RestoreOptions,
): Promise<ReadonlyMap<string, TableSum>> {
  const sums = new Map<string, TableSum>();
  let rows = 0;
  for (;;) {
    const { line, sha256Before } = await reader.line();
    switch (line.kind) {
      case 'rows': {
        const table = expected.find((one) => one.name === line.name && one.of === line.of);
        if (table === undefined || sums.has(line.name) || String(table.columns) !== String(line.columns))
          throw new DamagedBackup(`The file has rows of "${line.name}", which its schema does not have so.`);
        const before = rows;
        const sum = await loadTable(client, reader, table, (done) => options.onProgress?.('loading', before + done, table.name));
        rows += sum.rows;
        sums.set(table.name, sum);
        break;
      }
      case 'sequence':
        await setSequence(client, line);
        break;
      case 'end':
        if (
          line.sha256 !== sha256Before ||
          line.rows !== rows ||
          line.tables !== sums.size ||
          sums.size !== expected.length ||
          !(await reader.isAtEnd())
        )
          throw new DamagedBackup('The file is damaged: its end does not agree with what is before it.');
        return sums;
      default:
        throw new DamagedBackup('The file is damaged: its parts are not in their order.');
    }
  }
}

async function loadTable(client: pg.Client, reader: BackupReader, table: RowsLine, onRows: (rows: number) => void): Promise<TableSum> {
  const sum = new RowChecksum();
  const target = table.of === 'jobs' ? 'pg_temp.waiting_jobs' : tableName(table);
  await pipeline(
    async function* () {
      for await (const chunk of reader.rows()) {
        sum.add(chunk);
        onRows(sum.rows);
        yield chunk;
      }
    },
    client.query(copyFrom(`copy ${target} (${columnList(table)}) from stdin`)),
  );
  const { line } = await reader.line();
  const read = { name: table.name, rows: sum.rows, checksum: sum.digest() };
  if (line.kind !== 'rows-end' || line.name !== read.name || line.rows !== read.rows || line.checksum !== read.checksum)
    throw new DamagedBackup(`The file is damaged: the rows of ${table.name} do not have their checksum.`);
  return read;
}

async function setSequence(client: pg.Client, line: SequenceLine): Promise<void> {
  await client.query('select pg_catalog.setval($1::regclass, $2::bigint, $3)', [
    `forewarn.${quoted(line.name)}`,
    line.lastValue,
    line.isCalled,
  ]);
}

/** Reads every row back, as a backup would write it. */
async function verify(
  client: pg.Client,
  tables: readonly RowsLine[],
  stated: ReadonlyMap<string, TableSum>,
  options: RestoreOptions,
): Promise<readonly TableSum[]> {
  const found: TableSum[] = [];
  let rows = 0;
  for (const table of tables) {
    const sum = new RowChecksum();
    for await (const chunk of readRows(client, table)) {
      sum.add(chunk);
      options.onProgress?.('verifying', rows + sum.rows, table.name);
    }
    rows += sum.rows;
    const wanted = stated.get(table.name);
    if (wanted?.rows !== sum.rows || wanted.checksum !== sum.digest())
      throw new DamagedBackup(
        `What the database holds of ${table.name} after loading is not what the file says (${sum.rows} rows, ${wanted?.rows} in the file).`,
      );
    found.push({ name: table.name, rows: sum.rows, checksum: sum.digest() });
  }
  return found;
}
