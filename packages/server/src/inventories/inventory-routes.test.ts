import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import { buildApp } from '../http/build-app.ts';
import { acceptInstitutions } from '../institutions/accept-institutions.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorkbook, sheetOf } from '@forewarn/core/inventories/formats/example-workbook.test-support.ts';
import { registerInventoryRoutes } from './inventory-routes.ts';

let machine: TestMachine;
let app: FastifyInstance;
let cert: string;
let ofRietmark: string;
let rietmark: string;
let wilgenoord: string;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
async function call(token: string, method: Method, url: string, body?: object | string | Uint8Array, type?: string) {
  const payload = body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': type ?? (typeof body === 'string' ? 'text/csv' : 'application/json') }),
    },
    ...(payload === undefined ? {} : { payload: typeof payload === 'string' ? payload : Buffer.from(payload) }),
  });
  return { status: response.statusCode, body: response.json() };
}
const jobs = async () =>
  (
    await machine.database.pool.query(
      `select j.key, p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id where j.task_identifier = 'match-inventory' order by j.id`,
    )
  ).rows;
const bare = (name: string): InstitutionEntry => ({ name, locations: [], networks: [], domains: [], contacts: [] });

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerInventoryRoutes(app, machine);
  await app.ready();
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, ['GGZ Rietmark', 'GGD Wilgenoord'].map(bare));
  const rows = (await machine.database.pool.query('select id, name from forewarn.institutions')).rows;
  rietmark = rows.find((row) => row.name === 'GGZ Rietmark').id;
  wilgenoord = rows.find((row) => row.name === 'GGD Wilgenoord').id;
  const now = machine.clock.now();
  cert = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, now);
  ofRietmark = await makeToken(machine.database, { kind: 'institution', name: 'Rietmark', institutionId: rietmark }, now);
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

const FILE =
  'Instelling;Leverancier;Applicatie;Versie;Eigenaar;Prijs\nGGZ Rietmark;Fortinet;FortiGate;7.0.15;IT;9\nGGZ Rietmark;;Zenya;?;kwaliteit;9\nGGD Wilgenoord;Fortinet;FortiGate;7.2.9, 7.4.1;;\nOnbekend huis;;Zenya;;;\n';

test('an upload says line by line what was understood, and nothing changes until it is accepted', async () => {
  const preview = await call(cert, 'POST', '/api/inventory-uploads?fileName=register.csv', FILE);
  expect(preview.body).toMatchObject({
    fileName: 'register.csv',
    format: 'table',
    lineCount: 5,
    ignoredColumns: ['Prijs'],
    lines: [{ at: 'line 2', institution: 'GGZ Rietmark', item: { product: 'FortiGate', owner: 'IT' } }, {}, {}, {}, {}],
  });
  expect(preview.body.problems.map((problem: { code: string; at: string }) => [problem.code, problem.at])).toEqual([
    ['institution-unknown', 'line 5'],
    ['column-ignored', 'column "Prijs"'],
    ['versions-split', 'line 4, column "Versie"'],
  ]);
  expect(preview.body.institutions).toMatchObject([
    { institution: 'GGZ Rietmark', added: 2, removed: 0 },
    { institution: 'GGD Wilgenoord', added: 2 },
  ]);
  expect((await call(cert, 'GET', `/api/institutions/${rietmark}/inventories`)).body.inventories).toEqual([]);
  expect(await jobs()).toEqual([]);

  const accepted = await call(cert, 'POST', `/api/inventory-uploads/${preview.body.id}/accept`, {});
  expect(accepted.body.outcomes).toMatchObject([
    { institution: 'GGZ Rietmark', kind: 'accepted', sequence: 1, added: 2 },
    { institution: 'GGD Wilgenoord', kind: 'accepted', added: 2 },
  ]);
  expect((await jobs()).map((job) => job.payload.institutionId).sort()).toEqual([rietmark, wilgenoord].sort());
});

test('the same file a second time changes nothing: no snapshot, no job', async () => {
  const before = [await jobs(), await rowsOf('inventory_snapshots'), await rowsOf('inventory_items')];
  const reordered = FILE.split('\n')
    .toSpliced(1, 2, ...FILE.split('\n').slice(1, 3).reverse())
    .join('\n');
  for (const file of [FILE, reordered]) {
    const again = await call(cert, 'POST', '/api/inventory-uploads', file);
    expect((await call(cert, 'POST', `/api/inventory-uploads/${again.body.id}/accept`, {})).body.outcomes).toMatchObject([
      { kind: 'unchanged', unchanged: 2 },
      { kind: 'unchanged' },
    ]);
  }
  expect([await jobs(), await rowsOf('inventory_snapshots'), await rowsOf('inventory_items')]).toEqual(before);
});

const rowsOf = async (table: string) => (await machine.database.pool.query(`select * from forewarn.${table} order by id`)).rows;

test('a changed list gives added, changed and removed; the snapshot before can still be read', async () => {
  machine.setNow('2026-11-24T09:00:00Z');
  const items = [{ supplier: 'Fortinet', product: 'FortiGate', version: '7.2.11', owner: 'IT' }, { product: 'TOPdesk' }];
  const put = await call(ofRietmark, 'PUT', `/api/institutions/${rietmark}/inventories/inventory`, { items });
  expect(put.body).toMatchObject({ kind: 'accepted', sequence: 2, added: 1, changed: 1, removed: 1, unchanged: 0, problems: [] });
  const list = async (query = '') =>
    (await call(ofRietmark, 'GET', `/api/institutions/${rietmark}/inventories/inventory/items${query}`)).body.items.map(
      (item: { key: string; version?: string }) => [item.key, item.version],
    );
  expect(await list()).toEqual([
    ['fortinet/fortigate', '7.2.11'],
    ['topdesk', undefined],
  ]);
  expect(await list('?snapshot=1')).toEqual([
    ['fortinet/fortigate', '7.0.15'],
    ['zenya', undefined],
  ]);
  const snapshots = await call(ofRietmark, 'GET', `/api/institutions/${rietmark}/inventories/inventory/snapshots`);
  expect(snapshots.body.snapshots).toMatchObject([
    { sequence: 2, receivedAt: '2026-11-24T09:00:00.000Z', itemCount: 2 },
    { sequence: 1, receivedAt: '2026-11-23T09:00:00.000Z' },
  ]);
});

test('one line is added, changed and removed by itself', async () => {
  const line = `/api/institutions/${rietmark}/inventories/inventory/items/${encodeURIComponent('NAS in de kast/1')}`;
  expect((await call(ofRietmark, 'PUT', line, { product: 'DiskStation', exposure: 'ja', importance: 2 })).body).toMatchObject({
    added: 1,
    changed: 0,
    removed: 0,
  });
  expect((await call(ofRietmark, 'PUT', line, { product: 'DiskStation', exposure: 'ja', importance: 2 })).body).toMatchObject({
    kind: 'unchanged',
  });
  expect((await call(ofRietmark, 'PUT', line, { product: 'DiskStation', version: '7.2' })).body).toMatchObject({ changed: 1 });
  // A line of several versions is as many, and its name stands for all of them.
  const several = { product: 'DiskStation', version: '7.1 (2x), 7.2 (1x)' };
  expect((await call(ofRietmark, 'PUT', line, several)).body).toMatchObject({
    changed: 1,
    added: 1,
    problems: [{ code: 'versions-split' }],
  });
  expect((await call(ofRietmark, 'PUT', line, several)).body).toMatchObject({ kind: 'unchanged' });
  const second = `/api/institutions/${rietmark}/inventories/inventory/items/${encodeURIComponent('NAS in de kast/1 #2')}`;
  expect((await call(ofRietmark, 'PUT', second, { product: 'DiskStation', version: '7.3' })).body).toMatchObject({
    changed: 1,
    removed: 0,
  });
  expect((await call(ofRietmark, 'DELETE', line)).body).toMatchObject({ removed: 2, unchanged: 2 });
  expect((await call(ofRietmark, 'DELETE', line)).status).toBe(404);
});

test('a line that nobody looked at for more than a year is marked, and stays', async () => {
  const list = () => call(ofRietmark, 'GET', `/api/institutions/${rietmark}/inventories/inventory/items`);
  expect((await list()).body.items.map((item: { mayBeOutdated: boolean }) => item.mayBeOutdated)).toEqual([false, false]);
  machine.setNow('2027-11-25T09:00:00Z');
  expect((await list()).body.items.map((item: { mayBeOutdated: boolean }) => item.mayBeOutdated)).toEqual([true, true]);
  machine.setNow('2026-11-24T09:00:00Z');
});

test('a workbook by multipart and CycloneDX by PUT', async () => {
  const boundary = 'x-boundary';
  const workbook = exampleWorkbook(sheetOf(['Applicatie', 'Versie'], ['Zenya', '12']));
  const form = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="ict-foto.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    workbook,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const preview = await call(ofRietmark, 'POST', '/api/inventory-uploads', form, `multipart/form-data; boundary=${boundary}`);
  expect(preview.body).toMatchObject({
    fileName: 'ict-foto.xlsx',
    format: 'workbook',
    lines: [{ at: 'line 2', item: { product: 'Zenya', version: '12' } }],
  });

  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [{ type: 'library', name: 'log4j-core', version: '2.14.1', purl: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1' }],
  };
  const put = () =>
    call(ofRietmark, 'PUT', `/api/institutions/${rietmark}/inventories/labstraat`, document, 'application/vnd.cyclonedx+json');
  expect((await put()).body).toMatchObject({ kind: 'accepted', inventory: 'labstraat', added: 1 });
  expect((await put()).body).toMatchObject({ kind: 'unchanged' });
});

test.each<[string, string | Uint8Array, string]>([
  ['broken JSON', '{"items": [', 'json-broken'],
  ['a table without products', 'a;b\n1;2\n', 'product-column-missing'],
  ['a file that is no workbook', Buffer.from('PK\u0003\u0004xx'), 'workbook-broken'],
])('%s is refused in words and changes nothing', async (_name, body, code) => {
  const answer = await call(ofRietmark, 'PUT', `/api/institutions/${rietmark}/inventories/inventory`, body);
  expect(answer).toMatchObject({ status: 422, body: { code: 'input-unreadable', problems: [{ code }] } });
});

test('no route shows or changes the inventory of another institution', async () => {
  const theirs = await call(cert, 'POST', `/api/inventory-uploads?institutionId=${wilgenoord}`, 'product\nZenya\n');
  const ofCert = await call(cert, 'POST', '/api/inventory-uploads', FILE);
  const before = await rowsOf('inventory_items');
  const base = `/api/institutions/${wilgenoord}/inventories`;
  const routes: readonly [Method, string, (object | string)?][] = [
    ['GET', base],
    ['GET', `${base}/inventory/items`],
    ['GET', `${base}/inventory/items?snapshot=1`],
    ['GET', `${base}/inventory/snapshots`],
    ['PUT', `${base}/inventory`, { items: [{ product: 'x' }] }],
    ['PUT', `${base}/inventory/items/x`, { product: 'x' }],
    ['DELETE', `${base}/inventory/items/${encodeURIComponent('fortinet/fortigate')}`],
    ['POST', `/api/inventory-uploads?institutionId=${wilgenoord}`, 'product\nx\n'],
    ['GET', `/api/inventory-uploads/${theirs.body.id}`],
    ['POST', `/api/inventory-uploads/${theirs.body.id}/accept`, {}],
    ['GET', `/api/inventory-uploads/${ofCert.body.id}`],
    ['POST', `/api/inventory-uploads/${ofCert.body.id}/accept`, {}],
  ];
  for (const [method, url, body] of routes) expect((await call(ofRietmark, method, url, body)).status, `${method} ${url}`).toBe(404);

  // Lines of another in its own file are left out, not delivered; a file of nothing else replaces nothing.
  const mixed = await call(ofRietmark, 'POST', '/api/inventory-uploads', FILE);
  expect(mixed.body.institutions.map((one: { institution: string }) => one.institution)).toEqual(['GGZ Rietmark']);
  expect(
    (await call(ofRietmark, 'PUT', `/api/institutions/${rietmark}/inventories/inventory`, 'instelling;product\nGGD Wilgenoord;x\n')).status,
  ).toBe(422);
  expect(await rowsOf('inventory_items')).toEqual(before);
});
