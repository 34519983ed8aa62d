import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../http/build-app.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { acceptInstitutions } from './accept-institutions.ts';
import { registerTestCallRoutes } from './number-test-routes.ts';

let machine: TestMachine;
let app: FastifyInstance;
let lindemark: { id: string; token: string };
let rietmark: { id: string; token: string };
let analyst: string;
let piket: string;

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerTestCallRoutes(app, machine);
  await app.ready();
  const bare = { sector: 'hospital', locations: [], networks: [], domains: [] } as const;
  const contacts = [
    { name: 'Piket', role: '24-7', email: 'piket@lindemark.example', phone: '000 000 00 01' },
    { name: 'Ciska', role: 'ciso', email: 'ciso@lindemark.example' },
  ] as const;
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, [
    { ...bare, name: 'Ziekenhuis Lindemark', contacts },
    { ...bare, name: 'GGZ Rietmark', contacts: [] },
  ]);
  const member = async (name: string) => {
    const [{ id }] = await rows('select id from forewarn.institutions where name = $1', [name]);
    return { id, token: await makeToken(machine.database, { kind: 'institution', name, institutionId: id }, machine.clock.now()) };
  };
  [lindemark, rietmark] = [await member('Ziekenhuis Lindemark'), await member('GGZ Rietmark')];
  analyst = await makeToken(machine.database, { kind: 'cert', name: 'A. Analist', roles: ['analyst'] }, machine.clock.now());
  piket = (await rows(`select id from forewarn.contacts where name = 'Piket'`))[0].id;
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

const rows = async (sql: string, values: readonly unknown[] = []) => (await machine.database.pool.query(sql, [...values])).rows;
const ask = async (token: string, method: 'GET' | 'POST', url: string, payload?: object) => {
  const headers = { authorization: `Bearer ${token}` };
  const response = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: response.statusCode, body: response.json() };
};
const own = () => `/api/institutions/${lindemark.id}/test-calls`;

test('a number that nobody tried asks for a test', async () => {
  const { body } = await ask(lindemark.token, 'GET', own());
  expect(body).toMatchObject({ reminder: true, numbers: [{ contact: 'Piket', state: 'never' }], calls: [] });
});

test('a test is asked for once, and is on the list of the CERT with the number', async () => {
  const first = await ask(lindemark.token, 'POST', own(), { contactId: piket });
  const second = await ask(lindemark.token, 'POST', own(), { contactId: piket });
  expect(second.body.id).toBe(first.body.id);
  expect((await ask(analyst, 'GET', '/api/test-calls')).body.calls).toMatchObject([
    { institution: 'Ziekenhuis Lindemark', contact: 'Piket', phone: '000 000 00 01' },
  ]);
  expect((await ask(lindemark.token, 'GET', own())).body).toMatchObject({ reminder: false, numbers: [{ state: 'waiting' }] });
  expect((await ask(lindemark.token, 'GET', '/api/test-calls')).status).toBe(403);
});

test('what came of it is written once, kept, and shown to the member; a spoken word confirms the contact', async () => {
  const [{ id }] = (await ask(analyst, 'GET', '/api/test-calls')).body.calls;
  const made = await ask(analyst, 'POST', `/api/test-calls/${id}/outcome`, { outcome: 'spoken', note: 'Meteen opgenomen.' });
  expect(made.body).toMatchObject({ outcome: 'spoken', calledBy: 'A. Analist' });
  expect(await ask(analyst, 'POST', `/api/test-calls/${id}/outcome`, { outcome: 'no-answer' })).toMatchObject({ status: 409 });
  expect((await ask(analyst, 'GET', '/api/test-calls')).body.calls).toEqual([]);
  const { body } = await ask(lindemark.token, 'GET', own());
  expect(body).toMatchObject({ reminder: false, numbers: [{ state: 'good' }], calls: [{ outcome: 'spoken', note: 'Meteen opgenomen.' }] });
  expect(await rows('select confirmed_by from forewarn.contacts where id = $1', [piket])).toEqual([{ confirmed_by: 'A. Analist' }]);
  const trail = await rows(`select action from forewarn.audit_log where action like 'test-call-%' order by id`);
  expect(trail.map(({ action }) => action)).toEqual(['test-call-asked', 'test-call-made']);
});

test('a year later it is to be tested again', async () => {
  machine.setNow('2027-11-24T09:00:00Z');
  expect((await ask(lindemark.token, 'GET', own())).body).toMatchObject({ reminder: true, numbers: [{ state: 'due' }] });
});

test("nobody has another's number rung, and none is rung that is not there", async () => {
  expect((await ask(rietmark.token, 'POST', own(), { contactId: piket })).status).toBe(404);
  const theirs = `/api/institutions/${rietmark.id}/test-calls`;
  expect((await ask(rietmark.token, 'POST', theirs, { contactId: piket })).status).toBe(404);
  const [{ id }] = await rows(`select id from forewarn.contacts where name = 'Ciska'`);
  expect((await ask(lindemark.token, 'POST', own(), { contactId: id })).body.code).toBe('no-number');
});
