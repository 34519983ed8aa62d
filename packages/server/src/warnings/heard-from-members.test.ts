import { afterEach, beforeEach, expect, test } from 'vitest';
import { usualWishes } from '@forewarn/core/deliveries/wishes.ts';
import { askConfirmations } from '../deliveries/ask-confirmations.ts';
import { askYearlyTests } from '../institutions/ask-yearly-tests.ts';
import { registerContactPageRoutes } from '../institutions/contact-page-routes.ts';
import { linkToken } from '../sessions/link-token.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, FORM, LINDEMARK, RIETMARK, TEXTS, type ExampleMatter } from './example-matter.test-support.ts';
import { registerRelevanceRoutes } from './relevance-routes.ts';
import { sendEndOfWeek } from './send-end-of-week.ts';
import { registerVoteRoutes } from './vote-routes.ts';

let machine: TestMachine;
let world: ExampleMatter;

beforeEach(async () => {
  machine = await testMachine(); // Monday 23 November 2026
  world = await exampleMatter(machine, (app) => {
    registerVoteRoutes(app, machine);
    registerContactPageRoutes(app, machine);
    registerRelevanceRoutes(app, machine);
  });
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
});

const release = async (content: object = {}) => {
  const { id } = await world.draft(content);
  const released = await world.release(id);
  if (released.status !== 200) throw new Error(released.text);
  return id;
};
const answer = (id: string, name: string, given: string) =>
  world.call(world.cert, 'POST', `/api/warnings/${id}/acknowledgements`, {
    institutionId: world.ids[name],
    answer: given,
    abuseCheck: 'clean',
    why: 'Wij hebben dit niet.',
  });
const contactOf = async (name: string) => (await world.rows(`select id, confirmed_at from forewarn.contacts where name = $1`, [name]))[0];

test('"was dit nuttig?" is said by the button alone: opening the link says nothing, the last word counts, and it is recorded', async () => {
  const id = await release();
  const path = `${await world.linkOf(id, 'Ciska de Ciso')}/useful`;
  const page = await world.call(undefined, 'GET', path);
  expect([page.status, page.text.includes('method="post"')]).toEqual([200, true]);
  expect(page.text).not.toContain(TEXTS.nl.title);
  expect(await world.rows(`select 1 from forewarn.warning_votes`)).toEqual([]);
  for (const useful of ['yes', 'no', 'no', 'perhaps']) await world.call(undefined, 'POST', path, { useful }, FORM);
  expect(await world.rows(`select useful from forewarn.warning_votes`)).toEqual([{ useful: false }]);
  expect(await world.rows(`select details from forewarn.audit_log where action = 'usefulness-said' order by id`)).toEqual([
    { details: expect.objectContaining({ useful: true }) },
    { details: expect.objectContaining({ useful: false }) },
  ]);
  expect((await world.call(undefined, 'GET', '/a/0123456789012345678901234567890123456789012/useful')).status).toBe(404);
});

test('details are confirmed by one click from a mail, and by nothing that only opens the link; what is wrong reaches the CERT', async () => {
  const { id } = await contactOf('Ciska de Ciso');
  const path = `/c/${linkToken(id, machine.linkSecret, 'contact-link')}`;
  const page = await world.call(undefined, 'GET', path);
  expect(page.status).toBe(200);
  expect(page.text).toContain('c…@lindemark.example');
  expect(page.text).not.toContain('ciso@lindemark.example');
  expect((await contactOf('Ciska de Ciso')).confirmed_at).toBe(null);
  await world.call(undefined, 'POST', path, { right: 'yes' }, FORM);
  expect((await contactOf('Ciska de Ciso')).confirmed_at).toBe('2026-11-23T09:00:00.000Z');
  await world.call(undefined, 'POST', path, { right: 'no' }, FORM);
  expect(await world.rows(`select kind from forewarn.notices where kind = 'contact-says-wrong'`)).toHaveLength(1);
  // A token that answers warnings opens no contact, and the other way round.
  expect((await world.call(undefined, 'GET', `/c/${linkToken(id, machine.linkSecret)}`)).status).toBe(404);
  expect((await world.call(undefined, 'GET', `/a/${path.slice(3)}`)).status).toBe(404);
});

test('a mail that goes anyway asks for details that nobody confirmed for 90 days, of a small practice twice a year', async () => {
  const asks = async () =>
    (
      await world.rows(
        `select c.name from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id where d.asks_confirmation order by c.name`,
      )
    ).map(({ name }) => name);
  await release();
  expect(await asks()).toEqual([]); // they joined today
  machine.setNow('2027-02-22T09:00:00Z'); // 91 days later
  await world.rows(`update forewarn.contacts set confirmed_at = '2027-01-05T09:00:00Z' where name = 'Piket Lindemark'`);
  await world.rows(`update forewarn.warnings set state = 'closed'`);
  const other = {
    title: 'Iets anders',
    source: 'telefoon',
    confirmation: { kind: 'unconfirmed' },
    scope: { products: [], suppliers: [], sectors: ['hospital', 'ggz-small'], regions: [] },
  };
  const audience = { certainties: ['certain', 'likely', 'possible', 'for-information'], excluded: [] };
  await release({ matter: other, audience });
  expect(await asks()).toEqual(['Ciska de Ciso', 'Sjors Systeem']);
});

test('each member sees how much of what it was sent concerned it, the CERT all of them and who is below 70 of a hundred', async () => {
  const id = await release({ urgency: 'this-week' });
  expect((await answer(id, LINDEMARK, 'fixed')).status).toBe(200);
  expect((await answer(id, ELZENBOCHT, 'not-affected')).status).toBe(200);
  const of = async (name: string, token = world.cert) =>
    (await world.call(token, 'GET', `/api/institutions/${world.ids[name]}/relevance`)).body;
  expect(await of(LINDEMARK)).toMatchObject({
    quarter: { told: 1, judged: 1, relevant: 1, sharePercent: 100 },
    weeks: [{ week: '2026-11-23' }],
  });
  expect(await of(ELZENBOCHT)).toMatchObject({ quarter: { sharePercent: 0 } });
  expect(await of(RIETMARK)).toMatchObject({ quarter: { told: 0, judged: 0 }, weeks: [], proposals: [] });
  const total = (await world.call(world.cert, 'GET', '/api/relevance')).body;
  expect(total).toMatchObject({
    quarter: { told: 2, judged: 2, relevant: 1, sharePercent: 50 },
    below: [{ institution: ELZENBOCHT, sharePercent: 0 }],
  });
  const member = await makeToken(
    machine.database,
    { kind: 'institution', name: 'ciso', institutionId: world.ids[LINDEMARK] ?? '', roles: ['ciso'] },
    machine.clock.now(),
  );
  expect((await of(LINDEMARK, member)).quarter.told).toBe(1);
  expect((await world.call(member, 'GET', `/api/institutions/${world.ids[ELZENBOCHT]}/relevance`)).status).toBe(404);
  expect((await world.call(member, 'GET', '/api/relevance')).status).toBe(403);
});

test('on Friday at two each institution gets its own week once, with what is open; who was told nothing gets nothing', async () => {
  const id = await release({ urgency: 'this-week' });
  await answer(id, LINDEMARK, 'fixed');
  const weeks = async () =>
    (
      await world.rows(
        `select c.name, m.message ->> 'subject' as subject from forewarn.deliveries d join forewarn.messages m on m.key = d.message_key
         join forewarn.contacts c on c.id = d.contact_id where m.key like 'end-of-week/%' order by c.name`,
      )
    ).map(({ name, subject }) => `${name}: ${subject}`);
  machine.setNow('2026-11-27T12:59:00Z');
  await sendEndOfWeek(machine);
  expect(await weeks()).toEqual([]);
  machine.setNow('2026-11-27T13:00:00Z');
  await sendEndOfWeek(machine);
  expect(await weeks()).toEqual(['Ciska de Ciso: Uw week: niets staat open', 'Petra Praktijk: Uw week: 1 ding staat nog open']);
  machine.setNow('2026-11-28T09:00:00Z');
  await Promise.all([sendEndOfWeek(machine), sendEndOfWeek(machine)]);
  expect(await weeks()).toHaveLength(2);
  expect(await world.rows(`select text from forewarn.notices where kind = 'end-of-week'`)).toEqual([
    { text: expect.stringContaining('2 institutions') },
  ]);
});

test('who does not want the week does not get it; where nobody does the one who handles it hears', async () => {
  await release({ urgency: 'this-week' });
  const wishes = JSON.stringify({ ...usualWishes('ciso'), endOfWeek: false });
  await world.rows(
    `insert into forewarn.contact_wishes (contact_id, institution_id, wishes, changed_at, changed_by, through) select id, institution_id, $1, now(), 'test', 'cert' from forewarn.contacts where name = 'Ciska de Ciso'`,
    [wishes],
  );
  machine.setNow('2026-11-27T13:00:00Z');
  await sendEndOfWeek(machine);
  const readers = await world.rows(
    `select c.name from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id where d.message_key like 'end-of-week/%' and d.institution_id = $1`,
    [world.ids[LINDEMARK]],
  );
  expect(readers).toEqual([{ name: 'Sjors Systeem' }]);
});

test('whom no mail could ask is asked once in a mail of its own, and not again before the period is over', async () => {
  const asked = async () => (await world.rows(`select 1 from forewarn.messages where key like 'confirm/%'`)).length;
  machine.setNow('2027-03-07T09:00:00Z'); // 104 days after they joined: 90 and a fortnight for another mail
  await askConfirmations(machine);
  expect(await asked()).toBe(0);
  machine.setNow('2027-03-08T09:01:00Z');
  await Promise.all([askConfirmations(machine), askConfirmations(machine)]);
  expect(await asked()).toBe(4); // three at the hospital, one at the ggz; the practice is asked twice a year
  machine.setNow('2027-04-08T09:00:00Z');
  await askConfirmations(machine);
  expect(await asked()).toBe(4);
  await world.rows(`update forewarn.contacts set confirmed_at = '2027-04-08T09:00:00Z' where name = 'Ciska de Ciso'`);
  machine.setNow('2027-07-23T09:00:00Z');
  await askConfirmations(machine);
  expect(
    await world.rows(
      `select 1 from forewarn.messages m join forewarn.deliveries d on d.message_key = m.key join forewarn.contacts c on c.id = d.contact_id where m.key like 'confirm/%' and c.name = 'Ciska de Ciso'`,
    ),
  ).toHaveLength(2);
});

test('a number for the night is on the list of test calls once a year, and one that failed waits to be repaired', async () => {
  await world.rows(`update forewarn.contacts set phone = '0612345678' where role in ('24-7', 'practice-manager', 'ciso')`);
  const waiting = async () =>
    (
      await world.rows(
        `select c.name from forewarn.test_calls t join forewarn.contacts c on c.id = t.contact_id where t.called_at is null order by 1`,
      )
    ).map(({ name }) => name);
  await askYearlyTests(machine);
  expect(await waiting()).toEqual([]); // they joined today
  machine.setNow('2027-01-05T09:00:00Z');
  await askYearlyTests(machine);
  await askYearlyTests(machine);
  expect(await waiting()).toEqual(['Petra Praktijk', 'Piket Lindemark']);
  await world.rows(
    `update forewarn.test_calls set called_at = '2027-01-05T10:00:00Z', called_by = 'A.', outcome = case when contact_id = (select id from forewarn.contacts where role = '24-7') then 'spoken' else 'no-answer' end`,
  );
  machine.setNow('2028-01-06T09:00:00Z');
  await askYearlyTests(machine);
  expect(await waiting()).toEqual(['Piket Lindemark']);
});
