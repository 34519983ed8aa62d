import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPrincipal } from '../database/as-principal.ts';
import { placeOfSecret } from '../database/reseal-secrets.ts';
import { buildApp } from '../http/build-app.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { acceptInstitutions } from './accept-institutions.ts';
import { previewInstitutions } from './preview-institutions.ts';
import { registerInstitutionRoutes } from './institution-routes.ts';

let machine: TestMachine;
beforeAll(async () => {
  machine = await testMachine();
});
afterAll(() => machine?.close());

const SYSTEM = { kind: 'system', name: 'test' } as const;
const rows = async (sql: string) => (await machine.database.pool.query(sql)).rows;

async function handIn(webhookSecret: string | undefined, phone?: string) {
  const contact = { name: 'Koppeling', role: 'system-administrator', webhookUrl: 'https://hook.rietmark.example/in' } as const;
  const contacts = [{ ...contact, ...(webhookSecret === undefined ? {} : { webhookSecret }), ...(phone === undefined ? {} : { phone }) }];
  return acceptInstitutions(machine, SYSTEM, [{ name: 'GGZ Rietmark', locations: [], networks: [], domains: [], contacts }]);
}

async function secret(): Promise<{ readonly sealed: string; readonly opened: string | undefined }> {
  const [{ id, webhook_secret: sealed }] = await rows('select id, webhook_secret from forewarn.contacts');
  return { sealed, opened: machine.secrets.open(sealed, placeOfSecret({ table: 'contacts', column: 'webhook_secret' }, id)) };
}

test('a list that gives a known contact another webhook secret is believed: sealed, and in the audit trail without the secret', async () => {
  expect(await handIn('het eerste geheim')).toMatchObject({ added: 1 });
  const first = await secret();
  expect(first.opened).toBe('het eerste geheim');
  expect(await handIn('het eerste geheim')).toMatchObject({ changed: 0, unchanged: 1 });
  expect(await secret()).toEqual(first);
  expect(await handIn(undefined)).toMatchObject({ changed: 0, unchanged: 1 });

  expect(await handIn('het tweede geheim')).toMatchObject({ changed: 1 });
  const second = await secret();
  expect(second.opened).toBe('het tweede geheim');
  expect(second.sealed).not.toContain('geheim');
  const [contact] = await rows('select id from forewarn.contacts');
  const [last] = await rows(`select details from forewarn.audit_log where action = 'institutions-accepted' order by id desc limit 1`);
  expect(last.details).toMatchObject({ newWebhookSecrets: [contact.id] });
  expect(JSON.stringify(await rows('select details from forewarn.audit_log'))).not.toContain('geheim');
});

test('a new secret and a new number in one line are both taken', async () => {
  expect(await handIn('het derde geheim', '+31201234567')).toMatchObject({ changed: 1 });
  expect((await secret()).opened).toBe('het derde geheim');
  expect(await rows('select phone from forewarn.contacts')).toEqual([{ phone: '+31201234567' }]);
});

test('a dry run says line by line what accepting then does, writes nothing, and what was stands in the trail', async () => {
  const entry = {
    name: 'Ziekenhuis Lindemark',
    sector: 'ziekenhuis',
    staff: 900,
    networks: ['192.0.2.0/28', '2001:DB8::/32'],
    domains: ['lindemark.example'],
    locations: [{ name: 'Hoofdgebouw', city: 'Lindemark' }],
  };
  const client = await institutionClient(machine);
  const preview = async (...institutions: object[]) => (await client.put('POST', '/api/institutions/preview', { institutions })).outcomes;
  const before = await rows('select count(*) from forewarn.institutions');
  expect(await preview(entry, { name: 'Praktijk Dalem', networks: ['geen netwerk'] })).toMatchObject([
    { kind: 'new' },
    { kind: 'refused', problems: [{ code: 'network-unreadable' }] },
  ]);
  expect(await rows('select count(*) from forewarn.institutions')).toEqual(before);
  await client.put('PUT', '/api/institutions', { institutions: [entry] });
  expect(await preview(entry)).toMatchObject([{ kind: 'unchanged' }]);
  const changed = { name: 'ziekenhuis  LINDEMARK', staff: 950, domains: ['lindemark.example', 'nieuw.example'] };
  const changes = [
    { what: 'staff', from: '900', to: '950' },
    { what: 'domains', to: 'nieuw.example' },
  ];
  expect(await preview(changed)).toMatchObject([{ kind: 'changed', changes }]);
  expect(await client.put('PUT', '/api/institutions', { institutions: [changed] })).toMatchObject({ added: 0, changed: 1 });
  const [last] = await rows(`select details from forewarn.audit_log where action = 'institutions-accepted' order by id desc limit 1`);
  expect(last.details.was).toMatchObject([{ changes }]);
  expect(await preview(changed)).toMatchObject([{ kind: 'unchanged' }]);
});

test('a name that a list has twice is one institution, with what both say, and the dry run says so', async () => {
  const contact = { name: 'Piket', role: '24-7', email: 'piket@dubbelzorg.example' };
  const list = [
    { name: 'Dubbelzorg', sector: 'ziekenhuis', domains: ['dubbelzorg.example'], contacts: [contact] },
    { name: 'Praktijk Enkel' },
    { name: 'DUBBELZORG ', staff: 12, contacts: [contact] },
  ];
  const client = await institutionClient(machine);
  const preview = async () => (await client.put('POST', '/api/institutions/preview', { institutions: list })).outcomes;
  expect(await preview()).toEqual([{ kind: 'new' }, { kind: 'new' }, { kind: 'repeated', of: 0 }]);
  expect(await client.put('PUT', '/api/institutions', { institutions: list })).toMatchObject({ added: 2 });
  expect(await rows(`select name, staff from forewarn.institutions where lower(name) = 'dubbelzorg'`)).toEqual([
    { name: 'Dubbelzorg', staff: 12 },
  ]);
  expect(await rows(`select count(*)::int from forewarn.contacts where email = 'piket@dubbelzorg.example'`)).toEqual([{ count: 1 }]);
  expect(await preview()).toMatchObject([{ kind: 'unchanged' }, { kind: 'unchanged' }, { kind: 'repeated', of: 0 }]);
});

test('what several entries say of one that is known is kept of each of them', async () => {
  const bare = { locations: [], networks: [], domains: [], contacts: [] };
  await acceptInstitutions(machine, SYSTEM, [{ ...bare, name: 'Wilgenzorg', kvk: '33334444' }]);
  const list = [
    { ...bare, name: 'Wilgenzorg', staff: 25 },
    { ...bare, name: 'WILGENZORG', itProvider: 'Kwartel ICT' },
  ];
  await acceptInstitutions(machine, SYSTEM, list);
  expect(await rows(`select name, staff, it_provider, kvk from forewarn.institutions where name = 'Wilgenzorg'`)).toEqual([
    { name: 'Wilgenzorg', staff: 25, it_provider: 'Kwartel ICT', kvk: '33334444' },
  ]);
});

test('another institution of the same legal person is not swallowed by the one that is known: of several names a number decides nothing', async () => {
  const bare = { locations: [], networks: [], domains: [], contacts: [] };
  await acceptInstitutions(machine, SYSTEM, [{ ...bare, name: 'Zorggroep Beemd', kvk: '55556666' }]);
  const beside = [
    { ...bare, name: 'Zorggroep Beemd', kvk: '55556666' },
    { ...bare, name: 'Polikliniek Beemd', kvk: '55556666' },
  ];
  expect(await acceptInstitutions(machine, SYSTEM, beside)).toMatchObject({ added: 1 });
  const both = ['Praktijk Beemd Oost', 'Praktijk Beemd West'].map((name) => ({ ...bare, name, kvk: '55556666' }));
  expect(await acceptInstitutions(machine, SYSTEM, both)).toMatchObject({ added: 2 });
});

test('what a number decides is asked of the whole list, however many batches it is accepted in', async () => {
  const bare = { locations: [], networks: [], domains: [], contacts: [] };
  await acceptInstitutions(machine, SYSTEM, [{ ...bare, name: 'Zorggroep Veld', kvk: '77778888' }]);
  const between = Array.from({ length: 499 }, (_, place) => ({ ...bare, name: `Praktijk Veld ${place}` }));
  const list = [{ ...bare, name: 'Zorggroep Veld', kvk: '77778888' }, ...between, { ...bare, name: 'Polikliniek Veld', kvk: '77778888' }];
  const tried = await asPrincipal(machine.database, SYSTEM, (trx) => previewInstitutions(trx, list));
  expect(tried.at(-1)).toEqual({ kind: 'new' });
  expect(await acceptInstitutions(machine, SYSTEM, list)).toMatchObject({ added: 500, changed: 0, unchanged: 1 });
  expect(await rows(`select name from forewarn.institutions where kvk = '77778888' order by name`)).toEqual([
    { name: 'Polikliniek Veld' },
    { name: 'Zorggroep Veld' },
  ]);
});

/** As an administrator of the CERT over the real routes. */
async function institutionClient(on: TestMachine) {
  const app = await buildApp(on);
  registerInstitutionRoutes(app, on);
  const token = await makeToken(on.database, { kind: 'cert', name: 'Beheerder', roles: ['administrator'] }, on.clock.now());
  return {
    put: async (method: 'PUT' | 'POST', url: string, payload: object) => {
      const answer = await app.inject({ method, url, payload, headers: { authorization: `Bearer ${token}` } });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json();
    },
  };
}

test('a list knows an institution by its KvK number under another name, where one alone has it; its name stays', async () => {
  const bare = { locations: [], networks: [], domains: [], contacts: [] };
  const preview = (entries: readonly object[]) => asPrincipal(machine.database, SYSTEM, (trx) => previewInstitutions(trx, entries));
  await acceptInstitutions(machine, SYSTEM, [{ ...bare, name: 'Zorggroep Olmgracht', sector: 'vvt-vgn', staff: 20, kvk: '11112222' }]);
  const list = [{ ...bare, name: 'Stichting Zorggroep Olmgracht', staff: 25, kvk: '11112222' }];
  const [tried] = await preview(list);
  expect(tried).toMatchObject({ kind: 'changed', knownAs: 'Zorggroep Olmgracht', changes: [{ what: 'staff', from: '20', to: '25' }] });
  expect(await acceptInstitutions(machine, SYSTEM, list)).toMatchObject({ added: 0, changed: 1 });
  expect(await acceptInstitutions(machine, SYSTEM, list)).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
  expect(await preview(list)).toEqual([expect.objectContaining({ kind: 'unchanged', knownAs: 'Zorggroep Olmgracht' })]);
  const olmgracht = `select name, staff, kvk from forewarn.institutions where kvk = '11112222' order by name`;
  expect(await rows(olmgracht)).toEqual([{ name: 'Zorggroep Olmgracht', staff: 25, kvk: '11112222' }]);
  // By name comes first, and learns the number; where two have it, it decides nothing.
  const named = [{ ...bare, name: 'GGZ Rietmark', kvk: '11112222' }];
  expect(await preview(named)).toEqual([
    { kind: 'changed', id: expect.any(String), knownAs: undefined, changes: [{ what: 'kvk', to: '11112222' }] },
  ]);
  await acceptInstitutions(machine, SYSTEM, named);
  expect(await preview(list)).toEqual([{ kind: 'new' }]);
});
