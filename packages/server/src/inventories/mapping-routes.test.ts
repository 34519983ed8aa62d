import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventoryApp, type InventoryApp } from './example-inventory-app.test-support.ts';

let here: InventoryApp;
beforeAll(async () => {
  here = await inventoryApp();
});
afterAll(() => here?.close());

const STRANGE = 'Spul;Hoeveel;Prijs\nkastje van kpn;1;9\n';
const columns = (said: object) => `columns=${encodeURIComponent(JSON.stringify(said))}`;

test('a table whose columns are strange says which it has and how to name them; what is said of them is remembered and can be taken back', async () => {
  const refused = await here.call(here.ofRietmark, 'POST', '/api/inventory-uploads', STRANGE);
  expect(refused).toMatchObject({
    status: 422,
    body: {
      title: expect.stringContaining('"Spul", "Hoeveel", "Prijs"'),
      hint: expect.stringContaining('columns={"heading in your file": "product"}'),
    },
  });

  const said = { Spul: 'product', Hoeveel: 'quantity', Prijs: 'ignore' };
  const first = await here.call(here.ofRietmark, 'POST', `/api/inventory-uploads?${columns(said)}`, STRANGE);
  expect(first).toMatchObject({
    status: 200,
    body: {
      lines: [{ item: { product: 'kastje van kpn', quantity: 1 } }],
      mapping: { columns: [{ heading: 'Spul', field: 'product' }, { heading: 'Hoeveel' }, { field: 'ignore' }], madeBy: 'Rietmark' },
      problems: [],
    },
  });
  expect((await here.call(here.ofRietmark, 'POST', `/api/inventory-uploads/${first.body.id}/accept`, {})).body.outcomes).toMatchObject([
    { added: 1 },
  ]);

  const next = await here.call(here.ofRietmark, 'POST', '/api/inventory-uploads', 'PRIJS;Spul;hoeveel\n1;TOPdesk;2\n');
  expect(next.body).toMatchObject({ lines: [{ item: { product: 'TOPdesk', quantity: 2 } }], mapping: { id: first.body.mapping.id } });
  expect((await here.call(here.ofRietmark, 'PUT', `/api/institutions/${here.rietmark}/inventories/inventory`, STRANGE)).body).toMatchObject(
    { kind: 'unchanged' },
  );

  const { mappings } = (await here.call(here.ofRietmark, 'GET', '/api/inventory-mappings')).body;
  expect(mappings).toMatchObject([{ headings: ['hoeveel', 'prijs', 'spul'] }]);
  expect((await here.call(here.ofRietmark, 'DELETE', `/api/inventory-mappings/${mappings[0].id}`)).status).toBe(200);
  expect((await here.call(here.ofRietmark, 'POST', '/api/inventory-uploads', STRANGE)).status).toBe(422);
});

test('what is said a second time of the same table takes the place of the first, and saying the same writes no second one', async () => {
  const say = (said: object) => here.call(here.ofRietmark, 'POST', `/api/inventory-uploads?${columns(said)}`, 'Spul;Doos\nx;Zenya\n');
  const first = await say({ Spul: 'product' });
  const second = await say({ Doos: 'product', Spul: 'item' });
  expect(second.body).toMatchObject({ mapping: { id: first.body.mapping.id }, lines: [{ item: { key: 'x', product: 'Zenya' } }] });
  expect(await here.rows('select id from forewarn.inventory_mappings')).toHaveLength(1);
});

test.each<[string, object, string]>([
  ['names what no line has', { Spul: 'price' }, 'field-unknown'],
  ['names no column of the file', { Anders: 'product' }, 'mapping-does-not-fit'],
])('a mapping that %s is refused in words and not remembered', async (_name, said, code) => {
  const before = await here.rows('select id from forewarn.inventory_mappings');
  const answer = await here.call(here.ofRietmark, 'POST', `/api/inventory-uploads?${columns(said)}`, STRANGE);
  expect(answer).toMatchObject({ status: 422, body: { problems: [{ code }] } });
  expect(await here.rows('select id from forewarn.inventory_mappings')).toEqual(before);
});

test('what the CERT says of its own files is for its own files, and no institution sees or changes what another said', async () => {
  const file = 'Huis;Spul\nGGZ Rietmark;Zenya\n';
  const ofCert = await here.call(here.cert, 'POST', `/api/inventory-uploads?${columns({ Huis: 'institution', Spul: 'product' })}`, file);
  expect(ofCert.body).toMatchObject({ institutions: [{ institution: 'GGZ Rietmark', added: 1 }] });
  await here.call(
    here.cert,
    'POST',
    `/api/inventory-uploads?institutionId=${here.wilgenoord}&${columns({ Spul: 'product' })}`,
    'Spul\nx\n',
  );
  expect((await here.call(here.cert, 'GET', '/api/inventory-mappings')).body.mappings).toHaveLength(1);
  const theirs = (await here.call(here.cert, 'GET', `/api/inventory-mappings?institutionId=${here.wilgenoord}`)).body.mappings;
  expect(theirs).toHaveLength(1);
  for (const id of [ofCert.body.mapping.id, theirs[0].id])
    expect((await here.call(here.ofRietmark, 'DELETE', `/api/inventory-mappings/${id}`)).status).toBe(404);
  expect((await here.call(here.ofRietmark, 'GET', `/api/inventory-mappings?institutionId=${here.wilgenoord}`)).status).toBe(404);
  expect((await here.call(here.ofRietmark, 'POST', '/api/inventory-uploads', file)).status).toBe(422);
});
