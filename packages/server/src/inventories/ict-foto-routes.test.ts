import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../http/build-app.ts';
import { inventoryApp, type InventoryApp } from './example-inventory-app.test-support.ts';
import { registerIctFotoRoutes } from './ict-foto-routes.ts';

let here: InventoryApp;
let app: Awaited<ReturnType<typeof buildApp>>;
beforeAll(async () => {
  here = await inventoryApp();
  app = await buildApp(here.machine);
  registerIctFotoRoutes(app, here.machine);
  await app.ready();
});
afterAll(async () => {
  await app?.close();
  await here?.close();
});

const ask = async (method: 'GET' | 'POST', url: string, body?: object) => {
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${here.ofRietmark}` },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.json() };
};

test('a member without an inventory sees forty tiles that nobody has answered, and that we know nothing', async () => {
  const { body } = await ask('GET', '/api/ict-foto');
  expect(body.tiles).toHaveLength(40);
  expect(body).toMatchObject({ progress: { answered: 0, of: 40, isDone: false }, mayBeOutdated: true, inventory: 'ict-foto' });
  expect(body.checkedAt).toBeUndefined();
  expect(body.tiles[0]).toMatchObject({ ofTen: 10 });
});

test('it can be left and taken up again: what was tapped is there the next time', async () => {
  await here.call(here.ofRietmark, 'POST', `/api/institutions/${here.rietmark}/starter-inventory`, {
    answers: [
      { product: 'vecozo', answer: 'have' },
      { product: 'digid', answer: 'unknown' },
    ],
  });
  const { body } = await ask('GET', '/api/ict-foto');
  const answerOf = (product: string) => body.tiles.find((tile: { product: string }) => tile.product === product)?.answer;
  expect([answerOf('vecozo'), answerOf('digid')]).toEqual(['have', 'unknown']);
  expect(body).toMatchObject({ progress: { answered: 2 }, mayBeOutdated: false, checkedAt: here.machine.clock.now() });
});

test('"laatst gecontroleerd op" moves when somebody says that the lines are right, and nothing else does', async () => {
  const lines = () => here.rows('select key, product, version, checked_at from forewarn.inventory_items where last_snapshot is null');
  const [before] = await lines();
  here.machine.setNow('2027-12-01T09:00:00Z');
  expect((await ask('GET', '/api/ict-foto')).body.mayBeOutdated).toBe(true);
  const url = `/api/institutions/${here.rietmark}/inventories/ict-foto/checks`;
  expect((await ask('POST', url, { keys: ['starter/digid'] })).body.checked).toBe(0);
  expect((await ask('POST', url, { keys: ['starter/vecozo'] })).body).toEqual({ checked: 1, checkedAt: '2027-12-01T09:00:00.000Z' });
  const [after] = await lines();
  expect(after).toEqual({ ...before, checked_at: '2027-12-01T09:00:00.000Z' });
  expect((await ask('GET', '/api/ict-foto')).body.mayBeOutdated).toBe(false);
  expect(await here.rows(`select 1 from forewarn.audit_log where action = 'items-checked'`)).toHaveLength(1);
});

test("another's inventory is no inventory", async () => {
  await here.call(here.cert, 'PUT', `/api/institutions/${here.wilgenoord}/inventories/ict`, { items: [{ product: 'TOPdesk' }] });
  expect((await ask('POST', `/api/institutions/${here.wilgenoord}/inventories/ict/checks`, {})).status).toBe(404);
  expect((await ask('GET', `/api/ict-foto?institutionId=${here.wilgenoord}`)).status).toBe(404);
});
