import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { startDeliverer, type Deliverer } from '../deliveries/deliverer.ts';
import { untilDeliveries } from '../deliveries/example-deliveries.test-support.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, LINDEMARK, type ExampleMatter } from './example-matter.test-support.ts';

let machine: TestMachine;
let mailbox: Mailbox;
let world: ExampleMatter;
let deliverer: Deliverer;
beforeAll(async () => {
  mailbox = await startMailbox();
  machine = await testMachine({ FOREWARN_SMTP_URL: mailbox.smtpUrl });
  world = await exampleMatter(machine);
  await world.match(LINDEMARK);
  deliverer = await startDeliverer(machine);
});
afterAll(async () => {
  await deliverer?.stop();
  await mailbox?.stop();
  await machine?.close();
});

const text = () =>
  mailbox
    .mails()
    .map((mail) => JSON.stringify(mail))
    .join('\n');

test('what is AMBER arrives in the mailbox as a notice with a link, and no mail server on its way reads what it is about', async () => {
  const { id, reference } = await world.draft({ tlp: 'AMBER' });
  await world.release(id);
  await untilDeliveries(machine, (rows) => rows.length > 0 && rows.every(({ state }) => state !== 'planned'));
  expect((await world.rows('select distinct state from forewarn.deliveries')).map(({ state }) => state)).toEqual(['sent']);
  expect(text()).toContain(reference);
  expect(text()).toContain('/a/');
  expect(text()).not.toMatch(/Meridiaan|6\.2\.15/);
});

test('what is RED arrives with the person that it names, and nowhere else', async () => {
  await world.rows(`update forewarn.contacts set email = 'c.deciso@lindemark.example' where name = 'Ciska de Ciso'`);
  const [{ id: ciska }] = await world.rows(`select id from forewarn.contacts where name = 'Ciska de Ciso'`);
  const before = mailbox.mails().length;
  const audience = { certainties: ['certain'], excluded: [], persons: [ciska] };
  const { id } = await world.draft({ tlp: 'RED', audience });
  await world.release(id);
  await untilDeliveries(machine, (rows) => rows.every(({ state }) => state !== 'planned'));
  expect(
    mailbox
      .mails()
      .slice(before)
      .flatMap(({ rcptTo }) => rcptTo),
  ).toEqual(['c.deciso@lindemark.example']);
  expect(text()).not.toContain('Meridiaan');
});
