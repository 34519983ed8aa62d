import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { raiseNotice, resolveNotice } from '../audit/notices.ts';
import { asSystem } from '../database/as-principal.ts';
import { buildApp } from '../http/build-app.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { startDeliverer, type Deliverer } from './deliverer.ts';
import { registerDeliveryRoutes } from './delivery-routes.ts';
import { exampleMembers, planFor, untilDeliveries, type Member } from './example-deliveries.test-support.ts';

let machine: TestMachine;
let mailbox: Mailbox;
let deliverer: Deliverer;
let app: FastifyInstance;
let cert: string;
let members: readonly Member[];

beforeEach(async () => {
  mailbox = await startMailbox();
  machine = await testMachine({ FOREWARN_SMTP_URL: mailbox.smtpUrl });
  app = await buildApp(machine);
  registerDeliveryRoutes(app, machine);
  await app.ready();
  cert = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, machine.clock.now());
  members = await exampleMembers(machine, 3);
  deliverer = await startDeliverer(machine);
});
afterEach(async () => {
  await deliverer?.stop();
  await app?.close();
  await mailbox?.stop();
  await machine?.close();
});

async function call(method: 'GET' | 'POST', url: string, token = cert) {
  const response = await app.inject({ method, url, headers: { authorization: `Bearer ${token}` } });
  return { status: response.statusCode, body: response.json() };
}

test('the CERT sees what went out and what did not, by state, institution and a page at a time', async () => {
  mailbox.behave(members[0]!.address, 'reject');
  await planFor(machine, members);
  await untilDeliveries(machine, (rows) => rows.every(({ attempts }) => attempts === 1));
  const failed = (await call('GET', '/api/deliveries?state=failed')).body.deliveries;
  expect(failed).toMatchObject([{ address: members[0]!.address, lastReason: 'mailbox-unknown', endedBecause: 'mailbox-unknown' }]);
  const own = await call('GET', `/api/deliveries?institutionId=${members[1]!.institutionId}`);
  expect(own.body.deliveries).toMatchObject([{ address: members[1]!.address, state: 'sent' }]);
  const page = (await call('GET', '/api/deliveries?limit=2')).body;
  expect(page.deliveries).toHaveLength(2);
  expect((await call('GET', `/api/deliveries?limit=2&after=${page.next}`)).body.deliveries).toHaveLength(1);
});

test('a contact that was repaired gets the mail that failed, under the id that it had', async () => {
  mailbox.behave(members[0]!.address, 'reject');
  await planFor(machine, [members[0]!]);
  const [row] = await untilDeliveries(machine, ([found]) => found?.state === 'failed');
  await machine.database.pool.query(`update forewarn.contacts set email = 'wacht@lindemark.example' where id = $1`, [
    members[0]!.contactId,
  ]);
  expect(await call('POST', `/api/deliveries/${row!.id}/retry`)).toMatchObject({ status: 200, body: { state: 'planned' } });
  expect(await mailbox.waitFor((mail) => mail.rcptTo === 'wacht@lindemark.example')).toMatchObject({
    messageId: `<${row!.id}@cert.example>`,
  });
  await untilDeliveries(machine, ([found]) => found?.state === 'sent');
  expect((await call('GET', '/api/notices')).body.notices).toEqual([]); // reached: nothing is left to do
  const shown = (await call('GET', `/api/deliveries/${row!.id}`)).body;
  expect(shown.tries.map((one: { outcome: string }) => one.outcome)).toEqual(['failed-for-good', 'sent']);
});

test('what was sent is not sent again, and what is not there is not found', async () => {
  await planFor(machine, [members[0]!]);
  const [row] = await untilDeliveries(machine, ([found]) => found?.state === 'sent');
  expect(await call('POST', `/api/deliveries/${row!.id}/retry`)).toMatchObject({ status: 409, body: { code: 'delivery-sent' } });
  expect((await call('POST', '/api/deliveries/0198f2a4-7c11-7abc-8def-0123456789ab/retry')).status).toBe(404);
  expect(mailbox.mails()).toHaveLength(1);
});

test('a notice is one while it is open, with the newest text, and a new one after it was resolved', async () => {
  const raise = (fault: string) =>
    asSystem(machine.database, 'test', (trx) =>
      raiseNotice(trx, { kind: 'source-silent', key: 'ncsc', source: 'NCSC', fault }, machine.clock.now()),
    );
  expect(await raise('HTTP 500.')).toBe(true);
  expect(await raise('HTTP 503.')).toBe(false);
  const [notice] = (await call('GET', '/api/notices?kind=source-silent')).body.notices;
  expect(notice.sentence).toEqual({
    nl: 'Van NCSC komt niets. De bron is nog nooit gehoord. HTTP 503.',
    en: 'Nothing is heard from NCSC. It was never heard. HTTP 503.',
  });
  expect((await call('POST', `/api/notices/${notice.id}/resolve`)).body.resolvedAt).toBe('2026-11-23T09:00:00.000Z');
  expect(await call('POST', `/api/notices/${notice.id}/resolve`)).toMatchObject({ status: 409, body: { code: 'notice-resolved' } });
  expect(await raise('HTTP 500.')).toBe(true);
  expect((await call('GET', '/api/notices?resolved=true')).body.notices).toHaveLength(2);
  const resolve = () =>
    asSystem(machine.database, 'test', (trx) => resolveNotice(trx, { kind: 'source-silent', key: 'ncsc' }, machine.clock.now()));
  expect([await resolve(), await resolve()]).toEqual([true, false]);
});

test('an institution sees no deliveries and no notices', async () => {
  const token = await makeToken(
    machine.database,
    { kind: 'institution', name: 'x', institutionId: members[0]!.institutionId },
    machine.clock.now(),
  );
  expect((await call('GET', '/api/deliveries', token)).status).toBe(403);
  expect((await call('GET', '/api/notices', token)).status).toBe(403);
});
