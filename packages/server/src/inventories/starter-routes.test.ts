import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventoryApp, type InventoryApp } from './example-inventory-app.test-support.ts';

let here: InventoryApp;
beforeAll(async () => {
  here = await inventoryApp();
});
afterAll(() => here?.close());

const url = () => `/api/institutions/${here.rietmark}/starter-inventory`;
const proposed = async (): Promise<readonly string[]> =>
  (await here.call(here.ofRietmark, 'GET', url())).body.proposals.map((proposal: { product: string }) => proposal.product);
const answer = (answers: readonly object[]) => here.call(here.ofRietmark, 'POST', url(), { answers });

test('what peers have and the inventory does not name is proposed, with how many of ten have it', async () => {
  await here.call(here.ofRietmark, 'PUT', `/api/institutions/${here.rietmark}/inventories/inventory`, { items: [{ product: 'TOPdesk' }] });
  const { body } = await here.call(here.ofRietmark, 'GET', url());
  expect(body.peers).toEqual({ kind: 'ggz' });
  expect(body.proposals[0]).toMatchObject({ product: 'vecozo', share: '10 van de 10 vergelijkbare instellingen' });
  expect(await proposed()).not.toContain('topdesk');
});

test('"have" becomes a line, the others are remembered; none is asked again, and the same answers again change nothing', async () => {
  const answers = [
    { product: 'fortigate', answer: 'have', version: '7.2.9' },
    { product: 'zivver', answer: 'have', version: 'weet ik niet' },
    { product: 'zenya', answer: 'not-have' },
    { product: 'helloid', answer: 'unknown' },
  ];
  expect((await answer(answers)).body).toEqual({ added: 2, remembered: 4, unchanged: 0, problems: [] });
  const list = async () =>
    (await here.call(here.ofRietmark, 'GET', `/api/institutions/${here.rietmark}/inventories/ict-foto/items`)).body.items;
  expect(await list()).toMatchObject([
    { key: 'starter/fortigate', product: 'FortiGate', supplier: 'Fortinet', version: '7.2.9', exposure: 'internet' },
    { key: 'starter/zivver', product: 'ZIVVER', since: 1 },
  ]);
  expect((await list())[1].version).toBeUndefined();
  const asked = await proposed();
  for (const { product } of answers) expect(asked).not.toContain(product);
  const before = await here.rows('select id from forewarn.inventory_snapshots');
  expect((await answer(answers)).body).toEqual({ added: 0, remembered: 0, unchanged: 4, problems: [] });
  expect(await here.rows('select id from forewarn.inventory_snapshots')).toEqual(before);
});

test('an answer is taken back, and is asked again; a line that is removed is asked again too', async () => {
  expect((await here.call(here.ofRietmark, 'DELETE', `${url()}/zenya`)).body).toEqual({ product: 'zenya', answer: 'not-have' });
  expect((await here.call(here.ofRietmark, 'DELETE', `${url()}/zenya`)).status).toBe(404);
  await here.call(
    here.ofRietmark,
    'DELETE',
    `/api/institutions/${here.rietmark}/inventories/ict-foto/items/${encodeURIComponent('starter/zivver')}`,
  );
  expect(await proposed()).toEqual(expect.arrayContaining(['zenya', 'zivver']));
});

test('what is none of the products is pointed out; another institution is not there', async () => {
  expect((await answer([{ product: 'x', answer: 'have' }])).body).toMatchObject({
    added: 0,
    problems: [{ code: 'product-unknown', at: '/answers/0/product' }],
  });
  const theirs = `/api/institutions/${here.wilgenoord}/starter-inventory`;
  expect((await here.call(here.ofRietmark, 'GET', theirs)).status).toBe(404);
  expect((await here.call(here.ofRietmark, 'POST', theirs, { answers: [{ product: 'zenya', answer: 'have' }] })).status).toBe(404);
  expect((await here.call(here.ofRietmark, 'DELETE', `${theirs}/zenya`)).status).toBe(404);
});
