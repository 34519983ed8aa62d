import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSmsGateway, type SmsGateway } from '@forewarn/fakes/sms-gateway/start-sms-gateway.ts';
import { buildApp } from '../http/build-app.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { checkReceipts } from './check-receipts.ts';
import { startDeliverer, type Deliverer } from './deliverer.ts';
import { deliveriesNow, exampleMembers, planFor, untilDeliveries, type Member } from './example-deliveries.test-support.ts';
import { registerGatewayRoutes } from './gateway-routes.ts';

const KEY = 'de-sleutel-van-de-provider';
const HOOK = 'een-lang-geheim-van-de-provider';
const NUMBER = '+31612345678';
let place: string;
let gateway: SmsGateway;
let machine: TestMachine;
let app: FastifyInstance;
let deliverer: Deliverer;
let member: Member;

beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'fw-sms-'));
  gateway = await startSmsGateway({ key: KEY });
  const own = { account: 'AC1', key: KEY, sender: '+3197000000', hook: HOOK, allowPrivate: true };
  const file = {
    sms: { provider: 'twilio', url: `${gateway.url}/Messages.json`, ...own },
    voice: { provider: 'twilio', url: `${gateway.url}/Calls.json`, ...own },
  };
  writeFileSync(join(place, 'gateways.json'), JSON.stringify(file));
  const opened = await testMachine({ FOREWARN_GATEWAYS: join(place, 'gateways.json') });
  app = await buildApp(opened);
  let url = '';
  machine = Object.create(opened, { publicUrl: { get: () => url } }) as TestMachine;
  registerGatewayRoutes(app, machine);
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  [member] = (await exampleMembers(machine, 1)) as [Member];
  deliverer = await startDeliverer(machine);
});
afterEach(async () => {
  await deliverer?.stop();
  await app?.close();
  await gateway?.stop();
  await machine?.close();
  rmSync(place, { recursive: true, force: true });
});

const rows = async (text: string) => (await machine.database.pool.query(text)).rows;
const jobs = () => rows(`select task_identifier as task from graphile_worker.jobs order by 1`);

async function sendSms(channel: 'sms' | 'voice' = 'sms'): Promise<void> {
  await planFor(machine, [member], { channel, address: NUMBER, urgent: true });
  await untilDeliveries(machine, ([found]) => found !== undefined && found.attempts > 0);
  await gateway.told();
}

test('a text message goes out in two parts at most, and its receipt is kept', async () => {
  await sendSms();
  const [message] = gateway.messages();
  expect(message).toMatchObject({ number: NUMBER });
  expect(message!.text).toMatch(
    /^Zet de update erop\. \(Nu handelen\) NetScaler: lek wordt misbruikt \(FW-2026-0031\) Antwoord met cijfer en code: 1 [A-Z0-9]{4}=bezig/,
  );
  expect(await rows('select receipt, message_id from forewarn.gateway_sendings')).toEqual([
    { receipt: 'delivered', message_id: message!.id },
  ]);
  machine.setNow('2026-11-23T10:00:00Z');
  await checkReceipts(machine);
  expect(await deliveriesNow(machine)).toMatchObject([{ state: 'sent' }]);
});

test('a call reads the message out', async () => {
  await sendSms('voice');
  expect(gateway.messages()[0]!.text).toMatch(/<Say language="nl-NL" loop="2">Dit is een bericht van Forewarn CERT\./);
});

test('the network says that it did not arrive: the delivery failed, the door is told, the next one is used now', async () => {
  gateway.behave(NUMBER, 'fail');
  await sendSms();
  await checkReceipts(machine); // where the receipt was here before the gateway's yes was written down
  expect(await deliveriesNow(machine)).toMatchObject([{ state: 'failed', ended_because: 'receipt-failed', attempts: 2 }]);
  expect(await rows('select channel, why from forewarn.door_faults')).toEqual([{ channel: 'sms', why: 'receipt-failed' }]);
  expect(await jobs()).toContainEqual({ task: 'use-next-door' });
  expect(await rows('select to_repair from forewarn.contacts')).toEqual([{ to_repair: null }]);
});

test('a gateway that says yes and delivers nothing is found out when its receipt is missing, and a later one changes nothing', async () => {
  gateway.behave(NUMBER, 'silence');
  await sendSms();
  await checkReceipts(machine);
  expect(await deliveriesNow(machine)).toMatchObject([{ state: 'sent' }]);
  machine.setNow('2026-11-23T09:05:01Z');
  await checkReceipts(machine);
  expect(await deliveriesNow(machine)).toMatchObject([{ state: 'failed', ended_because: 'receipt-missing' }]);
  expect(await jobs()).toContainEqual({ task: 'use-next-door' });
  await checkReceipts(machine);
  expect(await rows(`select count(*)::int as n from forewarn.delivery_attempts`)).toEqual([{ n: 2 }]);
});

test('when nothing arrives through a gateway at all the CERT is told that the channel is down', async () => {
  const many = await exampleMembers(machine, 5, 'rietmark');
  gateway.behave(NUMBER, 'silence');
  await planFor(machine, many, { channel: 'sms', address: NUMBER, urgent: true });
  await untilDeliveries(machine, (found) => found.every(({ attempts }) => attempts > 0));
  machine.setNow('2026-11-23T09:06:00Z');
  await checkReceipts(machine);
  expect(await rows(`select key from forewarn.notices where kind = 'channel-silent' and resolved_at is null`)).toEqual([{ key: 'sms' }]);
});

test.each([
  ['reject', 'failed', 'refused'],
  ['busy', 'planned', null],
  ['locked-out', 'planned', null],
  ['drop', 'planned', null],
] as const)('a gateway that does %s leaves the delivery %s', async (behaviour, state, because) => {
  gateway.behave(NUMBER, behaviour);
  await sendSms();
  expect(await deliveriesNow(machine)).toMatchObject([{ state, ended_because: because }]);
});

test('who does not know the secret, or signs with another key, finds nothing there', async () => {
  await sendSms();
  const hook = `${machine.publicUrl}/hooks/gateway/sms/${HOOK}`;
  const failed = { MessageSid: gateway.messages()[0]!.id, MessageStatus: 'undelivered' };
  expect(await gateway.call(hook.replace('geheim', 'gehaim'), failed, KEY)).toBe(404);
  expect(await gateway.call(hook, failed, 'een andere sleutel')).toBe(404);
  expect(await gateway.call(hook, { From: NUMBER, Body: '1' }, 'een andere sleutel')).toBe(404);
  expect(await gateway.call(hook, { odd: 'x' }, KEY)).toBe(200);
  expect(await deliveriesNow(machine)).toMatchObject([{ state: 'sent' }]);
});
