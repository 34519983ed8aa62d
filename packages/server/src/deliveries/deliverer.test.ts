import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { startWebhookReceiver } from '@forewarn/fakes/webhook-receiver/start-webhook-receiver.ts';
import { asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { startDeliverer, type Deliverer } from './deliverer.ts';
import { cancelDeliveries, deliveriesOfMessages, deliveriesOfThreads } from './delivery-store.ts';
import { deliveriesNow, exampleMembers, planFor, untilDeliveries, wake } from './example-deliveries.test-support.ts';
import { leaseDue } from './lease-store.ts';

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

async function openNotices(): Promise<readonly { kind: string; key: string; text: string }[]> {
  const found = await asSystem(machine.database, 'test', (trx) =>
    sql<{
      kind: string;
      key: string;
      text: string;
    }>`select kind, key, text from forewarn.notices where resolved_at is null order by kind`.execute(trx),
  );
  return found.rows;
}

const allSent = (rows: readonly { state: string }[]) => rows.every(({ state }) => state === 'sent');
const allTried = (rows: readonly { attempts: number }[]) => rows.every(({ attempts }) => attempts > 0);
const receivers = () =>
  mailbox
    .mails()
    .map((mail) => mail.rcptTo)
    .sort();

test('everything that is planned goes out once, also when it is planned twice', async () => {
  const members = await exampleMembers(machine, 120);
  await start();
  expect(await planFor(machine, members)).toBe(120);
  expect(await planFor(machine, members)).toBe(0);
  await untilDeliveries(machine, allSent);
  expect(receivers()).toEqual(members.map((member) => member.address).sort());
  expect(new Set(mailbox.mails().map((mail) => mail.messageId)).size).toBe(120);
});

test('two deliverers side by side take nothing twice', async () => {
  const members = await exampleMembers(machine, 300);
  await Promise.all([start(), start()]);
  await planFor(machine, members);
  await untilDeliveries(machine, allSent);
  expect(receivers()).toEqual(members.map((member) => member.address).sort());
});

test('what is urgent is taken first, and nothing before its time', async () => {
  const [calm, urgent, later] = await exampleMembers(machine, 3);
  await planFor(machine, [calm!]);
  await planFor(machine, [urgent!], { urgent: true });
  await planFor(machine, [later!], { urgent: true, notBefore: '2026-11-23T10:00:00.000Z' as never });
  const lease = { channel: 'email', holder: 'a', until: '2026-11-23T09:00:20.000Z' as never, limit: 10 } as const;
  const taken = await asSystem(machine.database, 'test', (trx) => leaseDue(trx, lease, machine.clock.now()));
  expect(taken.map(({ address }) => address)).toEqual([urgent!.address, calm!.address]);
  const rest = await asSystem(machine.database, 'test', (trx) => leaseDue(trx, { ...lease, holder: 'b' }, machine.clock.now()));
  expect(rest).toEqual([]);
});

test('a greylisted mail is tried again by plan, under the same Message-ID and with the same bytes', async () => {
  const [member] = await exampleMembers(machine, 1);
  mailbox.behave(member!.address, 'greylist');
  await start();
  await planFor(machine, [member!]);
  const [tried] = await untilDeliveries(machine, allTried);
  expect(tried).toMatchObject({ state: 'planned', attempts: 1 });
  expect(mailbox.mails()).toEqual([]);

  machine.setNow('2026-11-23T09:05:00Z');
  await wake(machine);
  await untilDeliveries(machine, allSent);
  const [delivery] = await asSystem(machine.database, 'test', (trx) => deliveriesOfMessages(trx, 'warning-1:1:'));
  expect(delivery).toMatchObject({
    state: 'sent',
    attempts: 2,
    contactName: 'Piket Ziekenhuis lindemark 1',
    endedAt: '2026-11-23T09:05:00.000Z',
  });
  expect(mailbox.mails().map((mail) => mail.messageId)).toEqual([`<${delivery!.id}@cert.example>`]);
});

test('a connection that is cut before the yes may bring the same mail again, never another one', async () => {
  const [member] = await exampleMembers(machine, 1);
  mailbox.behave(member!.address, 'drop');
  await start();
  await planFor(machine, [member!]);
  await untilDeliveries(machine, allTried);
  machine.setNow('2026-11-23T09:05:00Z');
  await wake(machine);
  await untilDeliveries(machine, allSent);
  const [first, second] = mailbox.mails();
  expect(mailbox.mails()).toHaveLength(2);
  expect(second!.messageId).toBe(first!.messageId);
  expect(second!.raw.equals(first!.raw)).toBe(true);
});

test('a mailbox that does not exist is not tried again: its contact is to be repaired, and the CERT hears of both', async () => {
  const [gone, there] = await exampleMembers(machine, 2);
  mailbox.behave(gone!.address, 'reject');
  await start();
  await planFor(machine, [gone!, there!]);
  const rows = await untilDeliveries(machine, allTried);
  expect(rows.find((row) => row.address === gone!.address)).toMatchObject({
    state: 'failed',
    attempts: 1,
    ended_because: 'mailbox-unknown',
  });
  expect(rows.find((row) => row.address === there!.address)).toMatchObject({ state: 'sent' });
  const contact = await machine.database.pool.query('select to_repair from forewarn.contacts where id = $1', [gone!.contactId]);
  expect(contact.rows[0].to_repair).toContain('this mailbox does not exist');
  expect((await openNotices()).map(({ kind, key }) => [kind, key])).toEqual([
    ['contact-to-repair', gone!.contactId],
    ['delivery-failed', rows.find((row) => row.address === gone!.address)!.id],
  ]);
});

test('a filter that refuses the text says nothing against the contact', async () => {
  const [member] = await exampleMembers(machine, 1);
  mailbox.behave(member!.address, 'refuse-content');
  await start();
  await planFor(machine, [member!]);
  const [row] = await untilDeliveries(machine, allTried);
  expect(row).toMatchObject({ state: 'failed', ended_because: 'rejected-by-policy' });
  const contact = await machine.database.pool.query('select to_repair from forewarn.contacts');
  expect(contact.rows[0].to_repair).toBeNull();
});

test('every attempt is kept with what the other side said', async () => {
  const [member] = await exampleMembers(machine, 1);
  mailbox.behave(member!.address, 'full');
  await start();
  await planFor(machine, [member!]);
  await untilDeliveries(machine, allTried);
  const kept = await machine.database.pool.query('select attempt, outcome, reason, response from forewarn.delivery_attempts');
  expect(kept.rows).toEqual([{ attempt: 1, outcome: 'failed-for-now', reason: 'mailbox-full', response: '452 4.2.2 The mailbox is full' }]);
});

test('while the mail server is away mails wait, the CERT is told, and they go out when it is back', async () => {
  const members = await exampleMembers(machine, 40);
  const port = Number(new URL(mailbox.smtpUrl).port);
  await mailbox.stop();
  await start();
  await planFor(machine, members);
  await expect.poll(async () => (await openNotices()).map(({ kind }) => kind), { timeout: 10_000 }).toEqual(['channel-down']);
  const rows = await deliveriesNow(machine);
  expect(rows.filter((row) => row.attempts === 0).length).toBeGreaterThan(15); // the pause spared them

  mailbox = await startMailbox({ smtpPort: port });
  machine.setNow('2026-11-23T09:10:00Z');
  await untilDeliveries(machine, allSent);
  expect(receivers()).toEqual(members.map((member) => member.address).sort());
  await expect.poll(openNotices, { timeout: 5_000 }).toEqual([]);
});

test('when the database cuts every connection in the middle, all goes out and nothing twice under two ids', async () => {
  const members = await exampleMembers(machine, 400);
  await start();
  await planFor(machine, members);
  await untilDeliveries(machine, (rows) => rows.some(({ state }) => state === 'sent'));
  for (let cut = 0; cut < 3; cut += 1) {
    await cutConnections();
    await new Promise((done) => setTimeout(done, 100));
  }
  await planFor(machine, members, { version: 2 }); // woken through the connection that was made again
  await untilDeliveries(machine, (rows) => rows.length === 800 && allSent(rows));
  const perReceiver = Object.values(Object.groupBy(mailbox.mails(), (mail) => `${mail.rcptTo} ${mail.messageId}`));
  expect(perReceiver).toHaveLength(800);
});

async function cutConnections(): Promise<void> {
  await machine.database.pool
    .query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
    .catch(() => {});
}

test('what a deliverer that died held is taken over when its lease has run out', async () => {
  const [member] = await exampleMembers(machine, 1);
  await planFor(machine, [member!]);
  const lease = { channel: 'email', holder: 'died', until: '2026-11-23T09:00:20.000Z' as never, limit: 10 } as const;
  await asSystem(machine.database, 'test', (trx) => leaseDue(trx, lease, machine.clock.now()));
  await start();
  await new Promise((done) => setTimeout(done, 300));
  expect(mailbox.mails()).toEqual([]);
  machine.setNow('2026-11-23T09:00:21Z');
  await wake(machine);
  await untilDeliveries(machine, allSent);
});

test('a deliverer that is stopped gives back what it has not begun', async () => {
  const members = await exampleMembers(machine, 200);
  for (const { address } of members) mailbox.behave(address, 'delay');
  const deliverer = await start();
  await planFor(machine, members);
  await untilDeliveries(machine, (rows) => rows.some(({ state }) => state === 'sent'));
  await deliverer.stop();
  const held = await machine.database.pool.query('select count(*)::int as count from forewarn.deliveries where leased_by is not null');
  expect(held.rows[0].count).toBe(0);
  const rows = await deliveriesNow(machine);
  expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(mailbox.mails().length);
  expect(rows.filter(({ state }) => state === 'planned').length).toBeGreaterThan(100);
});

test('a later version answers the earlier mail of its thread, and only at the same contact', async () => {
  const [one, other] = await exampleMembers(machine, 2);
  await start();
  await planFor(machine, [one!]);
  await untilDeliveries(machine, allSent);
  machine.setNow('2026-11-23T09:01:00Z');
  await planFor(machine, [one!, other!], { version: 2 });
  machine.setNow('2026-11-23T09:02:00Z');
  await planFor(machine, [one!], { version: 3 });
  await untilDeliveries(machine, (rows) => rows.length === 4 && allSent(rows));
  const mails = mailbox.mails().filter((mail) => mail.rcptTo === one!.address);
  const ids = (await deliveriesNow(machine)).filter((row) => row.address === one!.address).map((row) => `<${row.id}@cert.example>`);
  const byId = new Map(mails.map((mail) => [mail.messageId, mail]));
  expect(byId.get(ids[0]!)!.inReplyTo).toBeUndefined();
  expect(byId.get(ids[1]!)!.inReplyTo).toBe(ids[0]);
  expect(byId.get(ids[2]!)!.references).toBe(`${ids[0]} ${ids[1]}`);
  expect(mailbox.mails().find((mail) => mail.rcptTo === other!.address)!.inReplyTo).toBeUndefined();
});

test('what is cancelled does not go out; what is under way already is not tried again', async () => {
  const [waiting, underway] = await exampleMembers(machine, 2);
  await planFor(machine, [underway!]);
  const lease = { channel: 'email', holder: 'busy', until: '2026-11-23T09:00:20.000Z' as never, limit: 10 } as const;
  await asSystem(machine.database, 'test', (trx) => leaseDue(trx, lease, machine.clock.now()));
  await planFor(machine, [waiting!]);
  const threads = [waiting!, underway!].map((member) => `matter-1:${member.institutionId}`);
  const outcome = await asSystem(machine.database, 'test', (trx) => cancelDeliveries(trx, { threads }, 'withdrawn', machine.clock.now()));
  expect(outcome).toEqual({ cancelled: 1, underway: 1 });

  machine.setNow('2026-11-23T09:01:00Z'); // who held it died
  await start();
  const rows = await untilDeliveries(machine, (found) => found.every(({ state }) => state === 'cancelled'));
  expect(rows.map((row) => row.ended_because)).toEqual(['withdrawn', 'withdrawn']);
  expect(mailbox.mails()).toEqual([]);
  const shown = await asSystem(machine.database, 'test', (trx) => deliveriesOfThreads(trx, threads));
  expect(shown.map(({ state, endedBecause, nextAttemptAt }) => ({ state, endedBecause, nextAttemptAt }))).toEqual([
    { state: 'cancelled', endedBecause: 'withdrawn', nextAttemptAt: undefined },
    { state: 'cancelled', endedBecause: 'withdrawn', nextAttemptAt: undefined },
  ]);
});

test('a contact that was removed after planning is sent nothing', async () => {
  const [member] = await exampleMembers(machine, 1);
  await planFor(machine, [member!]);
  await machine.database.pool.query('update forewarn.contacts set removed_at = now()');
  await start();
  await untilDeliveries(machine, ([row]) => row?.state === 'cancelled' && row.ended_because === 'contact-removed');
  expect(mailbox.mails()).toEqual([]);
});

test('a message above GREEN does not travel by mail', async () => {
  const [member] = await exampleMembers(machine, 1);
  await planFor(machine, [member!], { message: { label: 'AMBER' } });
  await start();
  await untilDeliveries(machine, ([row]) => row?.state === 'failed' && row.ended_because === 'label');
  expect(mailbox.mails()).toEqual([]);
});

test('a text with NUL and half a character does not stop a release', async () => {
  const [member] = await exampleMembers(machine, 1);
  await planFor(machine, [member!], { message: { subject: 'NetScaler\u0000 \ud83d' } });
  await start();
  await untilDeliveries(machine, allSent);
});

test('a webhook that never answers does not hold up the mails', async () => {
  const receiver = await startWebhookReceiver({ secret: 'a secret of the member' });
  receiver.answerWith('hang');
  machine = { ...machine, config: { ...machine.config, allowPrivateWebhooks: true } };
  const members = await exampleMembers(machine, 30);
  deliverers.push(await startDeliverer(machine));
  await planFor(machine, members, { channel: 'webhook', address: receiver.url, urgent: true });
  await planFor(machine, members);
  await expect.poll(() => receiver.calls().length, { timeout: 10_000 }).toBeGreaterThan(0);
  await expect.poll(() => mailbox.mails().length, { timeout: 10_000 }).toBe(30);
  await receiver.stop();
});

test('webhooks that are slow to answer give up their place to others', async () => {
  const [slow, quick] = [await startWebhookReceiver({ secret: '' }), await startWebhookReceiver({ secret: '' })];
  slow.answerWith('hang');
  machine = { ...machine, config: { ...machine.config, allowPrivateWebhooks: true, webhooksMax: 2 } };
  const members = await exampleMembers(machine, 12);
  deliverers.push(await startDeliverer(machine));
  await planFor(machine, members.slice(0, 4), { channel: 'webhook', address: slow.url, urgent: true });
  await planFor(machine, members.slice(4), { channel: 'webhook', address: quick.url });
  const rows = await untilDeliveries(machine, (found) => found.filter(({ state }) => state === 'sent').length === 8);
  expect(rows.filter(({ attempts }) => attempts === 0).map(({ address }) => address)).toEqual(Array(4).fill(slow.url));
  await slow.stop();
  await quick.stop();
});

test('without a mail server in the settings mail waits', async () => {
  const closed = { ...machine, config: { ...machine.config, smtpUrl: undefined } };
  const members = await exampleMembers(machine, 1);
  deliverers.push(await startDeliverer(closed));
  await planFor(machine, members);
  await new Promise((done) => setTimeout(done, 300));
  expect(await deliveriesNow(machine)).toMatchObject([{ state: 'planned', attempts: 0 }]);
});
