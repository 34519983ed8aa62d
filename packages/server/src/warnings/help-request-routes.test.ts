import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../database/new-id.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, FORM, LINDEMARK, RIETMARK, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { registerHelpRequestRoutes } from './help-request-routes.ts';
import { settleFollowUp } from './settle-follow-up.ts';

let machine: TestMachine;
let world: ExampleMatter;
let warningId: string;

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, registerHelpRequestRoutes);
  for (const name of [LINDEMARK, RIETMARK]) await world.match(name);
  warningId = (await world.draft()).id;
  await world.release(warningId);
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

const get = async (url: string, token = world.cert) => (await world.call(token, 'GET', url)).body;
const open = async () => (await get('/api/help-requests')).helpRequests;

async function askHelp(contact: string): Promise<void> {
  const form = { answer: 'need-help', answeredAs: contact, remark: 'Bel mij terug op de poli.', version: '1' };
  await world.call(undefined, 'POST', await world.linkOf(warningId, contact), form, FORM);
  await workJobs(machine, 'settle-follow-up', settleFollowUp);
}

test('an answer "need help" through a link is one request, with who asked, whom to ring and by when', async () => {
  await askHelp('Ruud Rietmark');
  await workJobs(machine, 'settle-follow-up', settleFollowUp);
  expect(await open()).toMatchObject([
    {
      institution: RIETMARK,
      urgency: 'act-now',
      askedBy: 'Ruud Rietmark',
      remark: 'Bel mij terug op de poli.',
      contact: 'Ruud Rietmark',
      askedAt: '2026-11-23T09:00:00.000Z',
      dueAt: '2026-11-23T09:30:00.000Z',
      isLate: false,
    },
  ]);
  machine.setNow('2026-11-23T09:31:00Z');
  expect((await open())[0].isLate).toBe(true);
});

test('a request has an owner, goes to a colleague, is done with a note, and can be opened again', async () => {
  const [{ id }] = await open();
  const url = `/api/help-requests/${id}`;
  expect((await world.call(world.cert, 'PUT', `${url}/owner`, {})).body.owner).toBe('A. Analist');
  const colleague = newId<'Account'>(machine.clock.now());
  await world.rows(
    `insert into forewarn.accounts (id, kind, name, roles, created_at) values ($1, 'cert', 'T. Tweede', '{analyst}', now())`,
    [colleague],
  );
  const given = (await world.call(world.cert, 'PUT', `${url}/owner`, { accountId: colleague })).body;
  expect(given).toMatchObject({ owner: 'T. Tweede', ownerAccountId: colleague });
  expect((await get(`/api/help-requests?owner=${encodeURIComponent('A. Analist')}`)).helpRequests).toEqual([]);
  const done = (await world.call(world.cert, 'POST', `${url}/done`, { note: 'Gebeld; leverancier komt langs.' })).body;
  expect(done).toMatchObject({ endedBecause: 'done', endedBy: 'A. Analist', isLate: false });
  expect(await open()).toEqual([]);
  expect((await get('/api/help-requests?ended=true')).helpRequests).toHaveLength(1);
  expect((await world.call(world.cert, 'PUT', `${url}/owner`, {})).body.code).toBe('help-ended');
  expect((await world.call(world.cert, 'DELETE', `${url}/done`)).status).toBe(200);
  expect(await open()).toHaveLength(1);
});

test('two colleagues of one name are told apart by account; what was kept by name alone is found by either way', async () => {
  const [{ id }] = await open();
  const url = `/api/help-requests/${id}/owner`;
  const account = async () => {
    const accountId = newId<'Account'>(machine.clock.now());
    await world.rows(
      `insert into forewarn.accounts (id, kind, name, roles, created_at) values ($1, 'cert', 'J. Jansen', '{analyst}', now())`,
      [accountId],
    );
    return accountId;
  };
  const [one, other] = [await account(), await account()];
  await world.call(world.cert, 'PUT', url, { accountId: one });
  const of = async (query: string) => (await get(`/api/help-requests?${query}`)).helpRequests.length;
  expect([await of(`ownerAccountId=${one}`), await of(`ownerAccountId=${other}`), await of('owner=J.%20Jansen')]).toEqual([1, 0, 1]);
  // A program of before knows the name alone: it gives the request to somebody else, and the account does not stay behind.
  await world.rows(`update forewarn.help_requests set owner = 'O. Oud' where id = $1`, [id]);
  expect((await open())[0]).not.toHaveProperty('ownerAccountId');
  await world.rows(`update forewarn.help_requests set owner = 'J. Jansen' where id = $1`, [id]);
  expect([await of(`ownerAccountId=${one}`), await of(`ownerAccountId=${other}`)]).toEqual([1, 1]);
  await world.call(world.cert, 'PUT', url, {
    accountId: (await world.rows(`select id from forewarn.accounts where name = 'T. Tweede'`))[0].id,
  });
});

test('who asked sees who does it and that it is no legal notification, and never the note or the request of another', async () => {
  const [{ id }] = await open();
  await world.call(world.cert, 'POST', `/api/help-requests/${id}/done`, { note: 'GEHEIM' });
  const rietmark = await world.tokenOf(RIETMARK);
  const own = await world.call(rietmark, 'GET', `/api/institutions/${world.ids[RIETMARK]}/help-requests`);
  expect(own.body.notice).toContain('geen wettelijke melding');
  expect(own.body.helpRequests).toMatchObject([{ owner: 'T. Tweede', endedBecause: 'done' }]);
  expect(own.text).not.toContain('GEHEIM');
  expect(own.text).not.toContain('ownerAccountId');
  const lindemark = await world.tokenOf(LINDEMARK);
  expect((await world.call(lindemark, 'GET', `/api/institutions/${world.ids[RIETMARK]}/help-requests`)).status).toBe(404);
  expect((await world.call(lindemark, 'GET', '/api/help-requests')).status).toBe(403);
  expect((await get(`/api/institutions/${world.ids[LINDEMARK]}/help-requests`, lindemark)).helpRequests).toEqual([]);
});

test('an answer that is undone ends its request, and nobody rings for nothing', async () => {
  machine.setNow('2026-11-23T10:00:00Z');
  await askHelp('Ciska de Ciso');
  expect(await open()).toHaveLength(1);
  const [{ id }] = await world.rows(`select id from forewarn.acknowledgements where institution_id = $1`, [world.ids[LINDEMARK]]);
  const undone = await world.call(await world.tokenOf(LINDEMARK), 'DELETE', `/api/warnings/${warningId}/acknowledgements/${id}`);
  expect(undone.status).toBe(200);
  await workJobs(machine, 'settle-follow-up', settleFollowUp);
  expect(await open()).toEqual([]);
  expect((await get('/api/help-requests?ended=true')).helpRequests[0]).toMatchObject({
    endedBecause: 'taken-back',
    institution: LINDEMARK,
  });
});
