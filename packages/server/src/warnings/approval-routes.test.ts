import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { registerApprovalRoutes } from './approval-routes.ts';
import { exampleMatter, LINDEMARK, type ExampleMatter } from './example-matter.test-support.ts';

let machine: TestMachine;
let world: ExampleMatter;
let tweede: string;

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, registerApprovalRoutes);
  await world.match(LINDEMARK);
  tweede = await makeToken(machine.database, { kind: 'cert', name: 'T. Tweede', roles: ['second-officer'] }, machine.clock.now());
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

const post = (token: string, url: string, body: object = {}) => world.call(token, 'POST', url, body);
const eyesIn = async (id: string) =>
  (
    await world.rows(`select details -> 'fourEyes' as eyes from forewarn.audit_log where subject = $1 and action = 'warning-released'`, [
      id,
    ])
  ).map(({ eyes }) => eyes);

test('who wrote act now does not release it alone; a colleague approves exactly that text, and then it goes', async () => {
  const { id } = await world.draft();
  const url = `/api/warnings/${id}`;
  expect((await world.call(world.cert, 'GET', `${url}/preview`)).body.fourEyes).toEqual({ kind: 'missing' });
  expect((await post(world.cert, `${url}/release`)).body).toMatchObject({ status: 409, code: 'second-person-needed' });
  const asked = (await post(world.cert, `${url}/approvals`, { note: 'Graag snel.' })).body;
  expect((await post(world.cert, `${url}/approvals/${asked.id}/decision`, { decision: 'approved' })).status).toBe(403);
  await world.call(world.cert, 'PUT', `${url}/draft`, {
    urgency: 'act-now',
    texts: { nl: { title: 'Ander lek', summary: 'Anders.', actions: [{ text: 'Werk bij.' }] } },
  });
  expect((await post(tweede, `${url}/approvals/${asked.id}/decision`, { decision: 'approved' })).body.code).toBe('draft-changed');
  const again = (await post(world.cert, `${url}/approvals`)).body;
  expect((await post(tweede, `${url}/approvals/${again.id}/decision`, { decision: 'approved' })).body).toMatchObject({
    decision: 'approved',
    decidedBy: 'T. Tweede',
    holds: true,
  });
  expect((await world.call(world.cert, 'GET', `${url}/approvals`)).body).toMatchObject({
    fourEyes: { kind: 'second-person', author: 'A. Analist', second: 'T. Tweede' },
    approvals: [{ holds: true }, { holds: false }],
  });
  expect((await post(world.cert, `${url}/release`)).status).toBe(200);
  expect(await eyesIn(id)).toEqual([{ kind: 'second-person', author: 'A. Analist', second: 'T. Tweede' }]);
});

test('what a colleague sent back stays, until there is another text or somebody says why alone', async () => {
  const { id } = await world.draft();
  const url = `/api/warnings/${id}`;
  const asked = (await post(world.cert, `${url}/approvals`)).body;
  await post(tweede, `${url}/approvals/${asked.id}/decision`, { decision: 'sent-back', because: 'Stap 1 klopt niet.' });
  expect((await post(world.cert, `${url}/release`)).body.code).toBe('second-person-needed');
  const at = { at: '2026-11-23T12:00:00Z' };
  expect((await world.call(world.cert, 'PUT', `${url}/planned-release`, at)).body.code).toBe('second-person-needed');
  expect((await post(world.cert, `${url}/release`, { alone: { because: 'Nacht; tweede man onbereikbaar.' } })).status).toBe(200);
  expect(await eyesIn(id)).toEqual([{ kind: 'alone', because: 'Nacht; tweede man onbereikbaar.' }]);
});

test('a colleague who releases it is the second person; what is less urgent waits for nobody', async () => {
  const { id } = await world.draft();
  expect((await post(tweede, `/api/warnings/${id}/release`)).status).toBe(200);
  const week = await world.draft({ urgency: 'this-week' });
  expect((await post(world.cert, `/api/warnings/${week.id}/release`)).status).toBe(200);
  expect(await eyesIn(week.id)).toEqual([null]);
});
