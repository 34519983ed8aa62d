import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../database/as-principal.ts';
import { COMPONENTS_KEPT_MAX } from './accept-components.ts';
import { componentsOfInstitutions, componentsWithKeys } from './component-store.ts';
import { inventoryApp, type InventoryApp } from './example-inventory-app.test-support.ts';
import { loadKeysOf } from './product-keys.ts';

let here: InventoryApp;
beforeAll(async () => {
  here = await inventoryApp();
  const items = [
    { item: 'LAB-1', supplier: 'Kwartelveen Informatica', product: 'Labstraat', version: '9.4' },
    { item: 'V-1', product: 'Viewer' },
    { item: 'V-2', product: 'viewer' },
  ];
  await here.call(here.ofRietmark, 'PUT', `/api/institutions/${here.rietmark}/inventories/inventory`, { items });
});
afterAll(() => here?.close());

const url = (of: string) => `/api/institutions/${here.rietmark}/components?of=${encodeURIComponent(of)}`;
const LOG4J = {
  'bom-ref': 'log4j',
  type: 'library',
  name: 'log4j-core',
  version: '2.14.1',
  purl: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
};
const SBOM = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  metadata: { component: { 'bom-ref': 'labstraat', type: 'application', name: 'Labstraat', version: '9.4' } },
  components: [{ 'bom-ref': 'engine', type: 'application', name: 'Mirth Connect', version: '4.3.0' }, LOG4J, LOG4J],
  dependencies: [{ ref: 'engine', dependsOn: ['log4j'] }, { ref: 'labstraat', dependsOn: ['engine'] }], // prettier-ignore
};
const counts = () =>
  here.rows(
    'select (select count(*) from forewarn.item_components)::int as components, (select count(*) from forewarn.inventory_uploads)::int as uploads',
  );

test('a bill of materials is what one line contains, with the way to each component; the same again changes nothing', async () => {
  expect((await here.call(here.ofRietmark, 'PUT', url('labstraat'), SBOM)).body).toMatchObject({
    kind: 'accepted',
    item: 'LAB-1',
    format: 'cyclonedx',
    componentCount: 2,
    leftOut: 0,
  });
  const before = await counts();
  expect((await here.call(here.ofRietmark, 'PUT', url('LAB-1'), SBOM)).body).toMatchObject({ kind: 'unchanged', componentCount: 2 });
  expect(await counts()).toEqual(before);
  expect((await here.call(here.ofRietmark, 'GET', url('LAB-1'))).body.components).toEqual([
    { product: 'Mirth Connect', version: '4.3.0', within: ['Labstraat'] },
    { product: 'log4j-core', version: '2.14.1', identifier: LOG4J.purl, within: ['Labstraat', 'Mirth Connect'] },
  ]);
  expect((await here.call(here.ofRietmark, 'GET', `/api/institutions/${here.rietmark}/contents`)).body.contents).toMatchObject([
    { item: 'LAB-1', receivedBy: 'Rietmark' },
  ]);
  // Components are no lines: the institution can't update them.
  expect(
    (await here.call(here.ofRietmark, 'GET', `/api/institutions/${here.rietmark}/inventories/inventory/items`)).body.items,
  ).toHaveLength(3);
});

test('whose products contain a component is found by its keys, as long as the line is there', async () => {
  const keysOf = await loadKeysOf(here.machine);
  const keys = keysOf({ key: '', product: 'log4j-core', identifier: 'pkg:maven/org.apache.logging.log4j/log4j-core', exposure: 'unknown' });
  const found = () => asSystem(here.machine.database, 'test', (trx) => componentsWithKeys(trx, keys));
  const [line] = await here.rows(`select id from forewarn.inventory_items where key = 'LAB-1' and last_snapshot is null`);
  expect(await found()).toMatchObject([
    { institutionId: here.rietmark, item: 'LAB-1', itemIds: [Number(line.id)], component: { within: ['Labstraat', 'Mirth Connect'] } },
  ]);
  const all = () => asSystem(here.machine.database, 'test', (trx) => componentsOfInstitutions(trx, [here.rietmark, here.wilgenoord]));
  expect(await all()).toHaveLength(2);
  const item = `/api/institutions/${here.rietmark}/inventories/inventory/items/LAB-1`;
  await here.call(here.ofRietmark, 'DELETE', item);
  expect([await found(), await all()]).toEqual([[], []]);
  await here.call(here.ofRietmark, 'PUT', item, { product: 'Labstraat', version: '9.5' });
  expect(await all()).toHaveLength(2);
});

test('a newer bill of materials takes the place of the earlier one, and can be taken back; the documents stay', async () => {
  const spdx = { spdxVersion: 'SPDX-2.3', packages: [{ SPDXID: 'SPDXRef-1', name: 'log4j-core', versionInfo: '2.17.1' }] };
  expect((await here.call(here.ofRietmark, 'PUT', url('LAB-1'), spdx)).body).toMatchObject({
    kind: 'accepted',
    format: 'spdx',
    componentCount: 1,
  });
  expect((await here.call(here.ofRietmark, 'DELETE', url('LAB-1'))).body).toMatchObject({ item: 'LAB-1' });
  expect((await here.call(here.ofRietmark, 'GET', url('LAB-1'))).status).toBe(404);
  expect(await counts()).toEqual([{ components: 0, uploads: 2 }]);
});

test('more components than are kept are told, and the document is kept whole', async () => {
  const components = Array.from({ length: COMPONENTS_KEPT_MAX + 5 }, (_, place) => ({
    type: 'library',
    name: `part-${place}`,
    version: '1',
  }));
  const answer = await here.call(here.ofRietmark, 'PUT', url('LAB-1'), { bomFormat: 'CycloneDX', specVersion: '1.6', components });
  expect(answer.body).toMatchObject({ componentCount: COMPONENTS_KEPT_MAX, leftOut: 5, problems: [{ code: 'components-left-out' }] });
  const page = await here.call(here.ofRietmark, 'GET', `${url('LAB-1')}&limit=2`);
  expect((await here.call(here.ofRietmark, 'GET', `${url('LAB-1')}&limit=1&after=${page.body.next}`)).body.components).toMatchObject([
    { product: 'part-2' },
  ]);
});

test.each<[string, string, object | string, number, string]>([
  ['of a product that no line has', 'Onbekend', SBOM, 404, 'no-such'],
  ['of a name that two lines have', 'Viewer', SBOM, 409, 'several-lines'],
  ['that is a table', 'V-1', 'product\nx\n', 422, 'input-unreadable'],
  ['that lists nothing', 'V-1', { bomFormat: 'CycloneDX', specVersion: '1.6', components: [] }, 422, 'input-unreadable'],
])('a bill of materials %s is refused in words', async (_name, of, body, status, code) => {
  const before = await counts();
  expect(await here.call(here.ofRietmark, 'PUT', url(of), body)).toMatchObject({ status, body: { code, title: expect.any(String) } });
  expect(await counts()).toEqual(before);
});

test('no route shows or changes what the products of another contain', async () => {
  const theirs = `/api/institutions/${here.wilgenoord}/components?of=x`;
  for (const [method, body] of [['GET'], ['PUT', SBOM], ['DELETE']] as const)
    expect((await here.call(here.ofRietmark, method, theirs, body)).status, method).toBe(404);
  expect((await here.call(here.ofRietmark, 'GET', `/api/institutions/${here.wilgenoord}/contents`)).status).toBe(404);
});
