import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asSystem } from '../database/as-principal.ts';
import { loseDelivery } from '../deliveries/lose-delivery.ts';
import { codeOf } from '../deliveries/channels/gateway/open-gateway.ts';
import { keepSending } from '../deliveries/gateway-store.ts';
import { takeFromGateway } from '../deliveries/take-from-gateway.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, LINDEMARK, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { followUp } from './follow-up.ts';
import { takeSmsAnswer } from './take-sms-answer.ts';
import { useNextDoor } from './use-next-door.ts';

const HOOK = 'een-lang-geheim-van-de-provider';
const NUMBER = '+31612345678';
let place: string;
let machine: TestMachine;
let world: ExampleMatter;

beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'fw-doors-'));
  const sms = { provider: 'messagebird', key: 'k', sender: 'CERT', hook: HOOK };
  writeFileSync(join(place, 'gateways.json'), JSON.stringify({ sms }));
  machine = await testMachine({ FOREWARN_GATEWAYS: join(place, 'gateways.json') });
  world = await exampleMatter(machine);
  await world.match(LINDEMARK);
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
  rmSync(place, { recursive: true, force: true });
});

const ofLindemark = () => [world.ids[LINDEMARK]];

/** A warning went out and everybody at Lindemark has its mail. */
async function released(content: object = {}): Promise<string> {
  const { id } = await world.draft(content);
  const outcome = await world.release(id);
  if (outcome.status !== 200) throw new Error(outcome.text);
  await world.rows(`update forewarn.deliveries set state = 'sent', ended_at = planned_at`);
  return id;
}

const planned = async () =>
  (
    await world.rows(
      `select c.name || ' ' || d.channel as door from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id
       where d.institution_id = $1 and d.state = 'planned' order by 1`,
      ofLindemark(),
    )
  ).map(({ door }) => door);
const deliveryOf = async (name: string) =>
  (
    await world.rows(
      `select d.id from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id where c.name = $1 order by d.id limit 1`,
      [name],
    )
  )[0].id;

async function bounce(name: string): Promise<void> {
  const deliveryId = await deliveryOf(name);
  const principal = { kind: 'system', name: 'test' } as const;
  await asSystem(machine.database, 'test', (trx) =>
    loseDelivery(trx, { deliveryId, reason: 'mailbox-unknown', response: '550 5.1.1', principal }, machine.clock.now()),
  );
  await workJobs(machine, 'use-next-door', useNextDoor);
}

async function addBoard(): Promise<void> {
  await world.rows(
    `insert into forewarn.contacts (id, institution_id, name, role, email, position) values (gen_random_uuid(), $1, 'Bea Bestuur', 'board', 'bestuur@lindemark.example', 9)`,
    ofLindemark(),
  );
}

const setPhone = (name: string, phone: string) => world.rows(`update forewarn.contacts set phone = $2 where name = $1`, [name, phone]);

test('a mail that bounced is followed at once by a text message to the same contact, and without a number by the next contact', async () => {
  await setPhone('Piket Lindemark', '06-12345678');
  await addBoard();
  await released();
  await bounce('Piket Lindemark');
  expect(await planned()).toEqual(['Piket Lindemark sms']);
  await bounce('Ciska de Ciso');
  expect(await planned()).toEqual(['Bea Bestuur email', 'Piket Lindemark sms']);
  expect(await world.rows(`select name, to_repair from forewarn.contacts where to_repair is not null order by 1`)).toMatchObject([
    { name: 'Ciska de Ciso', to_repair: expect.stringContaining('does not exist') },
    { name: 'Piket Lindemark' },
  ]);
});

test('the same bounce twice is one, and the proof of the second says nothing new', async () => {
  await addBoard();
  await released();
  await bounce('Ciska de Ciso');
  await bounce('Ciska de Ciso');
  expect(await planned()).toEqual(['Bea Bestuur email']);
  const failed = await world.rows(`select count(*)::int as n from forewarn.audit_log where action = 'delivery-failed'`);
  expect(failed).toEqual([{ n: 1 }]);
});

test('who answered is left alone, however many mails bounce after', async () => {
  await addBoard();
  const id = await released();
  await world.rows(`update forewarn.follow_ups set ended_at = now(), ended_because = 'answered' where warning_id = $1`, [id]);
  await bounce('Ciska de Ciso');
  expect(await planned()).toEqual([]);
});

test('when the last door of an institution fails a person telephones', async () => {
  await released();
  for (const name of ['Ciska de Ciso', 'Piket Lindemark', 'Sjors Systeem']) await bounce(name);
  expect(await world.rows(`select call_because from forewarn.follow_ups where institution_id = $1`, ofLindemark())).toEqual([
    { call_because: 'unreachable' },
  ]);
});

test('who does not answer the mail within a quarter of an hour has a text message', async () => {
  await setPhone('Piket Lindemark', '06-12345678');
  await released();
  machine.setNow('2026-11-23T09:15:00Z');
  await followUp(machine);
  expect(await planned()).toEqual(['Piket Lindemark sms']);
});

/** The text message of a warning was sent to the duty desk; the code that stood in it. */
async function texted(): Promise<string> {
  await setPhone('Piket Lindemark', '06-12345678');
  await released();
  return textAgain();
}
async function textAgain(): Promise<string> {
  machine.setNow('2026-11-23T09:15:00Z');
  await followUp(machine);
  const [{ id }] = await world.rows(`select id from forewarn.deliveries where channel = 'sms' order by id desc limit 1`);
  const code = codeOf(machine, id);
  const sending = { deliveryId: id, gateway: 'messagebird', channel: 'sms', number: NUMBER, code, receiptDueAt: undefined } as const;
  await asSystem(machine.database, 'test', (trx) => keepSending(trx, sending, machine.clock.now()));
  return code;
}

async function replied(body: string, originator = '31612345678'): Promise<unknown> {
  const fields = { id: 'x', originator, body };
  const taken = await takeFromGateway(machine, { channel: 'sms', hook: HOOK, deliveryId: undefined, fields, header: () => undefined });
  await workJobs(machine, 'take-sms-answer', takeSmsAnswer);
  return taken;
}

const answers = () =>
  world.rows(`select answer, through, confirmed, answered_as, why from forewarn.acknowledgements order by answered_at, id`);

test('a digit with the code of the message is the answer of the contact, confirmed', async () => {
  const code = await texted();
  expect(await replied(`1 ${code}`)).toEqual({ taken: 'answer' });
  expect(await answers()).toEqual([{ answer: 'working', through: 'sms', confirmed: true, answered_as: NUMBER, why: null }]);
  await replied(`1 ${code}`);
  expect(await answers()).toHaveLength(1);
});

test('a digit alone counts where one thing is asked; that it is confirmed nobody says', async () => {
  await texted();
  expect(await replied('3')).toEqual({ taken: 'answer' });
  expect(await answers()).toMatchObject([{ answer: 'not-affected', confirmed: false, why: 'answered with 3 by text message' }]);
});

test('what is above GREEN is on no telephone: that it is mended or of no concern is not taken from one, that somebody works on it is', async () => {
  const code = await texted();
  await world.rows(`update forewarn.warning_versions set tlp = 'AMBER'`);
  for (const digit of ['2', '3']) await replied(`${digit} ${code}`);
  expect(await answers()).toEqual([]);
  await replied(`1 ${code}`);
  expect(await answers()).toMatchObject([{ answer: 'working', confirmed: true }]);
});

test('a sentence and a number that was asked nothing are left to people', async () => {
  await texted();
  expect(await replied('wij zijn ermee bezig')).toEqual({ taken: 'nothing' });
  expect(await replied('1', '31687654321')).toEqual({ taken: 'nothing' });
  expect(await world.rows(`select text from forewarn.notices where kind = 'sms-not-understood'`)).toMatchObject([
    { text: expect.stringContaining('wij zijn ermee bezig') },
  ]);
  expect(await answers()).toEqual([]);
});
