import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sharedData } from '@forewarn/core/basics/shared-data.test-support.ts';
import { startRecordPublisher, type RecordPublisher } from '@forewarn/fakes/vulnerability-sources/start-record-publisher.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { addSource, type NewSource } from './add-source.ts';
import { pollInProcess } from './poll-once.test-support.ts';
import { NVD_PAGES } from './sources/nvd/nvd-pages.ts';
import { pollSource } from './poll-source.ts';

let machine: TestMachine;
let publisher: RecordPublisher;
beforeEach(async () => {
  machine = await testMachine();
  publisher = await startRecordPublisher();
});
afterEach(async () => {
  await publisher?.stop();
  await machine?.close();
});

const CERT = { kind: 'cert', name: 'beheer', roles: ['administrator'] } as const;
async function add(kind: string, path: string, more: Partial<NewSource> = {}): Promise<string> {
  const added = await addSource(machine, CERT, { url: `${publisher.url}${path}`, kind, allowPrivate: true, ...more });
  if (isRefusal(added)) throw new Error(JSON.stringify(added));
  publisher.requests.length = 0;
  return added.id;
}
const poll = (sourceId: string) => pollSource(machine, { sourceId });
const rows = async (text: string) => (await machine.database.pool.query(text)).rows;
const advisories = async () =>
  (await rows('select tracking_id from forewarn.advisories order by tracking_id')).map((row) => row.tracking_id as string);
const kept = async (url: string) =>
  (
    await machine.database.pool.query(
      'select d.bytes from forewarn.retrievals r join forewarn.documents d on d.sha256 = r.document_sha256 where r.url like $1 order by r.retrieved_at desc, r.id desc',
      [`%${url}`],
    )
  ).rows.map((row) => Buffer.from(row.bytes).toString());
const asked = () => publisher.requests.map(({ path, status }) => `${status} ${path}`);

function cveRecord(cveId: string, dateUpdated: string, more: object = {}) {
  return {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: { cveId, assignerShortName: 'voorbeeld', state: 'PUBLISHED', datePublished: '2026-11-01T00:00:00Z', dateUpdated },
    containers: {
      cna: {
        descriptions: [{ lang: 'en', value: `Flaw of ${cveId} in Meridiaan Portaal` }],
        affected: [
          {
            vendor: 'Meridiaan',
            product: 'Portaal',
            versions: [{ version: '1.0', lessThan: '2.0', status: 'affected', versionType: 'semver' }],
          },
        ],
        ...more,
      },
    },
  };
}
const osvRecord = (id: string, modified: string, more: object = {}) => ({
  schema_version: '1.7.0',
  id,
  modified,
  aliases: [],
  affected: [{ package: { ecosystem: 'npm', name: 'meridiaan-portaal' }, versions: ['1.0.0'] }],
  ...more,
});
function nvdRecord(id: string, lastModified: string) {
  return {
    id,
    sourceIdentifier: 'security@meridiaan.example',
    published: '2026-11-01T00:00:00.000',
    lastModified,
    vulnStatus: 'Analyzed',
    descriptions: [{ lang: 'en', value: `Lek ${id} – “Portaal”` }],
    metrics: {},
    references: [],
  };
}
const nvdMoment = (secondsAgo: number) => secondsLater(machine.clock.now(), -secondsAgo).slice(0, -1);

test('of the CVE list the records that changed are fetched, where they stand by their id and not by what the log links to', async () => {
  publisher.putCve(cveRecord('CVE-2026-0001', '2026-11-20T10:00:00Z'));
  publisher.putCve(cveRecord('CVE-2026-12345', '2026-11-21T10:00:00Z'));
  const id = await add('cve', '/cves/');
  expect(await poll(id)).toMatchObject({ heard: true, stored: 2, waiting: 0, faults: [] });
  expect(asked()).toEqual([
    '200 /cves/deltaLog.json',
    '200 /cves/2026/0xxx/CVE-2026-0001.json',
    '200 /cves/2026/12xxx/CVE-2026-12345.json',
  ]);
  expect(await advisories()).toEqual(['CVE-2026-0001', 'CVE-2026-12345']);
  expect(await kept('CVE-2026-0001.json')).toEqual([JSON.stringify(cveRecord('CVE-2026-0001', '2026-11-20T10:00:00Z'), undefined, 2)]);
  publisher.requests.length = 0;
  expect(await poll(id)).toMatchObject({ heard: true, stored: 0, faults: [] });
  expect(asked()).toEqual(['304 /cves/deltaLog.json']);
  publisher.putCve(cveRecord('CVE-2026-0001', '2026-11-22T10:00:00Z', { title: 'Erger' }));
  publisher.requests.length = 0;
  expect(await poll(id)).toMatchObject({ stored: 1, faults: [] });
  expect(asked()).toEqual(['200 /cves/deltaLog.json', '200 /cves/2026/0xxx/CVE-2026-0001.json']);
  expect((await rows('select count(*)::int as n from forewarn.advisory_revisions'))[0].n).toBe(3);
});

test('a log that is broken, cut short or refused leaves all as it was and is asked for again; one that begins too late is told', async () => {
  publisher.putCve(cveRecord('CVE-2026-0001', '2026-11-20T10:00:00Z'));
  const id = await add('cve', '/cves/deltaLog.json');
  await poll(id);
  publisher.putCve(cveRecord('CVE-2026-0002', '2026-11-21T10:00:00Z'));
  for (const [fault, code] of [
    [{ kind: 'broken-json' }, 'not-json'],
    [{ kind: 'truncated' }, 'not-json'],
    [{ kind: 'cut-off' }, 'connection'],
    [{ kind: 'gone' }, 'status'],
  ] as const) {
    publisher.misbehave('/cves/deltaLog.json', fault);
    expect(await poll(id)).toMatchObject({ stored: 0, faults: [{ code }] });
  }
  publisher.misbehave('/cves/deltaLog.json', { kind: 'busy', status: 429, retryAfterSeconds: 5_000 });
  expect(await poll(id)).toMatchObject({ heard: false, stored: 0, faults: [{ code: 'status' }] });
  const [source] = await rows('select next_poll_at from forewarn.sources');
  expect(source.next_poll_at).toBe(secondsLater(machine.clock.now(), 5_000));
  publisher.misbehave('/cves/deltaLog.json', undefined);
  expect(await poll(id)).toMatchObject({ stored: 1, faults: [] });
  await machine.database.pool.query(
    `update forewarn.sources set bookmark = jsonb_set(bookmark, array['listings', url, 'readUpTo'], '"2026-10-01T00:00:00.000Z"')`,
  );
  publisher.putCve(cveRecord('CVE-2026-0003', '2026-11-22T10:00:00Z'));
  expect(await poll(id)).toMatchObject({ stored: 1, faults: [{ code: 'log-begins-later' }] });
});

test('one record that can not be had leaves the others; one that is broken is kept and shown', async () => {
  for (const number of [1, 2, 3]) publisher.putCve(cveRecord(`CVE-2026-000${number}`, `2026-11-2${number}T10:00:00Z`));
  const id = await add('cve', '/cves/');
  publisher.misbehave('/cves/2026/0xxx/CVE-2026-0001.json', { kind: 'gone' });
  publisher.misbehave('/cves/2026/0xxx/CVE-2026-0002.json', { kind: 'truncated' });
  expect(await poll(id)).toMatchObject({ stored: 2, waiting: 1, faults: [{ code: 'status' }] });
  expect(await advisories()).toEqual(['CVE-2026-0003']);
  expect((await rows('select count(*)::int as n from forewarn.unreadable_documents'))[0].n).toBe(1);
  publisher.misbehave('/cves/2026/0xxx/CVE-2026-0001.json', undefined);
  expect(await poll(id)).toMatchObject({ stored: 1, waiting: 0, faults: [] });
});

test('a record of a source that speaks for another publisher does not take the place of what that publisher says', async () => {
  const record = osvRecord('GHSA-aaaa-bbbb-cccc', '2026-11-20T10:00:00Z');
  publisher.putOsv('npm', record);
  const foreign = { ...cveRecord('CVE-2026-0001', '2026-11-20T10:00:00Z'), id: 'OSV-1', modified: '2026-11-20T10:00:00Z' };
  publisher.putOsv('npm', foreign);
  await poll(await add('osv', '/osv/npm/'));
  const found = await rows(`select a.tracking_id, r.problems::text like '%publisher-not-of-source%' as is_told
    from forewarn.advisories a join forewarn.advisory_revisions r on r.advisory_id = a.id order by 1`);
  expect(found).toEqual([
    { tracking_id: 'CVE-2026-0001', is_told: true },
    { tracking_id: 'GHSA-aaaa-bbbb-cccc', is_told: false },
  ]);
});

test('of OSV only what changed since is asked for, and a record that was withdrawn ends', async () => {
  publisher.putOsv('npm', osvRecord('GHSA-aaaa-bbbb-cccc', '2026-11-20T10:00:00Z', { aliases: ['CVE-2026-0001'] }));
  publisher.putOsv('npm', osvRecord('GHSA-dddd-eeee-ffff', '2026-11-21T10:00:00.123456Z'));
  const id = await add('osv', '/osv/npm/');
  expect(await poll(id)).toMatchObject({ stored: 2, faults: [] });
  publisher.requests.length = 0;
  expect(await poll(id)).toMatchObject({ heard: true, stored: 0, faults: [] });
  expect(asked()).toEqual(['304 /osv/npm/modified_id.csv']);
  publisher.putOsv('npm', osvRecord('GHSA-aaaa-bbbb-cccc', '2026-11-23T10:00:00Z', { withdrawn: '2026-11-23T10:00:00Z' }));
  publisher.requests.length = 0;
  expect(await poll(id)).toMatchObject({ stored: 1, faults: [] });
  expect(asked()).toEqual(['200 /osv/npm/modified_id.csv', '200 /osv/npm/GHSA-aaaa-bbbb-cccc.json']);
  const [last] = await rows(
    `select normalised ->> 'category' as category from forewarn.advisory_revisions order by read_at desc, id desc limit 1`,
  );
  expect(last.category).toBe('csaf_withdrawn');
});

test('the NVD is read page by page; each record is kept as the page had it, and nothing is fetched again', async () => {
  for (let number = 1; number <= 7; number += 1) publisher.putNvd(nvdRecord(`CVE-2026-000${number}`, nvdMoment(86_400)));
  publisher.nvdPageMax = 3;
  const id = await add('nvd', '/nvd');
  expect(await poll(id)).toMatchObject({ heard: true, stored: 7, waiting: 0, faults: [] });
  expect(publisher.requests.map(({ path }) => new URL(path, 'http://x').searchParams.get('startIndex'))).toEqual(['0', '3', '6']);
  const [bytes = ''] = await kept('/nvd?cveId=CVE-2026-0002');
  expect(JSON.parse(bytes)).toEqual({ cve: nvdRecord('CVE-2026-0002', nvdMoment(86_400)) });
  expect(bytes).toMatch(/^\{\n +"cve": \{\n +"id": "CVE-2026-0002",\n/);
  expect(await poll(id)).toMatchObject({ stored: 0, faults: [] });
});

test('where the NVD refuses or breaks off in the middle, the next poll goes on at the page that it was at', async () => {
  for (let number = 1; number <= 6; number += 1) publisher.putNvd(nvdRecord(`CVE-2026-000${number}`, nvdMoment(86_400)));
  publisher.nvdPageMax = 2;
  const id = await add('nvd', '/nvd');
  const breakAt = (fault: Parameters<RecordPublisher['misbehave']>[1]) => {
    publisher.beforeNvdPage = () => {
      publisher.misbehave('/nvd', fault);
      publisher.beforeNvdPage = undefined;
    };
  };
  breakAt({ kind: 'busy', status: 403, retryAfterSeconds: 900 });
  expect(await poll(id)).toMatchObject({ heard: true, stored: 2, faults: [{ code: 'status' }] });
  publisher.misbehave('/nvd', { kind: 'truncated' });
  publisher.requests.length = 0;
  expect(await poll(id)).toMatchObject({ stored: 0, faults: [{ code: 'page-broken' }] });
  publisher.misbehave('/nvd', undefined);
  expect(await poll(id)).toMatchObject({ stored: 4, faults: [] });
  expect(publisher.requests.map(({ path }) => new URL(path, 'http://x').searchParams.get('startIndex'))).toEqual(['2', '2', '4']);
  expect(await advisories()).toHaveLength(6);
});

test('a record that changes while its window is read makes no other one be missed', async () => {
  for (let number = 1; number <= 6; number += 1) publisher.putNvd(nvdRecord(`CVE-2026-000${number}`, nvdMoment(86_400)));
  publisher.nvdPageMax = 3;
  const id = await add('nvd', '/nvd');
  publisher.beforeNvdPage = (startIndex) => {
    if (startIndex !== 3) return;
    publisher.beforeNvdPage = undefined;
    publisher.putNvd(nvdRecord('CVE-2026-0001', nvdMoment(0))); // CVE-2026-0004 moves up to the page that was read
  };
  expect(await poll(id)).toMatchObject({ faults: [] });
  expect(await advisories()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `CVE-2026-000${number}`));
});

test("a key goes to the host that the operator's file names and to no other; without it the source says what it lacks", async () => {
  publisher.putNvd(nvdRecord('CVE-2026-0001', nvdMoment(86_400)));
  const id = await add('nvd', '/nvd', { policy: { keyName: 'nvd' } });
  publisher.nvdKey = 'geheim-123';
  expect(await poll(id)).toMatchObject({ heard: false, stored: 0, faults: [{ code: 'no-key' }] });
  expect(publisher.requests).toEqual([]);
  const file = join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys');
  machine = { ...machine, config: { ...machine.config, sourceKeysFile: file } };
  writeFileSync(file, `nvd services.example geheim-123\n`);
  expect(await poll(id)).toMatchObject({ stored: 0, faults: [{ code: 'no-key' }] });
  writeFileSync(file, `# keys\nnvd ${new URL(publisher.url).host} geheim-123\n`);
  expect(await poll(id)).toMatchObject({ stored: 1, faults: [] });
  expect(publisher.requests.at(-1)?.headers).toMatchObject({ apikey: 'geheim-123' });
  expect(JSON.stringify(await rows('select s.*, (select json_agg(a) from forewarn.audit_log a) from forewarn.sources s'))).not.toContain(
    'geheim',
  );
});

test('private addresses are refused for records as for all else', async () => {
  publisher.putNvd(nvdRecord('CVE-2026-0001', nvdMoment(86_400)));
  for (const [kind, path] of [
    ['nvd', '/nvd'],
    ['cve', '/cves/'],
    ['osv', '/osv/npm/'],
  ] as const) {
    const refused = await addSource(machine, CERT, { url: `${publisher.url}${path}`, kind, policy: { allowHttp: true } });
    expect(refused).toMatchObject({ code: 'nothing-found', problems: [{ code: 'refused-address' }] });
  }
  expect(publisher.requests).toEqual([]);
});

test('a poll of the NVD that is killed goes on where it was, and ends with every record once', async () => {
  for (let number = 100; number < 220; number += 1) publisher.putNvd(nvdRecord(`CVE-2026-0${number}`, '2026-01-01T00:00:00.000'));
  publisher.nvdPageMax = 40;
  const id = await add('nvd', '/nvd', { policy: { since: secondsLater(machine.clock.now(), -1) } });
  await asSystem(machine.database, 'test', (trx) =>
    sql`update forewarn.sources set bookmark = ${JSON.stringify({ listings: {}, place: { from: '2025-12-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z', startIndex: 0 } })}::jsonb`.execute(
      trx,
    ),
  );
  const child = pollInProcess(machine.database.connection, id);
  const exited = once(child, 'exit');
  while (child.exitCode === null && publisher.requests.length < 2) await sleep(1);
  child.kill('SIGKILL');
  await exited;
  const before = (await advisories()).length;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(120);
  publisher.requests.length = 0;
  expect(await poll(id)).toMatchObject({ faults: [] });
  const first = new URL(publisher.requests[0]?.path ?? '', 'http://x').searchParams.get('startIndex');
  expect(Number(first)).toBe(before - (before % 40));
  expect(await advisories()).toHaveLength(120);
  expect((await rows('select count(*)::int as n from forewarn.retrievals'))[0].n).toBe(120);
});

const PAGES = join(sharedData, 'vuln/nvd/api-2.0-pages/cve/increase');
test.skipIf(!existsSync(PAGES))('pages of the NVD as they were recorded are read whole, each record with its bytes', () => {
  const records = ['0-3', '3-3', '6-3'].flatMap((name) => {
    const bytes = readFileSync(join(PAGES, `${name}.json`));
    const startIndex = Number(name.split('-')[0]);
    const page = NVD_PAGES.read(bytes, 'https://nvd.example/rest', { from: machine.clock.now(), until: machine.clock.now(), startIndex });
    if (page.kind === 'fault') throw new Error(page.fault.message);
    for (const record of page.records) expect(bytes.includes(Buffer.from(record.bytes))).toBe(true);
    return page.records.map(({ url, bytes: cut, listedAt }) => [
      new URL(url).search,
      JSON.parse(Buffer.from(cut).toString()).cve.id,
      listedAt,
    ]);
  });
  expect(records.length).toBeGreaterThanOrEqual(7);
  for (const [search, id, listedAt] of records) expect([search, typeof listedAt]).toEqual([`?cveId=${id}`, 'string']);
});

const RECORDED = join(sharedData, 'vuln/cve-v5/records-2025-26.jsonl.gz');
test.skipIf(!existsSync(RECORDED))('records as they were published are all taken in as advisories', async () => {
  const lines = gunzipSync(readFileSync(RECORDED), { maxOutputLength: 1_000_000_000 }).toString().split('\n').filter(Boolean).slice(0, 300);
  for (const line of lines) publisher.putCve(JSON.parse(line));
  // Two of them have ids that are none, one of them a path that leads out of the folder.
  const published = new Set(lines.map((line) => JSON.parse(line).cveMetadata.cveId).filter((cve) => /^CVE-\d{4}-\d+$/.test(cve)));
  expect(published.size).toBeGreaterThan(50);
  expect(await poll(await add('cve', '/cves/'))).toMatchObject({ stored: published.size, waiting: 0, faults: [] });
  expect(new Set(await advisories())).toEqual(published);
});
