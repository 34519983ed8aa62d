import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, type ExampleMatter } from './example-matter.test-support.ts';
import { registerFollowUpRoutes } from './follow-up-routes.ts';
import { followUp } from './follow-up.ts';

let machine: TestMachine;
let world: ExampleMatter;
let warningId: string;
let colleague: string;

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, registerFollowUpRoutes);
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
  await world.rows(`update forewarn.contacts set phone = '000 123 45 67' where name in ('Petra Praktijk', 'Sjors Systeem')`);
  colleague = await makeToken(machine.database, { kind: 'cert', name: 'T. Tweede', roles: ['analyst'] }, machine.clock.now());
  warningId = (await world.draft()).id;
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

const call = (method: string, url: string, body?: object, token = world.cert) => world.call(token, method, url, body);
const of = (name: string) => `/api/warnings/${warningId}/follow-ups/${world.ids[name]}`;
const onList = async () => (await call('GET', '/api/call-list')).body.followUps;

test('before the release it is shown what would be done if nobody answered', async () => {
  const simulated = await call('POST', `/api/warnings/${warningId}/follow-up-simulations`, { releasedAt: '2026-11-24T02:00:00Z' });
  expect(simulated.body).toMatchObject({ asked: 2, withoutPolicy: 0 });
  expect(simulated.body.moments[0]).toEqual({ at: '2026-11-24T02:15:00.000Z', byAction: { 'call-list': 2 }, byChannel: {}, phones: 2 });
  const tried = await call('POST', `/api/warnings/${warningId}/follow-up-simulations`, {
    policies: [{ name: 'soft', urgency: 'act-now', first: [], steps: [{ afterMinutes: 600, action: 'remind' }] }],
  });
  expect(tried.body.moments).toMatchObject([{ byAction: { remind: 2 }, phones: 0 }]);
});

test('the call list names whom to ring, in the order of the policy, and who rings is seen by the other', async () => {
  await world.release(warningId);
  await world.rows(`update forewarn.deliveries set state = 'sent', ended_at = planned_at`);
  expect(await onList()).toEqual([]);
  machine.setNow('2026-11-23T09:15:00Z');
  await followUp(machine);
  const list = await onList();
  expect(list.map(({ institution }: { institution: string }) => institution).sort()).toEqual([ELZENBOCHT, LINDEMARK]);
  const lindemark = list.find(({ institution }: { institution: string }) => institution === LINDEMARK);
  expect(lindemark).toMatchObject({
    callBecause: 'step',
    nextAction: 'next-contact',
    phones: [{ name: 'Sjors Systeem', phone: '000 123 45 67' }, {}, {}],
  });

  expect((await call('PUT', `${of(LINDEMARK)}/hold`, { held: true })).body).toMatchObject({ heldBy: 'A. Analist' });
  const refused = await call('PUT', `${of(LINDEMARK)}/hold`, { held: true }, colleague);
  expect(refused).toMatchObject({ status: 409, body: { code: 'held-by-other', title: 'A. Analist is telephoning this institution.' } });
  machine.setNow('2026-11-23T09:26:00Z'); // whoever forgot to let go holds nobody up
  expect((await call('PUT', `${of(LINDEMARK)}/hold`, { held: true }, colleague)).body).toMatchObject({ heldBy: 'T. Tweede' });
});

test('a voicemail keeps it on the list, a conversation takes it off and stops the clock', async () => {
  const voicemail = await call('POST', `${of(LINDEMARK)}/calls`, { outcome: 'voicemail', note: 'Ingesproken.' }, colleague);
  expect(voicemail.body.calls).toMatchObject([{ outcome: 'voicemail', note: 'Ingesproken.', calledBy: 'T. Tweede' }]);
  expect(await onList()).toHaveLength(2);
  const [sjors] = await world.rows(`select id from forewarn.contacts where name = 'Sjors Systeem'`);
  const spoken = await call('POST', `${of(LINDEMARK)}/calls`, { outcome: 'spoken', contactId: sjors.id }, colleague);
  expect(spoken.body).toMatchObject({
    endedBecause: 'spoken',
    calls: [{ outcome: 'spoken', contact: 'Sjors Systeem' }, { outcome: 'voicemail' }],
  });
  expect(spoken.body.heldBy).toBeUndefined();
  expect((await onList()).map(({ institution }: { institution: string }) => institution)).toEqual([ELZENBOCHT]);
});

test('a contact of another institution is none that was rung', async () => {
  const [petra] = await world.rows(`select id from forewarn.contacts where name = 'Petra Praktijk'`);
  expect((await call('POST', `${of(LINDEMARK)}/calls`, { outcome: 'spoken', contactId: petra.id })).status).toBe(404);
});

test('a pause holds the clock, and it goes on when the pause ends', async () => {
  const pauses = `/api/warnings/${warningId}/follow-up-pauses`;
  expect((await call('POST', pauses, { paused: true })).body).toEqual({ changed: 1 }); // Lindemark's has ended
  machine.setNow('2026-11-23T12:00:00Z');
  await followUp(machine);
  const clockOf = async () =>
    (await call('GET', `/api/warnings/${warningId}/follow-ups`)).body.followUps.find(
      ({ institution }: { institution: string }) => institution === ELZENBOCHT,
    );
  expect(await clockOf()).toMatchObject({ pausedBy: 'A. Analist', nextAt: '2026-11-23T09:30:00.000Z' });
  await call('POST', pauses, { paused: false, institutionId: world.ids[ELZENBOCHT] });
  await followUp(machine);
  expect((await clockOf()).nextAt).toBeUndefined(); // both steps that were due are done
});

test('policies are changed by an administrator, in order of time, and an empty list brings back those that ship', async () => {
  const policy = { name: 'quick', urgency: 'act-now', first: ['board'], steps: [{ afterMinutes: 5, action: 'call-list' }] };
  expect((await call('PUT', '/api/follow-up-policies', { policies: [policy] }, colleague)).status).toBe(403);
  const backwards = { ...policy, steps: [...policy.steps, { afterMinutes: 5, action: 'remind' }] };
  expect((await call('PUT', '/api/follow-up-policies', { policies: [backwards] })).body).toMatchObject({ code: 'input-unreadable' });
  expect((await call('PUT', '/api/follow-up-policies', { policies: [policy] })).body).toEqual({ policies: [policy], shipped: false });
  expect((await call('GET', '/api/follow-up-policies')).body.policies).toEqual([policy]);
  expect((await call('PUT', '/api/follow-up-policies', { policies: [] })).body).toMatchObject({ shipped: true });
});

test('what an institution may not see, it does not: neither clock nor call list', async () => {
  const token = await world.tokenOf(LINDEMARK);
  for (const url of ['/api/call-list', `/api/warnings/${warningId}/follow-ups`, '/api/follow-up-policies'])
    expect((await call('GET', url, undefined, token)).status).toBe(403);
});
