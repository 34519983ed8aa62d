import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCsafPublisher, type CsafPublisher } from '@forewarn/fakes/csaf-publisher/start-csaf-publisher.ts';
import { buildApp } from '../http/build-app.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleCsaf } from './example-csaf.test-support.ts';
import { pollDueSources } from './poll-due-sources.ts';
import { pollSource } from './poll-source.ts';
import { registerSourceRoutes } from './source-routes.ts';
import { watchSources } from './watch-sources.ts';

let machine: TestMachine;
let app: FastifyInstance;
let publisher: CsafPublisher;
let administrator: string;
let analyst: string;

async function call(token: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) {
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.json() };
}

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerSourceRoutes(app, machine);
  await app.ready();
  publisher = await startCsafPublisher();
  await publisher.publish(exampleCsaf('VB-2026-1'), { updated: new Date('2026-11-23T09:00:30Z') });
  const now = machine.clock.now();
  administrator = await makeToken(machine.database, { kind: 'cert', name: 'beheer', roles: ['administrator'] }, now);
  analyst = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, now);
});
afterAll(async () => {
  await publisher?.stop();
  await app?.close();
  await machine?.close();
});

async function queued(): Promise<readonly { task: string; payload: unknown }[]> {
  const found = await machine.database.pool.query(
    `select t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`,
  );
  return found.rows;
}
const emptyQueue = () => machine.database.pool.query('delete from graphile_worker._private_jobs');

test('only an administrator of the CERT adds sources; an analyst sees them', async () => {
  expect((await call(analyst, 'POST', '/api/sources', { url: publisher.url })).status).toBe(403);
  expect((await call(analyst, 'GET', '/api/sources')).body).toEqual({ sources: [] });
});

test('adding an address where nothing is says what was tried, in words, and adds nothing', async () => {
  const refused = await call(administrator, 'POST', '/api/sources', { url: `${publisher.url}/nothing/here.json`, allowPrivate: true });
  expect(refused).toMatchObject({
    status: 409,
    body: {
      code: 'nothing-found',
      title: 'No CSAF provider was found there. There is nothing at this address (HTTP 404).',
      problems: [{ code: 'status' }],
    },
  });
  const inside = await call(administrator, 'POST', '/api/sources', { url: publisher.url.replace('http:', 'https:') });
  expect(inside.body).toMatchObject({ code: 'nothing-found', hint: expect.stringContaining('allow the source private addresses') });
  expect((await call(analyst, 'GET', '/api/sources')).body).toEqual({ sources: [] });
});

test('a source is added from the address of its site, polled, and shown with how it does', async () => {
  const added = await call(administrator, 'POST', '/api/sources', { url: publisher.url, allowPrivate: true, scheduleSeconds: 600 });
  expect(added).toMatchObject({
    status: 200,
    body: { name: 'Voorbeeld Software', discovered: { kind: 'csaf-provider', url: publisher.metadataUrl } },
  });
  expect(await queued()).toEqual([{ task: 'poll-source', payload: { sourceId: added.body.id } }]);
  expect((await call(administrator, 'POST', '/api/sources', { url: publisher.url, allowPrivate: true })).body).toMatchObject({
    code: 'name-taken',
  });

  machine.setNow('2026-11-23T09:01:00Z');
  await pollSource(machine, { sourceId: added.body.id });
  expect((await call(analyst, 'GET', '/api/sources')).body.sources).toEqual([
    expect.objectContaining({
      name: 'Voorbeeld Software',
      documentCount: 1,
      quarantinedCount: 0,
      waitingCount: 0,
      delaySeconds: 30,
      lastSuccessAt: '2026-11-23T09:01:00.000Z',
      nextPollAt: '2026-11-23T09:11:00.000Z',
      providers: [expect.objectContaining({ fingerprints: [publisher.key.fingerprint], keysAtHand: [publisher.key.fingerprint] })],
    }),
  ]);
});

test('a poll is started when its time has come, and by hand', async () => {
  const [source] = (await call(analyst, 'GET', '/api/sources')).body.sources;
  await emptyQueue();
  machine.setNow('2026-11-23T09:10:59Z');
  expect(await pollDueSources(machine)).toBe(0);
  machine.setNow('2026-11-23T09:11:00Z');
  expect(await pollDueSources(machine)).toBe(1);
  expect(await pollDueSources(machine)).toBe(1);
  expect(await queued()).toEqual([{ task: 'poll-source', payload: { sourceId: source.id } }]);
  expect((await call(analyst, 'POST', `/api/sources/${source.id}/polls`)).body).toEqual({ kind: 'started' });
  expect(await queued()).toEqual([{ task: 'poll-source', payload: { sourceId: source.id, force: true } }]);
});

test('a source that is silent for longer than its schedule is told to the CERT with its fault, until it is heard again', async () => {
  const [source] = (await call(analyst, 'GET', '/api/sources')).body.sources;
  const openNotices = async () =>
    (
      await machine.database.pool.query(
        `select text from forewarn.notices where kind = 'source-silent' and key = $1 and resolved_at is null`,
        [source.id],
      )
    ).rows;
  publisher.fail({ path: /./, fault: { kind: 'status', status: 404 } });
  publisher.fail({ path: 'provider-metadata.json', fault: { kind: 'status', status: 404 } });
  await pollSource(machine, { sourceId: source.id });
  expect(await watchSources(machine)).toBe(0);
  machine.setNow('2026-11-23T09:37:00Z'); // 36 minutes after the last success; 2 × 10 + 15 are allowed
  expect(await watchSources(machine)).toBe(1);
  expect(await openNotices()).toEqual([
    {
      text: expect.stringMatching(
        /^Nothing is heard from Voorbeeld Software\. It was last heard on Monday 23 November 2026, 10\.01\. There is nothing at this address/,
      ),
    },
  ]);
  publisher.heal();
  await pollSource(machine, { sourceId: source.id });
  expect(await openNotices()).toEqual([]);
  expect(await watchSources(machine)).toBe(0);
});

test('schedule and policy are changed by an administrator; nonsense is refused', async () => {
  const [source] = (await call(analyst, 'GET', '/api/sources')).body.sources;
  expect((await call(analyst, 'PATCH', `/api/sources/${source.id}`, { scheduleSeconds: 60 })).status).toBe(403);
  expect((await call(administrator, 'PATCH', `/api/sources/${source.id}`, { scheduleSeconds: 1 })).status).toBe(400);
  expect((await call(administrator, 'PATCH', `/api/sources/${source.id}`, { policy: { onBadHash: 'ignore' } })).status).toBe(400);
  const policy = { onBadHash: 'accept' };
  expect((await call(administrator, 'PATCH', `/api/sources/${source.id}`, { scheduleSeconds: 60, policy })).status).toBe(200);
  expect((await call(analyst, 'GET', `/api/sources/${source.id}`)).body).toMatchObject({
    scheduleSeconds: 60,
    policy,
    nextPollAt: '2026-11-23T09:38:00.000Z',
    failing: [],
  });
});

test('a removed source is polled no more, what it gave stays, and its name is free', async () => {
  const [source] = (await call(analyst, 'GET', '/api/sources')).body.sources;
  expect((await call(administrator, 'DELETE', `/api/sources/${source.id}`)).body).toEqual({ kind: 'removed' });
  expect((await call(analyst, 'GET', `/api/sources/${source.id}`)).status).toBe(404);
  expect(await pollSource(machine, { sourceId: source.id })).toEqual({ kind: 'not-polled' });
  expect(
    (await machine.database.pool.query('select count(*)::int as count from forewarn.advisories where withdrawn_at is null')).rows,
  ).toEqual([{ count: 1 }]);
  expect((await call(administrator, 'POST', '/api/sources', { url: publisher.url, allowPrivate: true })).status).toBe(200);
});
