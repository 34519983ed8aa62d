import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database/open-database.ts';
import { testDatabase } from '../database/test-database.ts';
import { databaseUrl } from '../database/database-url.test-support.ts';
import { rememberingTerminal } from './remembering-terminal.test-support.ts';
import { runForewarn } from './run-forewarn.ts';

let database: Database;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'forewarn-commands-'));
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

async function forewarn(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<{ exit: number; out: string; err: string }> {
  const terminal = rememberingTerminal();
  const environment = {
    DATABASE_URL: databaseUrl(database.connection),
    FOREWARN_DATA: join(folder, 'data'),
    FOREWARN_LOG: 'silent',
    ...settings,
  };
  const exit = await runForewarn(args, terminal, environment);
  return { exit, ...terminal.said };
}

test('a command that does not exist, a missing file name and a wrong choice are usage faults with a hint', async () => {
  expect(await forewarn(['wran'])).toMatchObject({ exit: 2, out: '', err: expect.stringMatching(/unknown command[\s\S]*--help/) });
  expect(await forewarn(['backup'])).toMatchObject({ exit: 2, err: expect.stringContaining('missing required argument') });
  expect(await forewarn(['import', 'people', 'x.csv'])).toMatchObject({ exit: 2, err: expect.stringContaining('institutions') });
});

test('help goes to the output and is no fault', async () => {
  expect(await forewarn(['--help'])).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/start[\s\S]*backup[\s\S]*restore[\s\S]*doctor/),
    err: '',
  });
});

test('settings that cannot be used are told all at once, for people and for scripts', async () => {
  const wrong = { FOREWARN_PORT: 'many', FOREWARN_CERT_PREFIX: 'x' };
  const told = await forewarn(['migrate', '--json'], wrong);
  expect(told).toMatchObject({ exit: 2, err: expect.stringMatching(/FOREWARN_PORT[\s\S]*FOREWARN_CERT_PREFIX/) });
  expect(JSON.parse(told.out)).toMatchObject({ error: { code: 'usage' } });
});

test('a database that does not answer is one sentence and a hint, never a stack trace', async () => {
  const told = await forewarn(['migrate'], { DATABASE_URL: 'postgresql://x@127.0.0.1:1/x' });
  expect(told).toMatchObject({
    exit: 1,
    out: '',
    err: expect.stringMatching(/^forewarn: The database server can't be reached.*\n {2}.*\n$/),
  });
});

test('a token is made and shown once; the one for an institution needs an institution that is there', async () => {
  const made = await forewarn(['token', 'make', 'administrator', 'Fatima', '--days', '30', '--json']);
  expect(JSON.parse(made.out)).toMatchObject({
    token: expect.stringMatching(/^fwt_/),
    for: 'administrator',
    name: 'Fatima',
    expiresAt: expect.any(String),
  });
  expect(await forewarn(['token', 'make', 'institution', 'Register', '--institution', 'Nergens'])).toMatchObject({
    exit: 3,
    err: expect.stringContaining('Nergens'),
  });
  const list = join(folder, 'i.csv');
  await writeFile(list, 'Instelling;Sector\nGGZ Rietmark;ggz\n');
  expect(await forewarn(['import', 'institutions', list])).toMatchObject({ exit: 0, out: expect.stringContaining('1 added') });
  expect(await forewarn(['token', 'make', 'institution', 'Register', '--institution', 'GGZ Rietmark'])).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/^fwt_/),
  });
});

test('an import that is understood in part is done, and asks for a look', async () => {
  const inventory = join(folder, 'v.csv');
  await writeFile(inventory, 'instelling;product\nGGZ Rietmark;Zenya\nNergens;Zenya\n');
  const done = await forewarn(['import', 'inventory', inventory]);
  expect(done).toMatchObject({ exit: 4, out: expect.stringMatching(/1 added[\s\S]*Nergens/) });
  expect(await forewarn(['import', 'inventory', join(folder, 'nowhere.csv')])).toMatchObject({
    exit: 3,
    err: expect.stringContaining('nowhere.csv'),
  });
});

test('a backup is readable by its owner alone, holds the link secret only on request, and is never written over unasked', async () => {
  const file = join(folder, 'a.backup');
  const done = await forewarn(['backup', file, '--json']);
  expect(JSON.parse(done.out)).toMatchObject({ file, withSecrets: false, schema: expect.any(Number) });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await forewarn(['backup', file])).toMatchObject({ exit: 3, err: expect.stringContaining('--overwrite') });
  const secret = await readFile(join(folder, 'data', 'link-secret'), 'utf8');
  const [sealingKey = ''] = (await readFile(join(folder, 'data', 'secret-keys'), 'utf8')).split('\n');
  const holds = (bytes: Buffer) => [secret, sealingKey].map((each) => gunzipSync(bytes).includes(each));
  expect(holds(await readFile(file))).toEqual([false, false]);
  expect(await forewarn(['backup', file, '--overwrite', '--with-secrets'])).toMatchObject({ exit: 0 });
  expect(holds(await readFile(file))).toEqual([true, true]);
});

test('a backup with its secret restores both; links in mails that were sent go on working', async () => {
  const file = join(folder, 'b.backup');
  await forewarn(['backup', file, '--with-secrets']);
  const other = await testDatabase();
  const settings = { DATABASE_URL: databaseUrl(other.connection), FOREWARN_DATA: join(folder, 'elsewhere') };
  try {
    expect(await forewarn(['restore', file], settings)).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/Every row was read back[\s\S]*link secret is back/),
    });
    expect(await readFile(join(folder, 'elsewhere', 'link-secret'), 'utf8')).toBe(
      await readFile(join(folder, 'data', 'link-secret'), 'utf8'),
    );
    const [sealingKey = ''] = (await readFile(join(folder, 'data', 'secret-keys'), 'utf8')).split('\n');
    expect(await readFile(join(folder, 'elsewhere', 'secret-keys'), 'utf8')).toContain(sealingKey);
    expect(await forewarn(['restore', file], settings)).toMatchObject({ exit: 3, err: expect.stringContaining('--replace') });
    const entries = await other.pool.query(`select action from forewarn.audit_log order by id desc limit 1`);
    expect(entries.rows).toEqual([{ action: 'backup-restored' }]);
  } finally {
    await other.close();
  }
});

test('secrets are sealed under a new key by one command, which says where the keys are', async () => {
  const before = await readFile(join(folder, 'data', 'secret-keys'), 'utf8');
  const rotated = JSON.parse((await forewarn(['secrets', 'rotate', '--forget', '--json'])).out);
  const after = await readFile(join(folder, 'data', 'secret-keys'), 'utf8');
  expect(after).toMatch(new RegExp(`^${rotated.keyId} \\S{43}\n$`));
  expect(rotated.forgotten).toEqual(before.split('\n').flatMap((line) => line.slice(0, 8) || []));
});
