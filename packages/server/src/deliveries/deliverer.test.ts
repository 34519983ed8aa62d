import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { startDeliverer, type Deliverer } from './deliverer.ts';
import { deliveriesNow, exampleMembers, planFor, untilDeliveries, wake } from './example-deliveries.test-support.ts';

let machine: TestMachine;
let mailbox: Mailbox;
let deliverers: Deliverer[];

beforeEach(async () => {
  mailbox = await startMailbox();
  machine = await testMachine({ FOREWARN_SMTP_URL: mailbox.smtpUrl });
  deliverers = [];
});
afterEach(async () => {
  for (const deliverer of deliverers) await deliverer.stop();
  await mailbox?.stop();
  await machine?.close();
});

async function start(): Promise<Deliverer> {
  const deliverer = await startDeliverer(machine);
  deliverers.push(deliverer);
  return deliverer;
}

const allSent = (rows: readonly { state: string }[]) => rows.every(({ state }) => state === 'sent');

test('everything that is planned goes out once, also when it is planned twice', async () => {
  const members = await exampleMembers(machine, 120);
  await start();
  expect(await planFor(machine, members)).toBe(120);
  expect(await planFor(machine, members)).toBe(0);
  await untilDeliveries(machine, allSent);
  expect(
    mailbox
      .mails()
      .map((mail) => mail.rcptTo)
      .sort(),
  ).toEqual(members.map((member) => member.address).sort());
  expect(new Set(mailbox.mails().map((mail) => mail.messageId)).size).toBe(120);
});
