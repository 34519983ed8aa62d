import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../http/build-app.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { acceptInstitutions } from './accept-institutions.ts';
import { registerReachabilityRoutes } from './reachability-routes.ts';

let machine: TestMachine;
let app: FastifyInstance;
let ids: Readonly<Record<string, string>>;
let token: string;

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerReachabilityRoutes(app, machine);
  await app.ready();
  const bare = { sector: 'hospital', locations: [], networks: [], domains: [] } as const;
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, [
    {
      ...bare,
      name: 'Ziekenhuis Lindemark',
      contacts: [
        { name: 'Piket', role: '24-7', email: 'piket@lindemark.example', phone: '000 000 00 00' },
        { name: 'Ciska', role: 'ciso', email: 'ciso@lindemark.example' },
      ],
    },
    { ...bare, name: 'GGZ Rietmark', contacts: [{ name: 'Ruud', role: 'ciso', email: 'ruud@rietmark.example' }] },
  ]);
  ids = Object.fromEntries(
    (await machine.database.pool.query('select id, name from forewarn.institutions')).rows.map((row) => [row.name, row.id]),
  );
  token = await makeToken(
    machine.database,
    { kind: 'institution', name: 'L', institutionId: ids['Ziekenhuis Lindemark'] ?? '' },
    machine.clock.now(),
  );
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

const ask = async (method: 'GET' | 'POST', url: string, payload?: object) => {
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: response.statusCode, body: response.json() };
};
const own = (rest: string) => `/api/institutions/${ids['Ziekenhuis Lindemark']}/${rest}`;

test('contacts that nobody confirmed are asked for; one click makes them true as of today, for 90 days', async () => {
  const before = await ask('GET', own('reachability'));
  expect(before.body).toMatchObject({ score: 85, gaps: ['not-confirmed'] });
  expect(before.body.toConfirm).toHaveLength(2);
  const [first] = before.body.toConfirm;
  expect((await ask('POST', own('contact-confirmations'), { contactIds: [first] })).body.toConfirm).toHaveLength(1);
  expect((await ask('POST', own('contact-confirmations'), {})).body).toEqual({
    score: 100,
    gaps: [],
    toConfirm: [],
    confirmBy: '2027-02-21T09:00:00.000Z',
  });
  machine.setNow('2027-02-21T09:00:01Z');
  expect((await ask('GET', own('reachability'))).body.toConfirm).toHaveLength(2);
  const [entry] = (
    await machine.database.pool.query(`select details from forewarn.audit_log where action = 'contacts-confirmed' order by id limit 1`)
  ).rows;
  expect(entry.details).toEqual({ contacts: [first] });
});

test('contacts of others are neither seen nor confirmed', async () => {
  const theirs = `/api/institutions/${ids['GGZ Rietmark']}`;
  expect((await ask('GET', `${theirs}/reachability`)).status).toBe(404);
  expect((await ask('POST', `${theirs}/contact-confirmations`, {})).status).toBe(404);
  const [ruud] = (await machine.database.pool.query(`select id from forewarn.contacts where name = 'Ruud'`)).rows;
  expect((await ask('POST', own('contact-confirmations'), { contactIds: [ruud.id] })).status).toBe(404);
  expect(
    (await machine.database.pool.query('select confirmed_at from forewarn.contacts where id = $1', [ruud.id])).rows[0].confirmed_at,
  ).toBeNull();
});
