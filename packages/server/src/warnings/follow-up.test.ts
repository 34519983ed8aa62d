import { afterEach, beforeEach, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { asSystem } from '../database/as-principal.ts';
import { digestMessage } from '../deliveries/digest-message.ts';
import { describeFollowUps } from './describe-follow-ups.ts';
import { ELZENBOCHT, exampleMatter, FORM, LINDEMARK, TEXTS, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { listToCall } from './follow-up-store.ts';
import { followUp } from './follow-up.ts';
import { settleFollowUp } from './settle-follow-up.ts';

let machine: TestMachine;
let world: ExampleMatter;

beforeEach(async () => {
  machine = await testMachine(); // 2026-11-23 09.00 UTC
  world = await exampleMatter(machine);
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
});

const minutesLater = async (minutes: number) => {
  machine.setNow(new Date(Date.parse('2026-11-23T09:00:00Z') + minutes * 60_000).toISOString());
  await followUp(machine);
};
const release = async (content: object = {}) => {
  const { id } = await world.draft(content);
  const released = await world.release(id);
  if (released.status !== 200) throw new Error(released.text);
  await world.rows(`update forewarn.deliveries set state = 'sent', ended_at = planned_at`); // the relay takes everything
  return id;
};
/** Names of those to whom something was planned, in the order in which it was. */
const knocked = async (institution: string) =>
  (
    await world.rows(
      `select c.name from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id where d.institution_id = $1 order by d.planned_at, c.name`,
      [world.ids[institution]],
    )
  ).map(({ name }) => name);
const clock = async (institution: string) =>
  (
    await world.rows(`select step, next_at, call_since, call_because, ended_because from forewarn.follow_ups where institution_id = $1`, [
      world.ids[institution],
    ])
  )[0];
const settle = () => workJobs(machine, 'settle-follow-up', settleFollowUp);
const answer = async (warningId: string, name: string, given: object) => {
  const answered = await world.call(world.cert, 'POST', `/api/warnings/${warningId}/acknowledgements`, {
    institutionId: world.ids[name],
    ...given,
  });
  if (answered.status !== 200) throw new Error(answered.text);
  await settle();
  return answered.body;
};

test('who does not answer is asked through another person, then by telephone; who did is left alone', async () => {
  const id = await release();
  expect(await knocked(LINDEMARK)).toEqual(['Ciska de Ciso', 'Piket Lindemark', 'Sjors Systeem']);
  await world.rows(
    `insert into forewarn.contacts (id, institution_id, name, role, email, position) values (gen_random_uuid(), $1, 'Bea Bestuur', 'board', 'bestuur@lindemark.example', 9)`,
    [world.ids[LINDEMARK]],
  );
  await answer(id, ELZENBOCHT, { answer: 'working' });
  expect(await clock(ELZENBOCHT)).toMatchObject({ ended_because: 'answered', next_at: null });

  await minutesLater(14);
  expect(await knocked(LINDEMARK)).toHaveLength(3);
  await minutesLater(15); // nobody has a second door, so the next person hears already
  expect(await knocked(LINDEMARK)).toEqual(['Ciska de Ciso', 'Piket Lindemark', 'Sjors Systeem', 'Bea Bestuur']);
  await minutesLater(30); // nobody is left
  expect(await clock(LINDEMARK)).toMatchObject({ step: 2, call_because: 'step', call_since: '2026-11-23T09:30:00.000Z' });
  await minutesLater(60);
  expect(await clock(LINDEMARK)).toMatchObject({ next_at: null, call_since: '2026-11-23T09:30:00.000Z' });
  await minutesLater(600);
  expect(await knocked(LINDEMARK)).toHaveLength(4);
  expect(await knocked(ELZENBOCHT)).toHaveLength(1);
});

test('doing the same minute twice, or in two Forewarns at once, asks nobody twice', async () => {
  await release();
  machine.setNow('2026-11-23T09:15:00Z');
  await Promise.all([followUp(machine), followUp(machine), followUp(machine)]);
  await followUp(machine);
  expect(
    await world.rows(
      'select count(*)::int as count from forewarn.deliveries group by message_key, contact_id, channel having count(*) > 1',
    ),
  ).toEqual([]);
  expect(await clock(LINDEMARK)).toMatchObject({ step: 1 });
});

test('an answer through the link stops everything that was still to be sent, and undoing it sets the clock going again', async () => {
  const id = await release();
  await world.rows(
    `insert into forewarn.contacts (id, institution_id, name, role, email, position) values (gen_random_uuid(), $1, 'Ivo ICT', 'it-provider', 'wacht@kwartel.example', 2)`,
    [world.ids[ELZENBOCHT]],
  );
  await minutesLater(15);
  expect(await knocked(ELZENBOCHT)).toEqual(['Petra Praktijk', 'Ivo ICT']); // Ivo's mail waits for the relay
  const form = { answer: 'fixed', answeredAs: 'Petra', version: '1' };
  const page = await world.call(undefined, 'POST', await world.linkOf(id, 'Petra Praktijk'), form, FORM);
  expect(page.status).toBeLessThan(400);
  await settle();
  const [petra] = await world.rows(`select confirmed_at, confirmed_by from forewarn.contacts where name = 'Petra Praktijk'`);
  expect(petra).toEqual({ confirmed_at: '2026-11-23T09:15:00.000Z', confirmed_by: 'an answer' }); // her mailbox is read
  const [ivo] = await world.rows(
    `select d.state from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id where c.name = 'Ivo ICT' and d.message_key like $1`,
    [`${id}/%`],
  );
  expect(ivo).toEqual({ state: 'cancelled' });
  expect(await clock(ELZENBOCHT)).toMatchObject({ ended_because: 'answered' });

  const [given] = await world.rows('select id from forewarn.acknowledgements');
  expect((await world.call(world.cert, 'DELETE', `/api/warnings/${id}/acknowledgements/${given.id}`)).status).toBe(200);
  await settle();
  expect(await clock(ELZENBOCHT)).toMatchObject({ ended_because: null, next_at: '2026-11-23T09:30:00.000Z' });
});

test('"not affected" through a link does not stop the clock until somebody known confirms it', async () => {
  const id = await release();
  const form = { answer: 'not-affected', why: 'Wij gebruiken dit niet.', answeredAs: 'Petra', version: '1' };
  await world.call(undefined, 'POST', await world.linkOf(id, 'Petra Praktijk'), form, FORM);
  await settle();
  expect(await clock(ELZENBOCHT)).toMatchObject({ ended_because: null, next_at: '2026-11-23T09:15:00.000Z' });
  const [given] = await world.rows('select id from forewarn.acknowledgements');
  await world.call(world.cert, 'POST', `/api/warnings/${id}/acknowledgements/${given.id}/confirm`);
  await settle();
  expect(await clock(ELZENBOCHT)).toMatchObject({ ended_because: 'answered' });
});

test('an IT provider that the sender did not tick is not asked in place of who does not answer to what is AMBER', async () => {
  await world.rows(
    `insert into forewarn.contacts (id, institution_id, name, role, email, position) values (gen_random_uuid(), $1, 'Ivo ICT', 'it-provider', 'wacht@kwartel.example', 2)`,
    [world.ids[ELZENBOCHT]],
  );
  await release({ tlp: 'AMBER', sharedWithItProvider: false });
  await minutesLater(15);
  await minutesLater(30);
  expect(await knocked(ELZENBOCHT)).not.toContain('Ivo ICT');
  expect((await clock(ELZENBOCHT)).call_because).toBe('step');
  const list = await asSystem(machine.database, 'test', async (trx) =>
    describeFollowUps(trx, await listToCall(trx, 10), machine.clock.now()),
  );
  expect(list.find(({ institution }) => institution === ELZENBOCHT)?.phones.map(({ name }) => name)).toEqual(['Petra Praktijk']);
});

test('whom no door reaches is on the call list at the release itself', async () => {
  await world.rows(`update forewarn.contacts set to_repair = 'bounced' where institution_id = $1`, [world.ids[ELZENBOCHT]]);
  await release();
  expect(await clock(ELZENBOCHT)).toMatchObject({ call_because: 'unreachable', call_since: '2026-11-23T09:00:00.000Z', next_at: null });
});

test('what may wait is asked again after two days in a message of its own, once', async () => {
  await release({ urgency: 'this-week' });
  await minutesLater(2 * 24 * 60);
  const reminders = await world.rows(
    `select m.message ->> 'subject' as subject from forewarn.messages m where m.institution_id = $1 and m.key like '%/reminder-%'`,
    [world.ids[ELZENBOCHT]],
  );
  expect(reminders.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Herinnering: \[Deze week\]/)]);
  // The trail has its exact words.
  const [sent] = await world.rows(`select message from forewarn.messages where institution_id = $1 and key like '%/reminder-%'`, [
    world.ids[ELZENBOCHT],
  ]);
  const told = await world.rows(`select details from forewarn.audit_log where action = 'institution-reminded' and institution_id = $1`, [
    world.ids[ELZENBOCHT],
  ]);
  expect(told.map(({ details }) => details.messages)).toEqual([[{ key: sent.message.key, sha256: digestMessage(sent.message) }]]);
  expect(await knocked(ELZENBOCHT)).toEqual(['Petra Praktijk', 'Petra Praktijk']);
});

test('a withdrawal stops every clock, and a version that changes nothing for an institution leaves its clock as it was', async () => {
  const id = await release();
  await minutesLater(10);
  const next = await world.call(world.cert, 'POST', `/api/warnings/${id}/versions`, {
    kind: 'update',
    urgency: 'act-now',
    tlp: 'GREEN',
    texts: { nl: { ...TEXTS.nl, whatChanged: 'De tekst is duidelijker.' } },
  });
  expect(next.status).toBe(200);
  await world.release(id);
  expect(await clock(LINDEMARK)).toMatchObject({ step: 0, next_at: '2026-11-23T09:15:00.000Z' });
  await world.call(world.cert, 'POST', `/api/warnings/${id}/withdraw`, { because: { nl: 'Het bleek niet waar.' } });
  expect(await clock(LINDEMARK)).toMatchObject({ ended_because: 'withdrawn', next_at: null });
  await minutesLater(60);
  expect((await world.rows(`select count(*)::int as count from forewarn.follow_ups where call_since is not null`))[0].count).toBe(0);
});
