import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { startWebhookReceiver, type WebhookReceiver } from '@forewarn/fakes/webhook-receiver/start-webhook-receiver.ts';
import { startDeliverer, type Deliverer } from '../deliveries/deliverer.ts';
import { registerDeliveryRoutes } from '../deliveries/delivery-routes.ts';
import { registerDoorRoutes } from '../deliveries/door-routes.ts';
import { untilDeliveries, wake } from '../deliveries/example-deliveries.test-support.ts';
import { sendBundles } from '../deliveries/send-bundles.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, LINDEMARK, TEXTS, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { useNextDoor } from './use-next-door.ts';

let machine: TestMachine;
let mailbox: Mailbox;
let receiver: WebhookReceiver;
let world: ExampleMatter;
let deliverer: Deliverer | undefined;

beforeEach(async () => {
  mailbox = await startMailbox();
  receiver = await startWebhookReceiver({ secret: 'a secret of the member' });
  machine = await testMachine({ FOREWARN_SMTP_URL: mailbox.smtpUrl, FOREWARN_ALLOW_PRIVATE_WEBHOOKS: 'yes' });
  world = await exampleMatter(machine, (app) => {
    registerDoorRoutes(app, machine);
    registerDeliveryRoutes(app, machine);
  });
  await world.match(LINDEMARK);
});
afterEach(async () => {
  await deliverer?.stop();
  deliverer = undefined;
  await world?.app.close();
  await machine?.close();
  await receiver?.stop();
  await mailbox?.stop();
});

const contactOf = async (name: string) => (await world.rows(`select id, to_repair from forewarn.contacts where name = $1`, [name]))[0];
/** What the page at the contact says of its doors. */
const doorFaults = async (name: string) => {
  const path = `/api/institutions/${world.ids[LINDEMARK]}/contacts/${(await contactOf(name)).id}/doors`;
  const { body } = await world.call(world.cert, 'GET', path);
  return body.doors.flatMap((door: { channel: string; fault?: { nl: string } }) =>
    door.fault === undefined ? [] : [`${door.channel}: ${door.fault.nl}`],
  );
};
const notices = async () =>
  (await world.rows(`select kind from forewarn.notices where resolved_at is null order by kind`)).map(({ kind }) => kind);
const release = async (content: object = {}) => {
  const { id } = await world.draft(content);
  const released = await world.release(id);
  if (released.status !== 200) throw new Error(released.text);
};
const settled = () => untilDeliveries(machine, (rows) => rows.every(({ state }) => state !== 'planned'));

test('an address that does not parse is said at the contact in words, the CERT hears, and the next contact is told now', async () => {
  await world.rows(`update forewarn.contacts set email = 'geen adres' where name = 'Ciska de Ciso'`);
  deliverer = await startDeliverer(machine);
  await release({ urgency: 'this-week' });
  await settled();
  expect(await doorFaults('Ciska de Ciso')).toEqual([
    'email: Hier kan niets naartoe: het adres of nummer klopt niet. Vul een ander adres of nummer in.',
  ]);
  expect((await contactOf('Ciska de Ciso')).to_repair).toMatch(/^geen adres: /);
  expect(await notices()).toEqual(['contact-to-repair', 'delivery-failed']);
  await workJobs(machine, 'use-next-door', useNextDoor);
  await settled();
  expect(mailbox.mails().flatMap(({ rcptTo }) => rcptTo)).toEqual(['beheer@lindemark.example']);
});

test('a webhook that answers 500 for a day is given up in words at the contact, while its mail goes on', async () => {
  const { id } = await contactOf('Piket Lindemark');
  const secret = machine.secrets.seal('a secret of the member', `contacts.webhook_secret/${id}`);
  await world.rows(`update forewarn.contacts set webhook_url = $2, webhook_secret = $3 where id = $1`, [id, receiver.url, secret]);
  receiver.answerWith(500);
  deliverer = await startDeliverer(machine);
  await release();
  await untilDeliveries(
    machine,
    (rows) =>
      rows.filter(({ state }) => state === 'sent').length === 3 && rows.some(({ attempts, state }) => state === 'planned' && attempts > 0),
  );
  for (const moment of ['2026-11-23T15:00:00Z', '2026-11-24T09:00:00Z']) {
    const before = receiver.calls().length;
    machine.setNow(moment);
    await wake(machine);
    await untilDeliveries(machine, () => receiver.calls().length > before);
  }
  await settled();
  expect(await doorFaults('Piket Lindemark')).toEqual([
    'webhook: De ontvanger had het te druk of een storing. Laat de beheerder ernaar kijken. Bij het volgende bericht proberen wij het weer.',
  ]);
  expect((await contactOf('Piket Lindemark')).to_repair).toBe(null); // a machine that fails is not a person that fails
  expect(await notices()).toContain('delivery-failed');
});

test('a webhook that sends us on to another address is not followed', async () => {
  const { id } = await contactOf('Piket Lindemark');
  const secret = machine.secrets.seal('a secret of the member', `contacts.webhook_secret/${id}`);
  await world.rows(`update forewarn.contacts set webhook_url = $2, webhook_secret = $3 where id = $1`, [id, receiver.url, secret]);
  receiver.answerWith(301);
  deliverer = await startDeliverer(machine);
  await release();
  await settled();
  expect(receiver.calls()).toHaveLength(1);
  expect(await doorFaults('Piket Lindemark')).toEqual([
    'webhook: De ontvanger weigert onze berichten en zegt niet waarom. Vraag uw beheerder om onze berichten door te laten.',
  ]);
});

test('a daily bundle arrives as one mail with a link for each message, and asks nothing by opening it', async () => {
  await release({ urgency: 'for-information', texts: { nl: { ...TEXTS.nl, title: 'Meridiaan EPD: handleiding' } } });
  machine.setNow('2026-11-24T07:00:00Z');
  await sendBundles(machine);
  deliverer = await startDeliverer(machine);
  await untilDeliveries(machine, (rows) => rows.every(({ state }) => state === 'sent'));
  const [mail, ...others] = mailbox.mails();
  expect(others).toEqual([]);
  expect(mail?.subject).toBe('Dagbundel dinsdag 24 november: 1 bericht');
  const body = JSON.stringify(mail);
  expect(body).toContain('Meridiaan EPD: handleiding');
  const link = /http:\/\/127\.0\.0\.1:8080(\/a\/[A-Za-z0-9_-]{43})/.exec(body)?.[1] ?? '';
  const page = await world.call(undefined, 'GET', link);
  expect([page.status, page.text.includes('Meridiaan EPD: handleiding')]).toEqual([200, true]);
  expect(await world.rows(`select 1 from forewarn.acknowledgements`)).toEqual([]);
});

test('the CERT sees how each channel does: that one is down and since when, what failed, what waits and what is held', async () => {
  await world.rows(`update forewarn.contacts set email = 'geen adres' where name = 'Ciska de Ciso'`);
  deliverer = await startDeliverer(machine);
  await release();
  await settled();
  const health = async (name: string) =>
    (await world.call(world.cert, 'GET', '/api/channels')).body.channels.find(({ channel }: { channel: string }) => channel === name);
  expect(await health('email')).toEqual({ channel: 'email', isOpen: true, sent: 2, failed: 1, waiting: 0, held: 0 });
  expect(await health('sms')).toMatchObject({ isOpen: false });
  await deliverer.stop();
  await mailbox.stop();
  deliverer = await startDeliverer(machine);
  await world.rows(`update forewarn.deliveries set state = 'planned', next_attempt_at = $1, address = 'piket@lindemark.example'`, [
    machine.clock.now(),
  ]);
  await wake(machine);
  for (let tries = 0; tries < 400 && (await health('email')).down === undefined; tries += 1)
    await new Promise((done) => setTimeout(done, 50));
  expect(await health('email')).toMatchObject({
    down: {
      since: '2026-11-23T09:00:00.000Z',
      sentence: { en: expect.stringContaining('Nothing goes out by mail'), nl: expect.stringContaining('Er gaat niets weg per mail') },
    },
  });
});
