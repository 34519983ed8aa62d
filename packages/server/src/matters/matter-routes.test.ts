import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../database/new-id.ts';
import { buildApp } from '../http/build-app.ts';
import { acceptInstitutions } from '../institutions/accept-institutions.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { registerMatterRoutes } from './matter-routes.ts';

let machine: TestMachine;
let app: FastifyInstance;
let cert: string;
let ofRietmark: string;
let advisoryId: string;

const call = async (token: string, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: object) => {
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.json() };
};

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerMatterRoutes(app, machine);
  await app.ready();
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, [
    { name: 'GGZ Rietmark', locations: [], networks: [], domains: [], contacts: [] },
  ]);
  const [rietmark] = (await machine.database.pool.query('select id from forewarn.institutions')).rows;
  const now = machine.clock.now();
  cert = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, now);
  ofRietmark = await makeToken(machine.database, { kind: 'institution', name: 'Rietmark', institutionId: rietmark.id }, now);
  advisoryId = newId<'Advisory'>(now);
  await machine.database.pool.query(
    `insert into forewarn.advisories (id, publisher_namespace, tracking_id, publisher_name, tlp, first_seen_at) values ($1, 'https://meridiaan.example', 'M-1', 'Meridiaan', 'CLEAR', $2)`,
    [advisoryId, now],
  );
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

const CALL = { title: 'Meridiaan: aanval op de leverancier', source: 'telefoon, Ziekenhuis Lindemark' };

test('a telephone call opens a matter without an advisory, unconfirmed until somebody says otherwise', async () => {
  const opened = await call(cert, 'POST', '/api/matters', { ...CALL, scope: { suppliers: ['Meridiaan Zorgsoftware'] } });
  expect(opened.body).toMatchObject({
    kind: 'report',
    confirmation: { kind: 'unconfirmed' },
    advisoryIds: [],
    openedBy: 'analist',
    scope: { suppliers: ['Meridiaan Zorgsoftware'], products: [], sectors: [], regions: [] },
  });
  const url = `/api/matters/${opened.body.id}`;
  const claim = { kind: 'claim-of', claimant: 'de aanvallers' };
  expect((await call(cert, 'PATCH', url, { confirmation: claim })).body).toMatchObject({ ...CALL, confirmation: claim });
  const wider = (await call(cert, 'PATCH', url, { confirmation: { kind: 'confirmed' }, scope: { sectors: ['ggz'], regions: [3] } })).body;
  expect(wider).toMatchObject({
    confirmation: { kind: 'confirmed' },
    scope: { suppliers: ['Meridiaan Zorgsoftware'], sectors: ['ggz'], regions: [3] },
  });
  expect((await call(cert, 'GET', url)).body).toEqual(wider);
});

test('advisories are joined to a matter and taken out; a second time changes nothing, and what is open is looked at again', async () => {
  const { id } = (await call(cert, 'POST', '/api/matters', CALL)).body;
  const url = `/api/matters/${id}/advisories/${advisoryId}`;
  const audit = async () =>
    (await machine.database.pool.query('select action from forewarn.audit_log where subject = $1 order by id', [id])).rows.map(
      (row) => row.action,
    );
  expect((await call(cert, 'PUT', url)).body.advisoryIds).toEqual([advisoryId]);
  expect((await call(cert, 'PUT', url)).body.advisoryIds).toEqual([advisoryId]);
  expect((await call(cert, 'GET', `/api/matters?advisoryId=${advisoryId}`)).body.matters).toMatchObject([{ id }]);
  const jobs = await machine.database.pool.query(`select key from graphile_worker.jobs where task_identifier = 'raise-warnings'`);
  expect(jobs.rows).toEqual([{ key: `raise-warnings:${advisoryId}` }]);
  expect((await call(cert, 'DELETE', url)).body.advisoryIds).toEqual([]);
  expect(await audit()).toEqual(['matter-opened', 'advisory-joined', 'advisory-unjoined']);
});

test('an advisory or matter that is not there is refused, and nothing is opened for it', async () => {
  const nobody = '0198f2a4-7c11-7abc-8def-0123456789ab';
  const before = (await call(cert, 'GET', '/api/matters')).body.matters.length;
  expect((await call(cert, 'POST', '/api/matters', { ...CALL, advisoryIds: [nobody] })).status).toBe(404);
  expect((await call(cert, 'GET', `/api/matters/${nobody}`)).status).toBe(404);
  expect((await call(cert, 'PATCH', `/api/matters/${nobody}`, {})).status).toBe(404);
  expect((await call(cert, 'PUT', `/api/matters/${nobody}/advisories/${advisoryId}`)).status).toBe(404);
  expect((await call(cert, 'GET', '/api/matters')).body.matters).toHaveLength(before);
});

test("matters are the CERT's: who reported in confidence is not told to institutions", async () => {
  const { id } = (await call(cert, 'POST', '/api/matters', CALL)).body;
  expect((await call(ofRietmark, 'GET', '/api/matters')).status).toBe(403);
  expect((await call(ofRietmark, 'GET', `/api/matters/${id}`)).status).toBe(403);
});

test('a matter is put under embargo, the hour is moved and lifted, and the trail says from what to what', async () => {
  const { id } = (await call(cert, 'POST', '/api/matters', CALL)).body;
  const until = (hour: string) => call(cert, 'PUT', `/api/matters/${id}/embargo`, { until: hour });
  expect((await until('2999-01-01T00:00:00Z')).body.embargoUntil).toBe('2999-01-01T00:00:00.000Z');
  expect((await until('2999-01-02T00:00:00+01:00')).body.embargoUntil).toBe('2999-01-01T23:00:00.000Z');
  expect((await until('straks')).status).toBe(422);
  expect((await call(cert, 'DELETE', `/api/matters/${id}/embargo`)).body.embargoUntil).toBeUndefined();
  expect((await call(ofRietmark, 'PUT', `/api/matters/${id}/embargo`, { until: '2999-01-01T00:00:00Z' })).status).toBe(403);
  const { rows } = await machine.database.pool.query(`select details from forewarn.audit_log where action = 'embargo-changed' order by id`);
  expect(rows.map(({ details }) => details.until)).toEqual(['2999-01-01T00:00:00.000Z', '2999-01-01T23:00:00.000Z', undefined]);
});
