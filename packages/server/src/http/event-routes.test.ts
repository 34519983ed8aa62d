import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AddressInfo } from 'node:net';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { record, type AuditEntry } from '../audit/record.ts';
import { findAccount } from '../sessions/account-store.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { beginSession, sessionOfSecret } from '../sessions/session.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { buildApp } from './build-app.ts';
import { registerEventRoutes } from './event-routes.ts';

let machine: TestMachine;
let app: Awaited<ReturnType<typeof buildApp>>;
let url: string;
const tokens: Record<string, string> = {};
const ids: Record<string, string> = {};
beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerEventRoutes(app, machine);
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/events`;
  const now = machine.clock.now();
  for (const name of ['rietmark', 'lindemark']) {
    const id = newId<'Institution'>(now);
    ids[name] = id;
    await machine.database.pool.query(`insert into forewarn.institutions (id, name, sector, joined_at) values ($1, $2, 'ggz', now())`, [
      id,
      name,
    ]);
    tokens[name] = await makeToken(
      machine.database,
      { kind: 'institution', name, institutionId: idOf<'Institution'>(id), roles: ['ciso'] },
      now,
    );
  }
  tokens['cert'] = await makeToken(machine.database, { kind: 'cert', name: 'B. Analist', roles: ['analyst'] }, now);
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

type Ear = {
  readonly heard: () => string;
  readonly hears: (text: string) => Promise<string>;
  readonly stop: () => void;
  readonly status: number;
};

async function listenAs(who: string, headers: Record<string, string> = {}): Promise<Ear> {
  const stopping = new AbortController();
  const response = await fetch(`${url}?seconds=50`, {
    headers: { authorization: `Bearer ${tokens[who]}`, ...headers },
    signal: stopping.signal,
  });
  let text = '';
  const reading = (async () => {
    for await (const part of response.body ?? []) text += new TextDecoder().decode(part);
  })().catch(() => {});
  return {
    status: response.status,
    heard: () => text,
    hears: async (wanted) => {
      while (!text.includes(wanted)) await new Promise((settle) => setTimeout(settle, 50));
      return text;
    },
    stop: () => {
      stopping.abort();
      void reading;
    },
  };
}

const told = (institution: string, warning: string, action = 'institution-told') =>
  write({
    principal: { kind: 'system', name: 'test' },
    at: machine.clock.now(),
    action,
    subject: { kind: 'warning', id: warning },
    institutionId: ids[institution],
    details: { title: 'GEHEIM' },
  });
const write = (entry: AuditEntry) => asSystem(machine.database, 'test', (trx) => record(trx, entry));

test('the CERT hears which warning changed and nothing of what it says; an institution hears of its own alone', async () => {
  const [cert, rietmark, lindemark] = await Promise.all([listenAs('cert'), listenAs('rietmark'), listenAs('lindemark')]);
  await Promise.all([cert, rietmark, lindemark].map(({ hears }) => hears('event: again')));
  await told('rietmark', 'w-1');
  expect(await cert.hears('event: changed')).toContain('{"changes":[{"word":"warnings","id":"w-1"}]}');
  expect(await rietmark.hears('event: changed')).toContain('{"changes":[{"word":"warnings"}]}');
  await told('lindemark', 'w-2'); // told after, so what was to come before has come
  await lindemark.hears('event: changed');
  expect(lindemark.heard().match(/event: changed/g)).toHaveLength(1);
  expect(rietmark.heard().match(/event: changed/g)).toHaveLength(1);
  for (const ear of [cert, rietmark, lindemark]) expect(ear.heard()).not.toContain('GEHEIM');
  for (const ear of [cert, rietmark, lindemark]) ear.stop();
});

test('who comes back with its place hears what came in between, and who comes with a strange one reads again', async () => {
  const first = await listenAs('cert');
  const place = /id: (\S+)/.exec(await first.hears('event: again'))?.[1] ?? '';
  first.stop();
  const other = await listenAs('cert');
  await other.hears('event: again');
  await told('rietmark', 'w-3');
  await other.hears('w-3');
  other.stop();
  const back = await listenAs('cert', { 'last-event-id': place });
  expect(await back.hears('w-3')).not.toContain('event: again');
  back.stop();
  const stranger = await listenAs('cert', { 'last-event-id': '00000000-1' });
  await stranger.hears('event: again');
  stranger.stop();
});

test('a transaction that commits after a later one is told of all the same', async () => {
  const ear = await listenAs('cert');
  await ear.hears('event: again');
  let finish = () => {};
  const waiting = new Promise<void>((settle) => (finish = settle));
  const slow = asSystem(machine.database, 'test', async (trx) => {
    await record(trx, {
      principal: { kind: 'system', name: 'test' },
      at: machine.clock.now(),
      action: 'matter-changed',
      subject: { kind: 'matter', id: 'm-slow' },
    });
    await waiting;
  });
  await told('rietmark', 'w-quick');
  await ear.hears('w-quick');
  finish();
  await slow;
  await ear.hears('m-slow');
  ear.stop();
});

test('one reader holds six streams and no more; others still listen', async () => {
  const ears: Ear[] = [];
  for (let count = 0; count < 6; count += 1) ears.push(await listenAs('lindemark'));
  expect((await listenAs('lindemark')).status).toBe(429);
  const other = await listenAs('rietmark');
  expect(other.status).toBe(200);
  for (const ear of [...ears, other]) ear.stop();
});

test('a stream ends when what let its reader in ends, and hears no more in the same second', async () => {
  const now = machine.clock.now();
  const account = newId<'Account'>(now);
  await machine.database.pool.query(
    `insert into forewarn.accounts (id, kind, name, email, roles, created_at) values ($1, 'cert', 'C. Officier', 'c@cert.example', '{analyst}', $2)`,
    [account, now],
  );
  const secret = await asSystem(machine.database, 'test', async (trx) => {
    const signing = await findAccount(trx, account);
    if (signing === undefined) throw new Error('there is no account');
    return beginSession(trx, signing, 'passkey', { network: '192.0.2.0/24', device: 'test' }, now);
  });
  const cookie = { cookie: `forewarn_session=${secret}` };
  const response = await fetch(`${url}?seconds=50`, { headers: cookie });
  expect(response.status).toBe(200);
  const ended = response.text();
  const session = await sessionOfSecret(machine.database, secret, now);
  if (session === undefined) throw new Error('there is no session');
  await endSessions(machine, session, { id: session.id });
  await told('rietmark', 'w-after');
  const text = await ended; // long before its fifty seconds, or this test times out
  expect(text).not.toContain('w-after');
  expect((await fetch(`${url}?seconds=50`, { headers: cookie })).status).toBe(401);
}, 20_000);

test('without a time the stream says where it stands and ends; who is nobody is refused', async () => {
  const response = await fetch(url, { headers: { authorization: `Bearer ${tokens['cert']}` } });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(await response.text()).toMatch(/^retry: 2000\nid: [0-9a-f]{8}-\d+\nevent: again\n/);
  expect((await fetch(url)).status).toBe(401);
});

test('a server that closes ends its streams at once', async () => {
  const own = await buildApp(machine);
  registerEventRoutes(own, machine);
  await own.listen({ host: '127.0.0.1', port: 0 });
  const there = `http://127.0.0.1:${(own.server.address() as AddressInfo).port}/api/events?seconds=55`;
  const response = await fetch(there, { headers: { authorization: `Bearer ${tokens['cert']}` } });
  const ended = response.text();
  await own.close();
  expect(await ended).toContain('event: again');
});
