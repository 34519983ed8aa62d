import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseUrl } from '../database/database-url.test-support.ts';
import type { Database } from '../database/open-database.ts';
import { hasSystemPostgres, startSystemCluster } from '../database/system-cluster.test-support.ts';
import { inDatabase, testDatabase } from '../database/test-database.ts';
import { startServerProcess } from '../server-process.test-support.ts';
import { rememberingTerminal } from './remembering-terminal.test-support.ts';
import { runForewarn } from './run-forewarn.ts';

let database: Database;
let folder: string;
beforeEach(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'forewarn-audit-command-'));
});
afterEach(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

const settings = (more: Readonly<Record<string, string>> = {}) => ({
  DATABASE_URL: databaseUrl(database.connection),
  FOREWARN_DATA: join(folder, 'data'),
  FOREWARN_LOG: 'silent',
  ...more,
});

async function forewarn(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const terminal = rememberingTerminal();
  return { exit: await runForewarn(args, terminal, settings(more)), ...terminal.said };
}

/** Entries by the command itself: each token made is one. */
async function tokens(count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await forewarn(['token', 'make', 'analyst', `Analist ${made}`]);
}

async function tamper(statements: string): Promise<void> {
  const client = new pg.Client(database.connection);
  await client.connect();
  await client.query(`set session_replication_role = replica; ${statements}`).finally(() => client.end());
}

test('a whole trail is told in a sentence and ends with 0; a changed entry is named, and ends with 4', async () => {
  await tokens(3);
  expect(await forewarn(['audit', 'checkpoint'])).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/^Entry 3, signed: [0-9a-f]{64}\n/),
  });
  expect(await forewarn(['audit', 'verify'])).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/^The audit trail is whole: 3 entries/),
  });
  await tamper(`update forewarn.audit_log set actor = 'x' where id = (select entry_id from forewarn.audit_seals where sequence = 2)`);
  expect(await forewarn(['audit', 'verify'])).toMatchObject({ exit: 4, out: expect.stringMatching(/NOT WHOLE\. First bad entry: 2\./) });
  const told = await forewarn(['audit', 'verify', '--json']);
  expect(told.exit).toBe(4);
  expect(JSON.parse(told.out)).toMatchObject({ firstBadSequence: 2, faults: [{ code: 'entry-changed', sequence: 2 }] });
});

test('an export goes to the output or a file, is itself in the trail, and a wrong time is refused', async () => {
  await tokens(2);
  const out = (await forewarn(['audit', 'export', '--format', 'jsonl'])).out.trim().split('\n');
  expect(out.map((line) => JSON.parse(line).entry.action)).toEqual(['token-made', 'token-made', 'audit-exported']);
  expect(JSON.parse(out[2]!).entry.origin).toMatch(/^command, user \d+$/);
  const file = join(folder, 'trail.csv');
  expect(await forewarn(['audit', 'export', file, '--format', 'csv', '--from', '2000-01-01'])).toMatchObject({ exit: 0 });
  expect((await readFile(file, 'utf8')).split('\r\n')).toHaveLength(6);
  expect((await forewarn(['audit', 'export', '--to', '2000-01-01'])).out).toBe('');
  expect(await forewarn(['audit', 'export', '--from', 'yesterday'])).toMatchObject({ exit: 3, err: expect.stringContaining('2026-11-01') });
  expect(await forewarn(['audit', 'export', file])).toMatchObject({ exit: 3 });
});

test('an entry waits for its seal longer than it should: that is told, and what to do', async () => {
  await tokens(1);
  await tamper(`update forewarn.audit_waiting set since = now() - interval '2 minutes'`);
  expect(await forewarn(['audit', 'verify'])).toMatchObject({ exit: 4, out: expect.stringContaining('forewarn audit checkpoint') });
  await forewarn(['audit', 'checkpoint']);
  expect((await forewarn(['audit', 'verify'])).exit).toBe(0);
});

test('a restore into an empty database carries the chain on: it verifies there, and an older backup put back is said by whom', async () => {
  await tokens(3);
  await forewarn(['audit', 'checkpoint']);
  const file = join(folder, 'a.backup');
  await forewarn(['backup', file, '--with-secrets']);
  await tokens(2); // not in the backup, and sealed and signed
  await forewarn(['audit', 'checkpoint']);
  const other = await testDatabase();
  const there = { DATABASE_URL: databaseUrl(other.connection), FOREWARN_DATA: join(folder, 'elsewhere') };
  try {
    // On another machine, with the key from the backup.
    expect(await forewarn(['restore', file], there)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('key that signs the audit trail is back'),
    });
    const verified = JSON.parse((await forewarn(['audit', 'verify', '--json'], there)).out);
    expect(verified).toMatchObject({ faults: [], entries: 4, signedUpTo: 4, waiting: 0 });
    await forewarn(['token', 'make', 'analyst', 'Later'], there);
    await forewarn(['audit', 'checkpoint'], there);
    expect((await forewarn(['audit', 'verify'], there)).exit).toBe(0);
  } finally {
    await other.close();
  }
  // On this one, where the files beside the database know of more: the restore says itself what it took back.
  expect(await forewarn(['restore', file, '--replace'])).toMatchObject({ exit: 0 });
  const restored = JSON.parse((await forewarn(['audit', 'verify', '--json'])).out);
  expect(restored).toMatchObject({ faults: [], entries: 4 });
  expect(restored.notes.join(' ')).toContain('took back entries 4 to 6');
});

test('every backup holds what checks the signatures of earlier days; the keys of push messages only with the secrets', async () => {
  await tokens(2);
  await forewarn(['secrets', 'rotate', 'audit']);
  await forewarn(['secrets', 'rotate', 'push']);
  await tokens(1);
  await forewarn(['audit', 'checkpoint']);
  const [plain, secret] = [join(folder, 'plain.backup'), join(folder, 'secret.backup')];
  await forewarn(['backup', plain]);
  await forewarn(['backup', secret, '--with-secrets']);
  for (const file of [plain, secret]) {
    const other = await testDatabase();
    const dataDirectory = join(folder, `elsewhere-${file === plain}`);
    const there = { DATABASE_URL: databaseUrl(other.connection), FOREWARN_DATA: dataDirectory };
    try {
      expect(await forewarn(['restore', file], there)).toMatchObject({ exit: 0, out: expect.stringContaining('Public keys that check') });
      const verified = JSON.parse((await forewarn(['audit', 'verify', '--json'], there)).out);
      expect(verified).toMatchObject({ faults: [], signedUpTo: verified.entries });
      expect(verified.notes.join(' ')).not.toContain('with a key that is not here');
    } finally {
      await other.close();
    }
    const pushed = await readFile(join(dataDirectory, 'push-keys'), 'utf8').catch(() => undefined);
    expect(pushed).toBe(file === plain ? undefined : await readFile(join(folder, 'data', 'push-keys'), 'utf8'));
  }
});

test('an older copy of the database that is put back past Forewarn is a tail that is missing', async () => {
  await tokens(3);
  await forewarn(['audit', 'checkpoint']);
  const file = join(folder, 'a.backup');
  await forewarn(['backup', file]);
  await tokens(4);
  await forewarn(['audit', 'checkpoint']);
  // With a data directory of their own they can restore; they can't sign for this one.
  await cp(join(folder, 'data'), join(folder, 'kept'), { recursive: true });
  await forewarn(['restore', file, '--replace'], { FOREWARN_DATA: join(folder, 'theirs') });
  const told = JSON.parse((await forewarn(['audit', 'verify', '--json'], { FOREWARN_DATA: join(folder, 'kept') })).out);
  expect(told.faults.map(({ code }: { code: string }) => code)).toContain('tail-removed');
});

test('killed between entries and sealing nothing acknowledged is lost from the trail', async () => {
  const server = await startServerProcess(settings({ FOREWARN_PORT: '0' }));
  const acknowledged: string[] = [];
  let isUp = true;
  const writing = Array.from({ length: 4 }, async (_, writer) => {
    for (let count = 0; isUp; count += 1) {
      const name = `Instelling ${writer} ${count}`;
      const answer = await fetch(`${server.url}/api/institutions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name, sector: 'ggz' }),
      }).catch(() => undefined);
      if (answer === undefined) return; // it is gone
      if (!answer.ok) continue; // a busy machine says so, and nothing was acknowledged
      acknowledged.push(((await answer.json()) as { id: string }).id);
    }
  });
  while (acknowledged.length < 60) await new Promise((settle) => setTimeout(settle, 5));
  await server.kill();
  isUp = false;
  await Promise.all(writing);
  const before = await database.pool.query('select count(*) as count from forewarn.audit_waiting');
  expect(before.rows[0].count).toBeGreaterThan(0);
  await forewarn(['audit', 'checkpoint']);
  expect(JSON.parse((await forewarn(['audit', 'verify', '--json'])).out)).toMatchObject({ faults: [], waiting: 0 });
  const sealed = await database.pool.query(
    `select jsonb_array_elements_text(e.details->'added') as id from forewarn.audit_log e join forewarn.audit_seals s on s.entry_id = e.id where e.action = 'institutions-accepted'`,
  );
  const kept = new Set(sealed.rows.map(({ id }) => id));
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  // Started again it goes on where it was.
  const again = await startServerProcess(settings({ FOREWARN_PORT: '0' }));
  expect(await again.stop()).toBe(0);
  expect((await forewarn(['audit', 'verify'])).exit).toBe(0);
});

test.skipIf(!hasSystemPostgres)('a chain that moves to PostgreSQL 15 keeps every hash', async () => {
  await tokens(3);
  await writeFile(join(folder, 'i.csv'), 'Instelling;Sector\nGGZ Rietmark;ggz\n');
  await forewarn(['import', 'institutions', join(folder, 'i.csv')]);
  await forewarn(['audit', 'checkpoint']);
  const file = join(folder, 'a.backup');
  await forewarn(['backup', file]);
  const cluster = await startSystemCluster();
  try {
    const client = new pg.Client(inDatabase({ connectionString: cluster.url }, 'postgres'));
    await client.connect();
    await client.query('create database moved').finally(() => client.end());
    const there = { DATABASE_URL: inDatabase({ connectionString: cluster.url }, 'moved').connectionString ?? '' };
    expect(await forewarn(['restore', file], there)).toMatchObject({ exit: 0 });
    expect(JSON.parse((await forewarn(['audit', 'verify', '--json'], there)).out)).toMatchObject({ faults: [], entries: 5 });
  } finally {
    await cluster.remove();
  }
});

test('a proof pack for nothing that is there is refused', async () => {
  expect(await forewarn(['audit', 'proof', 'FW-2026-9999', 'Nergens'])).toMatchObject({
    exit: 3,
    err: expect.stringContaining('FW-2026-9999'),
  });
  await writeFile(join(folder, 'x.json'), '{"trail": 1}');
  expect(await forewarn(['audit', 'check', join(folder, 'x.json')])).toMatchObject({ exit: 3 });
});
