import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { startDeliverer, type Deliverer } from './deliverer.ts';
import { exampleMembers, planFor, untilDeliveries, type Member, type PlanOptions } from './example-deliveries.test-support.ts';
import { planForOwnDeliverer } from './own-deliverer.ts';

let machine: TestMachine;
let mailbox: Mailbox;
let deliverer: Deliverer | undefined;

beforeEach(async () => {
  mailbox = await startMailbox();
  machine = await testMachine({ FOREWARN_SMTP_URL: mailbox.smtpUrl });
});
afterEach(async () => {
  await deliverer?.stop();
  deliverer = undefined;
  await mailbox?.stop();
  await machine?.close();
});

const allSent = (rows: readonly { state: string }[]) => rows.every(({ state }) => state === 'sent');
const receivers = () =>
  mailbox
    .mails()
    .map((mail) => mail.rcptTo)
    .sort();
const addresses = (members: readonly Member[]) => members.map(({ address }) => address).sort();
const leased = async () =>
  (await machine.database.pool.query('select id from forewarn.deliveries where leased_by is not null')).rows.length;

/** A deliverer that has seen that its relay is quick. */
async function started(): Promise<readonly Member[]> {
  deliverer = await startDeliverer(machine);
  const first = await exampleMembers(machine, 1_500, 'rietmark');
  await planFor(machine, first);
  await untilDeliveries(machine, allSent);
  return first;
}

/** Plans as a release does; how many the deliverer of this process held when it was planned. */
async function plan(members: readonly Member[], options: PlanOptions = {}, then: () => void = () => {}): Promise<number> {
  let holding = 0;
  await planForOwnDeliverer(machine, machine.clock.now(), (room, hold) =>
    asSystem(machine.database, 'test', async (trx) => {
      const count = (held: readonly unknown[]) => (holding += held.length);
      await planFor(machine, members, { ...options, within: { trx, room, hold: (held) => (count(held), hold(held)) } });
      then();
    }),
  );
  return holding;
}

test('what is planned beside a quick deliverer is its own at once, and goes out once', async () => {
  const first = await started();
  const members = await exampleMembers(machine, 300);
  expect(await plan(members)).toBe(300);
  await untilDeliveries(machine, allSent);
  expect(receivers()).toEqual(addresses([...first, ...members]));
  expect(new Set(mailbox.mails().map(({ messageId }) => messageId)).size).toBe(1_800);
  expect(await leased()).toBe(0);
});

test('what it has no room for and what is not due waits for whoever takes it', async () => {
  await started();
  const members = await exampleMembers(machine, 1_200);
  expect(await plan(members.slice(0, 100), { notBefore: '2026-11-23T10:00:00.000Z' as never })).toBe(0);
  expect(await plan(members.slice(100))).toBe(1_000);
  await untilDeliveries(machine, (rows) => rows.filter(({ state }) => state === 'planned').length === 100);
  expect(mailbox.mails()).toHaveLength(1_500 + 1_100);
});

test('beside a deliverer that does not know its relay yet nothing is its own, and all goes out', async () => {
  deliverer = await startDeliverer(machine);
  const members = await exampleMembers(machine, 30);
  expect(await plan(members)).toBe(0);
  await untilDeliveries(machine, allSent);
  expect(receivers()).toEqual(addresses(members));
});

test('what is not committed goes to nobody', async () => {
  const first = await started();
  const members = await exampleMembers(machine, 20);
  const broken = plan(members, {}, () => {
    throw new Error('the part fails');
  });
  await expect(broken).rejects.toThrow('the part fails');
  const [calm] = await exampleMembers(machine, 1, 'wilgenoord');
  await plan([calm!]);
  await untilDeliveries(machine, allSent);
  expect(receivers()).toEqual(addresses([...first, calm!]));
});

test('what is planned under a key that is there already goes out in the words that stand there', async () => {
  const first = await started();
  const [member] = await exampleMembers(machine, 1);
  await planFor(machine, [member!], {
    channel: 'webhook',
    notBefore: '2026-11-23T10:00:00.000Z' as never,
    message: { subject: 'Dit staat er' },
  });
  expect(await plan([member!], { message: { subject: 'Iets anders' } })).toBe(0);
  await untilDeliveries(
    machine,
    (rows) => rows.length === first.length + 2 && rows.filter(({ state }) => state === 'sent').length === 1_501,
  );
  expect(mailbox.mails().at(-1)?.raw.toString()).toContain('Subject: Dit staat er');
});

test('what cannot be stored as it is goes out as it is stored', async () => {
  await started();
  const [member] = await exampleMembers(machine, 1);
  expect(await plan([member!], { message: { opening: 'Een leeg\0teken en een half \ud83d paar.' } })).toBe(0);
  await untilDeliveries(machine, allSent);
  const text = mailbox.mails().at(-1)?.raw.toString() ?? '';
  expect(text).toContain('Een leegteken en een half');
  expect(text).not.toContain('\0');
});

test('one that stops gives back what it was handed and has not begun', async () => {
  await started();
  const members = await exampleMembers(machine, 900);
  expect(await plan(members)).toBe(900);
  await deliverer?.stop();
  deliverer = undefined;
  expect(await leased()).toBe(0);
  expect(await plan(await exampleMembers(machine, 5, 'wilgenoord'))).toBe(0);
  deliverer = await startDeliverer(machine);
  await untilDeliveries(machine, allSent);
  expect(mailbox.mails()).toHaveLength(1_500 + 905);
});
