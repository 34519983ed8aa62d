import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sharedData } from '@forewarn/core/basics/shared-data.test-support.ts';
import { buildApp } from '../http/build-app.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { pollSource } from './poll-source.ts';
import { registerSourceRoutes } from './source-routes.ts';
import { startListPublisher, type ListPublisher } from './start-list-publisher.test-support.ts';

let machine: TestMachine;
let app: FastifyInstance;
let publisher: ListPublisher;
let administrator: string;

beforeEach(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerSourceRoutes(app, machine);
  await app.ready();
  publisher = await startListPublisher();
  administrator = await makeToken(machine.database, { kind: 'cert', name: 'beheer', roles: ['administrator'] }, machine.clock.now());
});
afterEach(async () => {
  await publisher?.stop();
  await app?.close();
  await machine?.close();
});

const rows = async (sql: string, values: readonly unknown[] = []) => (await machine.database.pool.query(sql, [...values])).rows;
async function call(method: 'GET' | 'POST', url: string, body?: object) {
  const headers = { authorization: `Bearer ${administrator}` };
  const response = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
  return { status: response.statusCode, body: response.json() };
}
async function add(path: string, kind?: string): Promise<string> {
  const added = await call('POST', '/api/sources', {
    url: `${publisher.url}${path}`,
    allowPrivate: true,
    ...(kind === undefined ? {} : { kind }),
  });
  expect(added.status, JSON.stringify(added.body)).toBe(200);
  publisher.requests.length = 0;
  return added.body.id;
}
const poll = (sourceId: string) => pollSource(machine, { sourceId });
const listed = async (list: string) =>
  (await rows('select cve from forewarn.known_exploited where list = $1 order by cve', [list])).map((row) => row.cve);
const show = async (id: string) => (await call('GET', `/api/sources/${id}`)).body;

const kev = (...cves: readonly string[]) =>
  JSON.stringify({ catalogVersion: '2026.11.23', vulnerabilities: cves.map((cveID) => ({ cveID, dateAdded: '2026-11-03' })) });
const euKev = (...cves: readonly string[]) =>
  JSON.stringify(cves.map((cveID) => ({ cveID, euvdID: 'EUVD-2026-1', dateReported: '2026/11/05' })));
const cveIds = (count: number) => Array.from({ length: count }, (_, n) => `CVE-2026-${10_000 + n}`);

test('a list is told by its content, polled, kept byte for byte, and not sent again while it is the same', async () => {
  publisher.put('/kev.json', kev('CVE-2026-00001', 'CVE-2026-00002'));
  const id = await add('/kev.json');
  expect(await show(id)).toMatchObject({ kind: 'kev', name: 'CISA KEV', scheduleSeconds: 900 });
  expect(await poll(id)).toMatchObject({ kind: 'polled', heard: true, stored: 1, faults: [] });
  expect(await poll(id)).toMatchObject({ heard: true, stored: 0, faults: [] });
  expect(publisher.requests).toEqual([
    { path: '/kev.json', status: 200 },
    { path: '/kev.json', status: 304 },
  ]);
  expect(await listed('kev')).toEqual(['CVE-2026-00001', 'CVE-2026-00002']);
  expect(await rows(`select added_on::text, seen_at from forewarn.known_exploited limit 1`)).toEqual([
    { added_on: '2026-11-03', seen_at: machine.clock.now() },
  ]);
  const [kept] = await rows(
    'select d.bytes from forewarn.retrievals r join forewarn.documents d on d.sha256 = r.document_sha256 where r.source_id = $1',
    [id],
  );
  expect(Buffer.from(kept.bytes).toString()).toBe(kev('CVE-2026-00001', 'CVE-2026-00002'));
  expect(await show(id)).toMatchObject({ documentCount: 1, waitingCount: 0, failingCount: 0, lastSuccessAt: machine.clock.now() });
});

test('a kind that is asked for and is not there is refused in words', async () => {
  publisher.put('/kev.json', kev('CVE-2026-00001'));
  const refused = await call('POST', '/api/sources', { url: `${publisher.url}/kev.json`, kind: 'eu-kev', allowPrivate: true });
  expect(refused).toMatchObject({ status: 409, body: { code: 'nothing-found', problems: [{ code: 'not-a-list' }] } });
  expect((await call('POST', '/api/sources', { url: `${publisher.url}/kev.json`, kind: 'csaf', allowPrivate: true })).body.code).toBe(
    'nothing-found',
  );
  expect((await call('POST', '/api/sources', { url: `${publisher.url}/x`, kind: 'weather' })).status).toBe(400);
});

test('a copy that is published broken leaves the last good one in force, says what it names more, and is asked for until it is mended', async () => {
  publisher.put('/eu.json', euKev('CVE-2026-00001'));
  const id = await add('/eu.json', 'eu-kev');
  await poll(id);
  const broken = euKev('CVE-2026-00001', 'CVE-2026-00002').replace(']', ',]');
  publisher.put('/eu.json', broken);
  const message = 'The list is broken JSON. The last good copy stays in force (with 1 entry). This copy also names CVE-2026-00002.';
  for (let again = 0; again < 2; again += 1)
    expect(await poll(id)).toMatchObject({ heard: true, stored: 0, faults: [{ code: 'json-broken', message }] });
  expect(await listed('eu-kev')).toEqual(['CVE-2026-00001']);
  expect(await show(id)).toMatchObject({ lastFault: { code: 'json-broken', message }, failing: [{ code: 'json-broken' }] });
  const [kept] = await rows(
    'select d.bytes, u.problems from forewarn.unreadable_documents u join forewarn.documents d on d.sha256 = u.document_sha256',
  );
  expect([Buffer.from(kept.bytes).toString(), kept.problems[0].code]).toEqual([broken, 'json-broken']);
  publisher.put('/eu.json', euKev('CVE-2026-00001', 'CVE-2026-00002'));
  expect(await poll(id)).toMatchObject({ stored: 1, faults: [] });
  expect(await listed('eu-kev')).toHaveLength(2);
  const mended = await show(id);
  expect(mended.failing).toEqual([]);
  expect(mended.lastFault).toBeUndefined();
});

test('where there is no good copy yet the ids of a broken one count, with the fault', async () => {
  publisher.put('/eu.json', euKev('CVE-2026-00001').replace(']', ',]'));
  const id = await add('/eu.json');
  expect(await poll(id)).toMatchObject({ stored: 1, faults: [{ code: 'json-broken' }] });
  expect(await listed('eu-kev')).toEqual(['CVE-2026-00001']);
  publisher.put('/eu.json', euKev('CVE-2026-00001'));
  expect(await poll(id)).toMatchObject({ stored: 1, faults: [] });
});

test('a copy that lacks much of what was there is not believed; one entry that is taken back is', async () => {
  publisher.put('/kev.json', kev(...cveIds(100)));
  const id = await add('/kev.json');
  await poll(id);
  publisher.put('/kev.json', kev(...cveIds(60)));
  expect(await poll(id)).toMatchObject({ stored: 0, faults: [{ code: 'list-shrank' }] });
  expect(await listed('kev')).toHaveLength(100);
  publisher.put('/kev.json', kev(...cveIds(99)));
  expect(await poll(id)).toMatchObject({ stored: 1, faults: [] });
  expect(await listed('kev')).toHaveLength(99);
});

test('a page in place of the list, or none, is a fault and changes nothing', async () => {
  publisher.put('/kev.json', kev('CVE-2026-00001'));
  const id = await add('/kev.json');
  await poll(id);
  publisher.put('/kev.json', '<html>CVE-2026-00009 has moved</html>');
  expect(await poll(id)).toMatchObject({ heard: true, stored: 0, faults: [{ code: 'not-the-list' }] });
  await publisher.stop();
  expect(await poll(id)).toMatchObject({ heard: false, faults: [{ code: 'connection' }] });
  expect(await listed('kev')).toEqual(['CVE-2026-00001']);
});

test('what is new on a list re-opens its advisories, once', async () => {
  publisher.put('/kev.json', kev('CVE-2026-00001'));
  const id = await add('/kev.json');
  const jobs = () =>
    rows(
      `select p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id where j.task_identifier = 'reopen-exploited'`,
    );
  await poll(id);
  expect((await jobs()).map(({ payload }) => payload)).toEqual([{ list: 'kev', cves: ['CVE-2026-00001'] }]);
  publisher.put('/kev.json', kev('CVE-2026-00001', 'CVE-2026-00002'));
  await poll(id);
  expect((await jobs()).map(({ payload }) => payload.cves)).toEqual([['CVE-2026-00001'], ['CVE-2026-00002']]);
});

const epss = (date: string, scores: Readonly<Record<string, string>>) =>
  gzipSync(
    `#model_version:v2026.03.16,score_date:${date}T00:00:00+0000\ncve,epss,percentile\n${Object.entries(scores)
      .map(([cve, score]) => `${cve},${score},0.5`)
      .join('\n')}\n`,
  );
const scores = () => rows('select cve, score, score_date::text from forewarn.epss_scores order by cve');

test('the scores of a new day take the place of the old; an older or damaged file changes nothing', async () => {
  publisher.put('/epss.csv.gz', epss('2026-11-22', { 'CVE-2026-00001': '0.5', 'CVE-2026-00002': '0.1' }));
  const id = await add('/epss.csv.gz');
  expect(await show(id)).toMatchObject({ kind: 'epss', name: 'EPSS', scheduleSeconds: 10_800 });
  expect(await poll(id)).toMatchObject({ stored: 1, faults: [] });
  const newer = epss('2026-11-23', { 'CVE-2026-00001': '0.75', 'CVE-2026-00003': '0.25' });
  publisher.put('/epss.csv.gz', newer);
  expect(await poll(id)).toMatchObject({ stored: 1, faults: [] });
  const now = [
    { cve: 'CVE-2026-00001', score: 0.75, score_date: '2026-11-23' },
    { cve: 'CVE-2026-00003', score: 0.25, score_date: '2026-11-23' },
  ];
  expect(await scores()).toEqual(now);
  publisher.put('/epss.csv.gz', epss('2026-11-21', { 'CVE-2026-00001': '0.9' }));
  expect(await poll(id)).toMatchObject({ faults: [] });
  publisher.put('/epss.csv.gz', newer.subarray(0, newer.length - 12));
  expect(await poll(id)).toMatchObject({ stored: 0, faults: [{ code: 'input-unreadable', message: expect.stringContaining('stay') }] });
  expect(await scores()).toEqual(now);
  expect(await rows('select score_date::text, score_count, bytes is not null as kept from forewarn.epss_days order by score_date')).toEqual(
    [
      { score_date: '2026-11-22', score_count: 2, kept: true },
      { score_date: '2026-11-23', score_count: 2, kept: true },
    ],
  );
});

test('of the daily files the bytes of the newest seven are kept, and what the others were', async () => {
  publisher.put('/epss.csv', epss('2026-11-01', { 'CVE-2026-00001': '0.5' }));
  const id = await add('/epss.csv');
  for (let day = 1; day <= 9; day += 1) {
    publisher.put('/epss.csv', epss(`2026-11-0${day}`, { 'CVE-2026-00001': `0.${day}` }));
    await poll(id);
  }
  expect(await rows('select count(*)::int as days, count(bytes)::int as kept from forewarn.epss_days')).toEqual([{ days: 9, kept: 7 }]);
});

const vuln = join(sharedData, 'vuln');
test.skipIf(!existsSync(vuln))(
  'the real lists are polled: CISA as JSON and CSV, the EU broken and mended, EPSS of two days',
  { timeout: 60_000 },
  async () => {
    const put = (path: string, ...file: readonly string[]) => publisher.put(path, readFileSync(join(vuln, ...file)));
    put('/kev', 'kev', 'known_exploited_vulnerabilities.2024-10-22.json');
    const cisa = await add('/kev');
    await poll(cisa);
    expect(await listed('kev')).toHaveLength(1_199);
    put('/kev', 'kev', 'known_exploited_vulnerabilities.2025-08-25.json');
    expect(await poll(cisa)).toMatchObject({ stored: 1, faults: [] });
    expect(await listed('kev')).toHaveLength(1_404);
    put('/kev', 'kev', 'known_exploited_vulnerabilities.2025-08-25.csv');
    expect(await poll(cisa)).toMatchObject({ stored: 1, faults: [] });
    expect(await listed('kev')).toHaveLength(1_404);
    put('/eu', 'eukev', 'eukev.2026-08-19.json');
    const eu = await add('/eu');
    await poll(eu);
    expect(await listed('eu-kev')).toHaveLength(43);
    put('/eu', 'eukev', 'eukev.2026-08-19.as-published-with-trailing-comma.txt');
    expect(await poll(eu)).toMatchObject({ stored: 0, faults: [{ code: 'json-broken' }] });
    expect(await listed('eu-kev')).toHaveLength(43);
    put('/epss_scores-2026-04-26.csv.gz', 'epss', 'epss_scores-2026-04-26.csv.gz');
    const first = await add('/epss_scores-2026-04-26.csv.gz');
    await poll(first);
    put('/epss_scores-2026-04-26.csv.gz', 'epss', 'epss_scores-2026-05-31.csv.gz');
    const days = () => rows('select score_date::text as day, count(*)::int as count from forewarn.epss_scores group by 1');
    expect(await days()).toEqual([{ day: '2026-04-26', count: 329_081 }]);
    await poll(first);
    expect(await days()).toEqual([{ day: '2026-04-26', count: 336_757 }]); // the name of the file tells the day where the file does not
  },
);
