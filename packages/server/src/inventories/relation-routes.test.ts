import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { inventoryApp, type InventoryApp } from './example-inventory-app.test-support.ts';
import { loadKeysOf } from './product-keys.ts';
import { relationsOfInstitutions, relationsWithKeys } from './relation-store.ts';

let here: InventoryApp;
beforeAll(async () => {
  here = await inventoryApp();
});
afterAll(() => here?.close());

const url = () => `/api/institutions/${here.rietmark}/relations`;
const VPN = { kind: 'connection', supplier: 'Meridiaan Zorgsoftware', connection: 'vpn', since: '2023' };
const PROVIDER = { kind: 'managed-by', supplier: 'Kwartel ICT' };
const TENANT = { kind: 'tenant', supplier: 'Kompas Zorg-IT', product: 'Kompas EPD', tenant: 'A' };
const jobs = async () => (await here.rows(`select key from graphile_worker.jobs where task_identifier = 'match-inventory'`)).length;

test('relations are stated whole, changed and ended; the same again changes nothing', async () => {
  expect((await here.call(here.ofRietmark, 'PUT', url(), { relations: [VPN, PROVIDER, TENANT] })).body).toMatchObject({
    kind: 'accepted',
    added: 3,
    problems: [],
  });
  const before = [await here.rows('select * from forewarn.inventory_relations order by id'), await jobs()];
  expect((await here.call(here.ofRietmark, 'PUT', url(), { relations: [TENANT, VPN, PROVIDER] })).body).toMatchObject({
    kind: 'unchanged',
    unchanged: 3,
  });
  expect([await here.rows('select * from forewarn.inventory_relations order by id'), await jobs()]).toEqual(before);

  const list = async () => (await here.call(here.ofRietmark, 'GET', url())).body.relations;
  expect(await list()).toMatchObject([{ ...VPN, mayBeOutdated: false }, PROVIDER, TENANT]);
  expect((await here.call(here.ofRietmark, 'PUT', url(), { relations: [{ ...VPN, since: '2024' }, TENANT] })).body).toMatchObject({
    changed: 1,
    ended: 1,
    unchanged: 1,
  });
  expect((await list()).map((relation: { kind: string; since?: string }) => [relation.kind, relation.since])).toEqual([
    ['tenant', undefined],
    ['connection', '2024'],
  ]);
  expect(await here.rows('select id from forewarn.inventory_relations where ended_at is not null')).toHaveLength(2); // history stays
});

test("a list of the CERT adds to each institution's relations and points out whom nobody knows", async () => {
  const file =
    'Instelling;Leverancier;Soort verbinding;Omschrijving;Sinds\nGGD Wilgenoord;Nedap;VPN, API;altijd aan;2020\nGGZ Rietmark;Nedap;;;\nOnbekend huis;x;;;\n';
  const answer = await here.call(here.cert, 'POST', '/api/relation-imports', file);
  expect(answer.body).toMatchObject({
    outcomes: [
      { institutionId: here.wilgenoord, added: 2 },
      { institutionId: here.rietmark, added: 1, ended: 0 },
    ],
    problems: [{ code: 'institution-unknown', at: 'line 4' }],
  });
  expect((await here.call(here.cert, 'POST', '/api/relation-imports', file)).body.outcomes).toMatchObject([
    { kind: 'unchanged' },
    { kind: 'unchanged' },
  ]);
});

test('who has anything with a supplier is found by its keys, behind the row policies', async () => {
  const keysOf = await loadKeysOf(here.machine);
  const keys = keysOf({ key: '', supplier: 'Nedap', product: 'Nedap', exposure: 'unknown' }).filter((key) => key.startsWith('by:'));
  const found = await asSystem(here.machine.database, 'test', (trx) => relationsWithKeys(trx, keys));
  expect(found.map(({ institutionId, relation }) => [institutionId, relation.kind]).sort()).toEqual(
    [
      [here.rietmark, 'supplier'],
      [here.wilgenoord, 'connection'],
      [here.wilgenoord, 'connection'],
    ].sort(),
  );
  const principal = { kind: 'institution', name: 'Rietmark', institutionId: here.rietmark as never } as const;
  expect(await asPrincipal(here.machine.database, principal, (trx) => relationsWithKeys(trx, keys))).toEqual([]);
});

test("the IT provider of an institution's own details manages it, until it says who does", async () => {
  await here.rows(`update forewarn.institutions set it_provider = 'Kwartel ICT'`);
  const managing = () =>
    asSystem(here.machine.database, 'test', async (trx) =>
      (await relationsOfInstitutions(trx, [here.rietmark, here.wilgenoord])).filter(({ relation }) => relation.kind === 'managed-by'),
    );
  expect(await managing()).toHaveLength(2);
  await here.call(here.cert, 'POST', '/api/relation-imports', 'instelling;leverancier;soort\nGGZ Rietmark;Andere ICT;beheer\n');
  expect((await managing()).map(({ relation }) => relation.supplier).sort()).toEqual(['Andere ICT', 'Kwartel ICT']);
});

test('a list of somebody else ends nothing, and no route shows or changes the relations of another', async () => {
  const before = await here.rows('select * from forewarn.inventory_relations order by id');
  expect((await here.call(here.ofRietmark, 'PUT', url(), 'instelling;leverancier\nGGD Wilgenoord;x\n')).status).toBe(422);
  const theirs = `/api/institutions/${here.wilgenoord}/relations`;
  expect((await here.call(here.ofRietmark, 'GET', theirs)).status).toBe(404);
  expect((await here.call(here.ofRietmark, 'PUT', theirs, { relations: [] })).status).toBe(404);
  const imported = await here.call(here.ofRietmark, 'POST', '/api/relation-imports', 'instelling;leverancier\nGGD Wilgenoord;x\n');
  expect(imported.body).toMatchObject({ outcomes: [], problems: [{ code: 'institution-differs' }] });
  expect(await here.rows('select * from forewarn.inventory_relations order by id')).toEqual(before);
});
