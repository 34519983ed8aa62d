import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { buildApp } from '../http/build-app.ts';
import { findOwnContacts } from '../deliveries/wishes-store.ts';
import { findAccount as findSigningAccount } from '../sessions/account-store.ts';
import { disableAccount } from '../sessions/make-account.ts';
import { beginSession } from '../sessions/session.ts';
import { prepareNotice } from '../sessions/sign-in-notices.ts';
import { startRecovery } from '../sessions/recoveries.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { findAccount } from './account-store.ts';
import { registerAccountRoutes } from './account-routes.ts';
import { registerInstitutionRoutes } from './institution-routes.ts';
import { registerProviderRoutes } from './provider-routes.ts';

let machine: TestMachine;
let app: FastifyInstance;
let administrator: string;
const ids: Record<string, string> = {};
const ciso: Record<string, string> = {};

async function call(
  token: string,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: object,
  headers: Record<string, string> = {},
) {
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.json() };
}

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerAccountRoutes(app, machine);
  registerProviderRoutes(app, machine);
  registerInstitutionRoutes(app, machine);
  await app.ready();
  const now = machine.clock.now();
  administrator = await makeToken(machine.database, { kind: 'cert', name: 'beheer', roles: ['administrator'] }, now);
  for (const [name, branch] of [
    ['GGZ Rietmark', 'Zorg voor Geest'],
    ['Ziekenhuis Lindemark', 'Huizen'],
  ] as const) {
    ids[name] = (await call(administrator, 'POST', '/api/institutions', { name, sector: 'ggz', branch })).body.id;
    ciso[name] = await makeToken(machine.database, { kind: 'institution', name, institutionId: ids[name] ?? '' }, now);
  }
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

/** Somebody of a provider, with a token. */
async function provider(name: string) {
  const { id } = (await call(administrator, 'POST', '/api/providers', { name })).body;
  const email = `beheer@${id}.example`;
  const account = await call(administrator, 'POST', '/api/accounts', {
    kind: 'provider',
    name,
    email,
    roles: ['provider'],
    providerId: id,
  });
  return { id, token: await tokenOf(account.body.id, name) };
}

async function tokenOf(accountId: string, name: string): Promise<string> {
  const account = await asSystem(machine.database, 'test', (trx) => findAccount(trx, accountId, true));
  return makeToken(machine.database, { kind: 'account', name, account: account! }, machine.clock.now());
}

/** Somebody signs in; what they ask, for themselves or for another institution. */
async function signIn(accountId: string, assurance: 'passkey' | 'email' | 'oidc') {
  const secret = await asSystem(machine.database, 'test', async (trx) => {
    const account = await findSigningAccount(trx, accountId);
    return beginSession(trx, account!, assurance, { network: '192.0.2.7', device: 'x' }, machine.clock.now());
  });
  return async (url: string, actingFor?: string) => {
    const headers = { cookie: `forewarn_session=${secret}`, ...(actingFor === undefined ? {} : { 'x-acting-for': actingFor }) };
    const response = await app.inject({ method: 'GET', url, headers });
    return { status: response.statusCode, body: response.json() };
  };
}

test('an institution invites its own people, and nobody else’s whatever it says', async () => {
  const own = ciso['GGZ Rietmark'] ?? '';
  const made = await call(own, 'POST', '/api/accounts', {
    kind: 'institution',
    name: 'Ruud',
    email: 'Ruud@Rietmark.example',
    roles: ['it'],
  });
  expect(made.status).toBe(200);
  const { accounts } = (await call(own, 'GET', '/api/accounts')).body;
  expect(accounts).toMatchObject([{ name: 'Ruud', email: 'ruud@rietmark.example', institutionId: ids['GGZ Rietmark'], roles: ['it'] }]);
  expect((await call(ciso['Ziekenhuis Lindemark'] ?? '', 'GET', '/api/accounts')).body.accounts).toEqual([]);
  for (const [body, status] of [
    [{ kind: 'cert', name: 'x', email: 'a@x.example', roles: ['administrator'] }, 403],
    [{ kind: 'institution', name: 'x', email: 'b@x.example', roles: ['administrator'] }, 422],
    [{ kind: 'institution', name: 'x', email: 'c@x.example', roles: ['it'], institutionId: ids['Ziekenhuis Lindemark'] }, 404],
    [{ kind: 'institution', name: 'x', email: 'RUUD@rietmark.example', roles: ['it'] }, 409],
  ] as const)
    expect((await call(own, 'POST', '/api/accounts', body)).status, JSON.stringify(body)).toBe(status);
  const foreign = await call(ciso['Ziekenhuis Lindemark'] ?? '', 'PATCH', `/api/accounts/${made.body.id}`, { disabled: true });
  expect(foreign.status).toBe(404);
});

test('a token of an account may what its role gives, less what it leaves out, and ends with the account', async () => {
  const own = ciso['GGZ Rietmark'] ?? '';
  const { id } = (await call(own, 'POST', '/api/accounts', { kind: 'service', name: 'Koppeling', roles: ['it'] })).body;
  const made = await call(own, 'POST', `/api/accounts/${id}/tokens`, { name: 'nacht', days: 30, permissions: ['read-self'] });
  const { token } = made.body;
  expect((await call(token, 'GET', '/api/me')).body).toMatchObject({ kind: 'institution', roles: ['it'], permissions: ['read-self'] });
  expect((await call(token, 'GET', `/api/institutions/${ids['GGZ Rietmark']}`)).status).toBe(403);
  const [listed] = (await call(own, 'GET', `/api/accounts/${id}/tokens`)).body.tokens;
  expect(listed).toMatchObject({ name: 'nacht', permissions: ['read-self'], lastUsedAt: machine.clock.now() });
  expect(JSON.stringify(listed)).not.toContain(token);
  expect((await call(own, 'PATCH', `/api/accounts/${id}`, { disabled: true })).status).toBe(200);
  expect((await call(token, 'GET', '/api/me')).status).toBe(401);
  expect((await call(own, 'PATCH', `/api/accounts/${id}`, { disabled: false })).status).toBe(200);
  expect((await call(token, 'GET', '/api/me')).status).toBe(200);
  expect((await call(own, 'DELETE', `/api/accounts/${id}/tokens/${made.body.id}`)).status).toBe(200);
  expect((await call(token, 'GET', '/api/me')).status).toBe(401);
});

test('nobody changes their own rights, and a change ends the sessions there were', async () => {
  const own = ciso['GGZ Rietmark'] ?? '';
  const { id } = (
    await call(own, 'POST', '/api/accounts', { kind: 'institution', name: 'Karin', email: 'karin@rietmark.example', roles: ['ciso'] })
  ).body;
  const hers = await tokenOf(id, 'Karin');
  expect((await call(hers, 'PATCH', `/api/accounts/${id}`, { roles: ['ciso', 'it'] })).body.code).toBe('own-account');
  expect((await call(own, 'PATCH', `/api/accounts/${id}`, { roles: ['board'] })).status).toBe(200);
  expect((await call(hers, 'GET', '/api/accounts')).status).toBe(403);
  const rows = await asSystem(machine.database, 'test', async (trx) => ({
    version: (await sql<{ rights_version: number }>`select rights_version from forewarn.accounts where id = ${id}`.execute(trx)).rows,
    trail: (
      await sql<{
        details: object;
      }>`select details from forewarn.audit_log where subject = ${id} and action = 'account-rights-changed'`.execute(trx)
    ).rows,
  }));
  expect(rows.version).toEqual([{ rights_version: 2 }]);
  expect(rows.trail).toMatchObject([{ details: { before: { roles: ['ciso'] }, after: { roles: ['board'] } } }]);
});

test('a provider acts where it has consent, within it, until it is withdrawn or the CERT suspends it; the trail names both', async () => {
  const { id, token } = await provider('Beheerpartij Olmgracht');
  const rietmark = ids['GGZ Rietmark'] ?? '';
  const acting = { 'x-acting-for': rietmark };
  const own = ciso['GGZ Rietmark'] ?? '';
  const look = async (forWhom: Record<string, string> = acting) =>
    (await call(token, 'GET', `/api/institutions/${rietmark}`, undefined, forWhom)).status;
  expect([await look(), await look({})]).toEqual([401, 403]);
  expect((await call(own, 'PUT', `/api/consents/${id}`, { scopes: ['read'] })).status).toBe(200);
  expect(await look()).toBe(200);
  expect(await look({ 'x-acting-for': ids['Ziekenhuis Lindemark'] ?? '' })).toBe(401);
  expect(await look({ 'x-acting-for': 'x' })).toBe(401);
  expect((await call(token, 'POST', '/api/accounts', {}, acting)).status).toBe(403);
  expect((await call(token, 'GET', '/api/me')).body.actingFor).toMatchObject([{ institutionId: rietmark, scopes: ['read'] }]);
  await call(administrator, 'PUT', `/api/providers/${id}/suspension`, { suspended: true, because: 'bron van de aanval' });
  expect(await look()).toBe(401);
  await call(administrator, 'PUT', `/api/providers/${id}/suspension`, { suspended: false, because: 'schoon' });
  expect(await look()).toBe(200);
  expect((await call(own, 'DELETE', `/api/consents/${id}`)).status).toBe(200);
  expect(await look()).toBe(401);
});

test('the database asks for the consent too: a principal that says it acts sees nothing without one', async () => {
  const { id } = await provider('Beheerpartij Wilgenoord');
  const institutionId = idOf<'Institution'>(ids['GGZ Rietmark'] ?? '');
  const claimed = {
    kind: 'institution',
    name: 'x',
    institutionId,
    onBehalf: { providerId: idOf<'Provider'>(id), scopes: ['read'] },
  } as const;
  const seen = () =>
    asPrincipal(machine.database, claimed, async (trx) => ({
      institutions: (await sql`select 1 from forewarn.institutions`.execute(trx)).rows.length,
      accounts: (await sql`select 1 from forewarn.accounts`.execute(trx)).rows.length,
    }));
  expect(await seen()).toEqual({ institutions: 0, accounts: 0 });
  await call(ciso['GGZ Rietmark'] ?? '', 'PUT', `/api/consents/${id}`, { scopes: ['read'] });
  expect(await seen()).toEqual({ institutions: 1, accounts: 0 });
});

test('an auditor changes nothing, in the database either', async () => {
  const auditor = { kind: 'cert', name: 'Auditor', roles: ['auditor'] } as const;
  await expect(
    asPrincipal(machine.database, auditor, (trx) =>
      sql`insert into forewarn.branches (id, name) values (gen_random_uuid(), 'x')`.execute(trx),
    ),
  ).rejects.toMatchObject({ code: '42501' });
  const changed = await asPrincipal(machine.database, auditor, (trx) => sql`update forewarn.institutions set staff = 1`.execute(trx));
  expect(Number(changed.numAffectedRows)).toBe(0);
});

test('a branch organisation sees numbers, none below five, and no row of anybody', async () => {
  const branch = async (name: string) =>
    idOf<'Branch'>(
      (
        await asSystem(machine.database, 'test', (trx) =>
          sql<{ id: string }>`select id from forewarn.branches where name = ${name}`.execute(trx),
        )
      ).rows[0]?.id ?? '',
    );
  for (let place = 1; place <= 6; place += 1)
    await call(administrator, 'POST', '/api/institutions', {
      name: `Huis ${place}`,
      sector: 'ggz',
      branch: 'Huizen',
      contacts: place <= 4 ? [{ name: 'Piket', role: '24-7', email: `p${place}@huis.example` }] : [],
    });
  const numbersOf = async (name: string) => {
    const branchId = await branch(name);
    const email = `${branchId}@branche.example`;
    const made = await call(administrator, 'POST', '/api/accounts', { kind: 'branch', name, email, roles: ['branch'], branchId });
    const numbers = await call(await tokenOf(made.body.id, name), 'GET', '/api/branch-numbers');
    const principal = { kind: 'branch', name, branchId, roles: ['branch'] } as const;
    const rows = await asPrincipal(machine.database, principal, (trx) => sql`select 1 from forewarn.institutions`.execute(trx));
    return [numbers.body, rows.rows.length];
  };
  expect(await numbersOf('Huizen')).toEqual([{ members: 7, answersByUrgency: [] }, 0]);
  expect(await numbersOf('Zorg voor Geest')).toEqual([{ answersByUrgency: [] }, 0]);
});

test('the last account that administers the CERT keeps that, and is not ended; with a second one it may be', async () => {
  const make = async (email: string) =>
    (await call(administrator, 'POST', '/api/accounts', { kind: 'cert', name: email, email, roles: ['administrator', 'analyst'] })).body.id;
  await machine.database.pool.query(
    `update forewarn.accounts set disabled_at = now() where kind = 'cert' and 'administrator' = any(roles)`,
  );
  const first = await make('laatste@cert.example');
  const change = (id: string, body: object) => call(administrator, 'PATCH', `/api/accounts/${id}`, body);
  expect((await change(first, { roles: ['analyst'] })).body).toMatchObject({ code: 'last-administrator' });
  expect((await change(first, { disabled: true })).body).toMatchObject({ code: 'last-administrator' });
  expect(await disableAccount(machine, { kind: 'system', name: 'test' }, 'laatste@cert.example')).toMatchObject({
    code: 'last-administrator',
  });
  expect((await change(first, { roles: ['administrator'] })).status).toBe(200);
  const second = await make('tweede@cert.example');
  const both = await Promise.all([change(first, { disabled: true }), change(second, { disabled: true })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]); // at once as well, one stays
});

test('somebody new gets the code of the first passkey by mail, and nobody of the CERT does', async () => {
  const jobs = async () =>
    (await machine.database.pool.query(`select key from graphile_worker._private_jobs where key like 'sign-in-notice invitation %'`)).rows
      .length;
  const before = await jobs();
  const rietmark = ciso['GGZ Rietmark'] ?? '';
  await call(rietmark, 'POST', '/api/accounts', { kind: 'institution', name: 'Nieuw', email: 'nieuw@rietmark.example', roles: ['it'] });
  expect(await jobs()).toBe(before + 1);
  await call(rietmark, 'POST', '/api/accounts', { kind: 'service', name: 'Programma', roles: ['it'] });
  await call(administrator, 'POST', '/api/accounts', { kind: 'cert', name: 'Officer', email: 'officer@cert.example', roles: ['analyst'] });
  expect(await jobs()).toBe(before + 1);
});

test('somebody of one institution who is invited by another signs in as before, and is at each what its own CISO made them', async () => {
  const [rietmark = '', lindemark = ''] = [ids['GGZ Rietmark'], ids['Ziekenhuis Lindemark']];
  const [ofRietmark = '', ofLindemark = ''] = [ciso['GGZ Rietmark'], ciso['Ziekenhuis Lindemark']];
  const invite = (token: string, name: string, role: string) =>
    call(token, 'POST', '/api/accounts', { kind: 'institution', name, email: 'Wil@maatschap.example', roles: [role] });
  const first = await invite(ofRietmark, 'Wil van Rietmark', 'it');
  const second = await invite(ofLindemark, 'W. Lindemark', 'read-only');
  expect([first.status, second.status]).toEqual([200, 200]);
  // Who invited reads what it wrote, and not that there was an account already.
  const listed = (await call(ofLindemark, 'GET', '/api/accounts')).body.accounts.find(({ id }: { id: string }) => id === second.body.id);
  expect(listed).toEqual({
    id: second.body.id,
    kind: 'institution',
    name: 'W. Lindemark',
    email: 'wil@maatschap.example',
    roles: ['read-only'],
    institutionId: lindemark,
    createdAt: expect.any(String),
  });
  expect((await invite(ofLindemark, 'Nog eens', 'it')).body.code).toBe('address-taken');
  expect((await invite(ofRietmark, 'Nog eens', 'it')).body.code).toBe('address-taken');
  const mails = await machine.database.pool.query(
    `select payload ->> 'kind' as kind, payload -> 'to' ->> 'id' as "to" from graphile_worker._private_jobs where payload ->> 'subjectId' = $1`,
    [second.body.id],
  );
  expect(mails.rows).toEqual([{ kind: 'also-of', to: first.body.id }]);

  const notice = { kind: 'also-of', subjectId: second.body.id } as const;
  expect(await prepareNotice(machine, notice, { kind: 'account', id: first.body.id })).toMatchObject({
    kind: 'also-of',
    institution: 'Ziekenhuis Lindemark',
    to: { email: 'wil@maatschap.example' },
  });

  const wil = await signIn(first.body.id, 'passkey');
  const home = (await wil('/api/me')).body;
  expect(home).toMatchObject({ institutionId: rietmark, institution: 'GGZ Rietmark', roles: ['it'], accountId: first.body.id });
  expect(home.actingFor).toEqual([{ institutionId: lindemark, institution: 'Ziekenhuis Lindemark', scopes: [], byOwnAccount: true }]);
  const there = (await wil('/api/me', lindemark)).body;
  expect(there).toMatchObject({
    institutionId: lindemark,
    roles: ['read-only'],
    accountId: second.body.id,
    name: 'W. Lindemark',
    actingFor: [],
  });
  expect((await wil(`/api/institutions/${lindemark}`)).status).toBe(404);
  expect((await wil(`/api/institutions/${lindemark}`, lindemark)).status).toBe(200);
  expect((await wil(`/api/institutions/${rietmark}`, lindemark)).status).toBe(404);
  expect((await wil('/api/me', rietmark)).body.accountId).toBe(first.body.id);
  // A mailbox that Lindemark wrote to lets them in; Rietmark's own sign-in service speaks for Rietmark alone.
  expect((await (await signIn(first.body.id, 'email'))('/api/me', lindemark)).status).toBe(200);
  const byService = await signIn(first.body.id, 'oidc');
  expect(await byService('/api/me', lindemark)).toMatchObject({
    status: 403,
    body: { code: 'not-allowed', facts: { about: 'not-acting' } },
  });
  expect((await byService('/api/me')).body.actingFor).toEqual([]);
  // What another institution is to them is not told: as one that there is not.
  expect((await wil('/api/me', idOf<'Institution'>('01930000-0000-7000-8000-00000000ffff'))).status).toBe(403);

  // It has no passkey of its own, and gets none by way of a recovery; its contact is the address that was invited.
  const officer = { kind: 'cert', name: 'B. Heerder', roles: ['administrator'], accountId: idOf<'Account'>(first.body.id) } as const;
  expect(await startRecovery(machine, officer, second.body.id, 'x')).toMatchObject({ code: 'no-such' });
  const contactId = '01930000-0000-7000-8000-00000000eeee';
  await machine.database.pool.query(
    `insert into forewarn.contacts (id, institution_id, name, role, email, position) values ($1, $2, 'Wil', '24/7', 'Wil@maatschap.example', 99)`,
    [contactId, lindemark],
  );
  const own = await asSystem(machine.database, 'test', (trx) => findOwnContacts(trx, second.body.id, lindemark));
  expect([...own]).toEqual([contactId]);

  // Each CISO ends their own, at once; the other's stays.
  expect((await call(ofLindemark, 'PATCH', `/api/accounts/${second.body.id}`, { disabled: true })).status).toBe(200);
  expect((await wil('/api/me', lindemark)).status).toBe(403);
  expect((await wil('/api/me')).body.actingFor).toEqual([]);
  expect((await call(ofLindemark, 'PATCH', `/api/accounts/${first.body.id}`, { disabled: true })).status).toBe(404);
  expect((await call(ofLindemark, 'PATCH', `/api/accounts/${second.body.id}`, { disabled: false })).status).toBe(200);
  expect((await wil('/api/me', lindemark)).status).toBe(200);
  expect((await call(ofRietmark, 'PATCH', `/api/accounts/${first.body.id}`, { disabled: true })).status).toBe(200);
  expect((await wil('/api/me', lindemark)).status).toBe(401);
});

test('nobody of a provider, a branch organisation or the CERT becomes somebody of an institution by an invitation', async () => {
  const own = ciso['GGZ Rietmark'] ?? '';
  await provider('Beheer Overal');
  const [{ email }] = (
    await machine.database.pool.query(`select email from forewarn.accounts where kind = 'provider' and name = 'Beheer Overal'`)
  ).rows;
  const invited = await call(own, 'POST', '/api/accounts', { kind: 'institution', name: 'X', email, roles: ['it'] });
  expect(invited.body.code).toBe('address-taken');
});
