import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerMatterRoutes } from '../matters/matter-routes.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { buildApp } from './build-app.ts';

let machine: TestMachine;
let app: FastifyInstance;
let token: string;

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerMatterRoutes(app, machine);
  await app.ready();
  token = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, machine.clock.now());
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

/** Nine digits that pass the eleven test; whether anybody has them is not known. */
const PASSES = '111222333';
const open = async (body: object, headers: Record<string, string> = {}) => {
  const response = await app.inject({
    method: 'POST',
    url: '/api/matters',
    headers: { authorization: `Bearer ${token}`, ...headers },
    payload: body,
  });
  return { status: response.statusCode, body: response.json() };
};
const matters = async () =>
  (await app.inject({ url: '/api/matters', headers: { authorization: `Bearer ${token}` } })).json().matters.length;

test('a text with a citizen service number is pointed out at its place before anything is saved, and the number is not repeated', async () => {
  const refused = await open({ title: `Melding over cliënt ${PASSES}`, source: 'telefoon' });
  expect(refused).toMatchObject({ status: 422, body: { code: 'input-unreadable', problems: [{ code: 'bsn-like', at: 'body/title' }] } });
  expect(JSON.stringify(refused.body)).not.toContain(PASSES);
  expect(await matters()).toBe(0);
});

test('however deep it stands', async () => {
  const refused = await open({ title: 'Meridiaan', source: 'telefoon', scope: { suppliers: ['Meridiaan', `Kruis ${PASSES}`] } });
  expect(refused.body.problems).toMatchObject([{ at: 'body/scope/suppliers/1' }]);
});

test('who has looked and knows that it is none may save it, and nine digits that fail the test are only a number', async () => {
  expect((await open({ title: `Ticket ${PASSES}`, source: 'telefoon' }, { 'forewarn-bsn-checked': 'yes' })).status).toBe(200);
  expect((await open({ title: 'Ticket 111222334', source: 'telefoon' })).status).toBe(200);
  expect(await matters()).toBe(2);
});
