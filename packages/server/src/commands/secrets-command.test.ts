import { mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { databaseUrl } from '../database/database-url.test-support.ts';
import type { Database } from '../database/open-database.ts';
import { testDatabase } from '../database/test-database.ts';
import { pushKeys } from '../deliveries/channels/push/push-keys.ts';
import { exampleMembers } from '../deliveries/example-deliveries.test-support.ts';
import { linkSecrets } from '../sessions/link-secret.ts';
import { knownLinkSecrets, linkIdOf, linkIdOfAny, linkToken } from '../sessions/link-token.ts';
import { openMachine, startServer } from '../start-server.ts';
import { rememberingTerminal } from './remembering-terminal.test-support.ts';
import { runForewarn } from './run-forewarn.ts';

let database: Database;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'forewarn-secrets-'));
  environment = { DATABASE_URL: databaseUrl(database.connection), FOREWARN_DATA: join(folder, 'data'), FOREWARN_LOG: 'silent' };
  await forewarn(['migrate']);
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

async function forewarn(args: readonly string[]): Promise<{ exit: number; out: string; err: string }> {
  const terminal = rememberingTerminal();
  const exit = await runForewarn(args, terminal, environment);
  return { exit, ...terminal.said };
}

test('the secret of links is rotated: links that were sent work until their end, and with --forget no longer', async () => {
  const data = join(folder, 'data');
  const old = linkSecrets(data).current();
  const machine = await openMachine(readConfig(environment));
  try {
    const warning = '0198f2a4-7c11-7abc-8def-0123456789ab';
    const token = linkToken(warning, old);
    const [before] = (await database.pool.query('select count(*)::int as live from forewarn.mail_code_requests')).rows;
    await database.pool.query(
      `insert into forewarn.mail_code_requests (id, browser_sha256, short_code, email, network, asked_at, ends_at)
       values (gen_random_uuid(), sha256('x'), 'ABCD', 'x@x.example', '192.0.2.1', now() - interval '1 minute', now() + interval '9 minutes')`,
    );
    expect(JSON.parse((await forewarn(['secrets', 'rotate', 'links', '--json'])).out)).toEqual({ kept: 1, forgotten: false });
    expect(before.live).toBe(0);
    // A Forewarn that runs signs under the new one, without a restart, and still opens what the old one signed.
    expect(Buffer.from(machine.linkSecret).equals(Buffer.from(old))).toBe(false);
    expect(linkIdOf(token, machine.linkSecret)).toBeUndefined();
    expect(linkIdOfAny(token, knownLinkSecrets(machine))).toBe(warning);
    expect(JSON.parse((await forewarn(['secrets', 'rotate', 'links', '--forget', '--json'])).out)).toEqual({ kept: 0, forgotten: true });
    expect(linkIdOfAny(token, knownLinkSecrets(machine))).toBeUndefined();
    await database.pool.query(`update forewarn.mail_code_requests set ends_at = now() - interval '1 second'`);
    // The page of a contact has no end of its own: what made such links is kept for as long as one may be looked for.
    expect(JSON.parse((await forewarn(['secrets', 'rotate', 'links', '--json'])).out)).toEqual({ kept: 1, forgotten: false });
  } finally {
    await machine.database.close();
  }
  expect((await stat(join(data, 'link-secret'))).mode & 0o777).toBe(0o600);
});

test('a server that runs signs under the new secret at once, and still opens the pages that the old one named', async () => {
  const running = await startServer(readConfig({ ...environment, FOREWARN_PORT: '0', FOREWARN_ROLE: 'web' }));
  try {
    const [member] = await exampleMembers(running.machine, 1);
    const old = running.machine.linkSecret;
    const page = `${running.url}/c/${linkToken(member?.contactId ?? '', old, 'contact-link')}`;
    expect((await fetch(page)).status).toBe(200);
    await forewarn(['secrets', 'rotate', 'links']);
    expect(Buffer.from(running.machine.linkSecret).equals(Buffer.from(old))).toBe(false);
    expect((await fetch(page)).status).toBe(200);
    expect((await fetch(`${running.url}/c/${linkToken(member?.contactId ?? '', running.machine.linkSecret, 'contact-link')}`)).status).toBe(
      200,
    );
    await forewarn(['secrets', 'rotate', 'links', '--forget']);
    expect((await fetch(page)).status).toBe(404);
  } finally {
    await running.stop();
  }
});

test('the key that signs the trail is rotated: the chain verifies over both, and what the old one signed last names the new one', async () => {
  const data = join(folder, 'data');
  await forewarn(['audit', 'checkpoint']);
  const before = await readFile(join(data, 'audit-key'), 'utf8');
  const rotated = JSON.parse((await forewarn(['secrets', 'rotate', 'audit', '--json'])).out);
  expect(await readFile(join(data, 'audit-key'), 'utf8')).not.toBe(before);
  expect((await stat(join(data, 'audit-key'))).mode & 0o777).toBe(0o600);
  await forewarn(['secrets', 'rotate', 'sessions']); // an entry for the new key to sign
  await forewarn(['audit', 'checkpoint']);
  expect(JSON.parse((await forewarn(['audit', 'verify', '--json'])).out)).toMatchObject({ faults: [] });
  const keys = await database.pool.query('select distinct key_id from forewarn.audit_checkpoints where sequence >= $1', [rotated.sequence]);
  expect(keys.rows.map(({ key_id: key }) => key).toSorted()).toEqual([rotated.from, rotated.to].toSorted());
  const named = await database.pool.query(
    `select e.subject from forewarn.audit_log e join forewarn.audit_seals s on s.entry_id = e.id where s.sequence <= $1 and e.action = 'audit-key-rotated'`,
    [rotated.sequence],
  );
  expect(named.rows).toEqual([{ subject: rotated.to }]);
  // Without the old public half nobody can check what it signed, and verify says so.
  await rename(join(data, `audit-key-${rotated.from}.pub`), join(data, 'aside'));
  const unknown = JSON.parse((await forewarn(['audit', 'verify', '--json'])).out);
  expect(JSON.stringify(unknown)).toContain(rotated.from);
  await rename(join(data, 'aside'), join(data, `audit-key-${rotated.from}.pub`));
});

test('new keys for push ask every device again, and all sessions end by one command', async () => {
  const first = JSON.parse((await forewarn(['secrets', 'rotate', 'push', '--json'])).out);
  expect(first).toEqual({ publicKey: expect.stringMatching(/^[A-Za-z0-9_-]{87}$/), devices: 0 });
  expect(pushKeys(readConfig(environment)).publicKey).toBe(first.publicKey);
  const account = await database.pool.query(
    `insert into forewarn.accounts (id, kind, name, email, roles, created_at) values (gen_random_uuid(), 'cert', 'D. Officier', 'd@cert.example', '{analyst}', now()) returning id`,
  );
  await database.pool.query(
    `insert into forewarn.sessions (id, token_sha256, account_id, rights_version, assurance, begun_at, used_at, proved_at, network, device)
     values (gen_random_uuid(), sha256('d'), $1, 1, 'passkey', now(), now(), now(), '192.0.2.1', 'test')`,
    [account.rows[0].id],
  );
  expect(JSON.parse((await forewarn(['secrets', 'rotate', 'sessions', '--json'])).out)).toEqual({ ended: 1 });
  const all = JSON.parse((await forewarn(['secrets', 'rotate', 'all', '--json'])).out);
  expect(Object.keys(all)).toEqual(['members', 'links', 'audit']);
});
