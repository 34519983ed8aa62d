import { Readable, Writable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../as-principal.ts';
import { knownMigrations, makeSchema, migrate } from '../migrate.ts';
import type { Database } from '../open-database.ts';
import { hasSystemPostgres, startSystemCluster, type SystemCluster } from '../system-cluster.test-support.ts';
import { inDatabase, testDatabase } from '../test-database.ts';
import { restoreBackup, type Restored } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

let database: Database;
let cluster: SystemCluster | undefined;
const made: { server: pg.PoolConfig; name: string }[] = [];

beforeAll(async () => {
  database = await testDatabase();
  await furnish(database);
  if (hasSystemPostgres) cluster = await startSystemCluster();
});
afterAll(async () => {
  for (const { server, name } of made) await administer(server, `drop database if exists ${name} with (force)`);
  await cluster?.remove();
  await database?.close();
});

/** Rows with everything that a text format may trip over: bytes, backslashes, line ends, nulls, arrays, a reference to itself, a later one. */
async function furnish({ pool }: Database): Promise<void> {
  await pool.query(`
    insert into forewarn.branches (id, name) values ('00000000-0000-7000-8000-000000000001', E'Zorg\\tvoor\\nGeest\\\\.');
    insert into forewarn.institutions (id, name, sector, branch_id, joined_at)
      select gen_random_uuid(), 'Instelling ' || n, 'ggz', '00000000-0000-7000-8000-000000000001', timestamptz '2026-11-23 10:00:00.123456+01' from generate_series(1, 500) n;
    insert into forewarn.networks (institution_id, network) select id, '192.0.2.0/28' from forewarn.institutions limit 5;
    insert into forewarn.documents (sha256, bytes, size_bytes, first_seen_at)
      select sha256(convert_to(n::text, 'UTF8')), decode(repeat('00ff0a5c2e', 10000), 'hex'), 50000, now() from generate_series(1, 20) n;
    insert into forewarn.inventories (id, institution_id, name) select gen_random_uuid(), id, 'ict' from forewarn.institutions limit 1;
    insert into forewarn.inventory_items (institution_id, inventory_id, key, product, key_set_id, checked_at, first_snapshot)
      select institution_id, id, 'k' || n, E'\\\\.', forewarn.product_key_set(array['name:a b', '"', null, E'\\\\']), now(), 1 from forewarn.inventories, generate_series(1, 50) n;
    insert into forewarn.advisories (id, publisher_namespace, tracking_id, publisher_name, tlp, first_seen_at, latest_revision_id)
      values ('00000000-0000-7000-8000-000000000002', 'https://x.example', 'X-1', 'X', 'CLEAR', now(), null);
    insert into forewarn.audit_log (at, actor_kind, actor, action, subject_kind, subject, details)
      select now(), 'system', 'test', 'tried', 'test', n::text, '{"b": 1, "a": [1.50, null, "\\u00e9"]}' from generate_series(1, 30) n;
  `);
  await asSystem(database, 'test', (trx) =>
    sql`select forewarn.enqueue('match-advisory', '{"advisoryId": "x", "tab": "\\t"}'::json, 'k' || n, timestamptz '2030-01-01 00:00Z', case when n = 1 then 'q' end, 25) from generate_series(1, 3) n`.execute(
      trx,
    ),
  );
}

async function administer(server: pg.PoolConfig, statement: string): Promise<void> {
  const client = new pg.Client(inDatabase(server, 'postgres'));
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function emptyDatabase(server: pg.PoolConfig = database.connection): Promise<pg.PoolConfig> {
  const name = `forewarn_restore_${made.length}_${process.pid}`;
  made.push({ server, name });
  await administer(server, `create database ${name}`);
  return inDatabase(server, name);
}

async function backupOf(connection: pg.PoolConfig): Promise<{ bytes: Buffer; written: Awaited<ReturnType<typeof writeBackup>> }> {
  const chunks: Buffer[] = [];
  const written = await writeBackup(connection, new Writable({ write: (chunk: Buffer, _, done) => (chunks.push(chunk), done()) }));
  return { bytes: Buffer.concat(chunks), written };
}

function restore(connection: pg.PoolConfig, bytes: Buffer, replace = false) {
  return restoreBackup(connection, Readable.from([bytes], { objectMode: false }), { replace });
}

async function ask(connection: pg.PoolConfig, question: string): Promise<unknown[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query({ text: question, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

test('an empty database filled from a backup holds the same rows, sequences, jobs, keys and policies', async () => {
  const { bytes, written } = await backupOf(database.connection);
  const target = await emptyDatabase();
  const restored = (await restore(target, bytes)) as Restored;
  expect(restored).toMatchObject({ kind: 'restored', rows: written.rows, migrated: [] });
  expect(restored.tables).toEqual(written.tables);
  expect(written.tables.find((table) => table.name === 'jobs')?.rows).toBe(3);
  expect((await backupOf(target)).written.tables).toEqual(written.tables);
  for (const question of [
    "select sequencename, last_value::text from pg_sequences where schemaname = 'forewarn' order by 1",
    `select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated from pg_constraint where connamespace = 'forewarn'::regnamespace order by 1, 2`,
    `select tablename, policyname, qual from pg_policies where schemaname = 'forewarn' order by 1, 2`,
    `select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal and tgrelid::regclass::text like 'forewarn.%' order by 1, 2`,
  ])
    expect(await ask(target, question)).toEqual(await ask(database.connection, question));
});

test('a backup is one moment: what is written meanwhile is not in it', async () => {
  const chunks: Buffer[] = [];
  let wrote = false;
  const slow = new Writable({
    highWaterMark: 1,
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk);
      if (wrote) return done();
      wrote = true;
      void database.pool
        .query(`insert into forewarn.domains (institution_id, domain) select id, 'late.example' from forewarn.institutions`)
        .then(() => done(), done);
    },
  });
  const written = await writeBackup(database.connection, slow, {});
  await database.pool.query(`delete from forewarn.domains`);
  expect(wrote).toBe(true);
  expect(written.tables.find((table) => table.name === 'domains')?.rows).toBe(0);
});

test.skipIf(!hasSystemPostgres)('from the server of the tests to PostgreSQL 15 and back every row keeps its checksum', async () => {
  const { bytes, written } = await backupOf(database.connection);
  const onFifteen = await emptyDatabase({ connectionString: cluster!.url });
  expect(await restore(onFifteen, bytes)).toMatchObject({ kind: 'restored', tables: written.tables });
  expect(await ask(onFifteen, `select current_setting('server_version_num')::int / 10000`)).toEqual([[15]]);
  const back = await backupOf(onFifteen);
  const home = await emptyDatabase();
  expect(await restore(home, back.bytes)).toMatchObject({ kind: 'restored', tables: written.tables });
});

test('a database that holds something is not written over, unless the operator says replace', async () => {
  const { bytes, written } = await backupOf(database.connection);
  const target = await emptyDatabase();
  await restore(target, bytes);
  await ask(target, `insert into forewarn.branches (id, name) values (gen_random_uuid(), 'Later')`);
  expect(await restore(target, bytes)).toMatchObject({ kind: 'refusal', code: 'not-empty' });
  expect(await restore(target, bytes, true)).toMatchObject({ kind: 'restored', tables: written.tables });
});

test('while a Forewarn runs on the database, nothing is restored into it', async () => {
  const { bytes } = await backupOf(database.connection);
  await database.pool.query('select 1');
  expect(await restore(database.connection, bytes, true)).toMatchObject({ kind: 'refusal', code: 'in-use' });
});

test('a file that is cut short, changed or something else is refused, and the database stays as it was', async () => {
  const { bytes } = await backupOf(database.connection);
  const target = await emptyDatabase();
  const text = gunzipSync(bytes);
  const changed = Buffer.from(text);
  changed[changed.indexOf('Instelling 77') + 3] = 0x58;
  const torn = Buffer.from(text.toString('latin1').replace('Instelling 77\t', 'Instelling 77'), 'latin1');
  const middle = bytes.length >> 1; // among the rows: what is wrong in the first lines is no backup at all
  const cases: readonly (readonly [string, Buffer, string])[] = [
    ['cut short in the packed bytes', bytes.subarray(0, bytes.length - 30), 'backup-damaged'],
    ['cut short half-way', bytes.subarray(0, middle), 'backup-damaged'],
    ['the trailer is missing', gzipSync(text.subarray(0, text.lastIndexOf('{"kind":"end"'))), 'backup-damaged'],
    ['a row that is no row any more', gzipSync(torn), 'backup-damaged'],
    ['one letter of a row changed', gzipSync(changed), 'backup-damaged'],
    [
      'one byte of the packed file changed',
      Buffer.concat([bytes.subarray(0, middle), Buffer.from([bytes[middle]! ^ 1]), bytes.subarray(middle + 1)]),
      'backup-damaged',
    ],
    ['something follows the end', gzipSync(Buffer.concat([text, Buffer.from('more\n')])), 'backup-damaged'],
    ['a spreadsheet', Buffer.from('instelling;product\n'), 'not-a-backup'],
    ['a packed spreadsheet', gzipSync('instelling;product\n'), 'not-a-backup'],
    ['nothing', Buffer.alloc(0), 'not-a-backup'],
  ];
  for (const [what, file, code] of cases) {
    expect(await restore(target, file), what).toMatchObject({ kind: 'refusal', code, message: expect.any(String) });
    expect(await ask(target, `select to_regnamespace('forewarn')`), what).toEqual([[null]]);
  }
});

test('a failed replacement leaves what was there', async () => {
  const { bytes, written } = await backupOf(database.connection);
  const target = await emptyDatabase();
  await restore(target, bytes);
  const text = gunzipSync(bytes);
  const cut = gzipSync(text.subarray(0, text.lastIndexOf('{"kind":"end"')));
  expect(await restore(target, cut, true)).toMatchObject({ code: 'backup-damaged' });
  expect((await backupOf(target)).written.tables).toEqual(written.tables);
});

test('a backup of an older schema is restored as it was and then migrated', async () => {
  const all = await knownMigrations();
  const { bytes } = await backupOf(await databaseAt(all.slice(0, 1).map((migration) => migration.number)));
  const restored = await restore(await emptyDatabase(), bytes);
  expect(restored).toMatchObject({ kind: 'restored', schema: 1, migrated: all.slice(1).map((migration) => migration.name) });
});

test('a backup of a newer schema, or of one that was made otherwise, is refused', async () => {
  const text = gunzipSync((await backupOf(database.connection)).bytes).toString('latin1');
  const header = JSON.parse(text.slice(0, text.indexOf('\n')));
  const target = await emptyDatabase();
  const newer = { ...header, migrations: [...header.migrations, { number: 9999, name: '9999-later.sql', sha256: '00' }] };
  expect(await restore(target, gzipSync(`${JSON.stringify(newer)}\n`))).toMatchObject({
    code: 'backup-newer',
    message: expect.stringContaining('9999'),
  });
  const other = { ...header, migrations: [{ ...header.migrations[0], sha256: '00' }] };
  expect(await restore(target, gzipSync(`${JSON.stringify(other)}\n`))).toMatchObject({ code: 'backup-differs' });
  expect(await restore(target, gzipSync(`${JSON.stringify({ ...header, format: 2 })}\n`))).toMatchObject({ code: 'backup-newer' });
});

/** A database whose schema stopped at these migrations, as an older Forewarn left it. */
async function databaseAt(numbers: readonly number[]): Promise<pg.PoolConfig> {
  const connection = await emptyDatabase();
  await migrate(connection);
  const client = new pg.Client(connection);
  await client.connect();
  await makeSchema(
    client,
    (await knownMigrations()).filter((migration) => numbers.includes(migration.number)),
  );
  await client.query(`insert into forewarn.branches (id, name) values (gen_random_uuid(), 'Zorg voor Geest')`);
  await client.end();
  return connection;
}
