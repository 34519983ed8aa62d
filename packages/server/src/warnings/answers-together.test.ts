import { afterEach, beforeEach, expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { fromOrigin } from '../database/origin.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { acknowledgeWarning, answerThroughLink, type Acknowledging } from './acknowledge-warning.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, RIETMARK, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { settleFollowUp, settleFollowUps } from './settle-follow-up.ts';
import { tellOfAnswer, tellOfAnswers } from './tell-of-answer.ts';

let machine: TestMachine;
let world: ExampleMatter;
let warningId: string;

beforeEach(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine);
  for (const name of [LINDEMARK, ELZENBOCHT, RIETMARK]) await world.match(name);
  warningId = (await world.draft()).id;
  const released = await world.release(warningId);
  if (released.status !== 200) throw new Error(released.text);
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
});

const idOfInstitution = (name: string) => idOf<'Institution'>(world.ids[name] ?? '');
const throughLink = async (name: string, contact: string): Promise<Principal> => {
  const [found] = await world.rows('select id from forewarn.contacts where name = $1', [contact]);
  return { kind: 'link', warningId, institutionId: idOfInstitution(name), contactId: idOf<'Contact'>(found.id) };
};
const cert: Principal = { kind: 'cert', name: 'A. Analist', roles: ['analyst'] };
const member = (name: string): Principal => ({ kind: 'institution', name: `token of ${name}`, institutionId: idOfInstitution(name) });
const given = (name: string, more: Partial<Acknowledging> = {}): Acknowledging => ({
  warningId,
  institutionId: idOfInstitution(name),
  answeredAs: 'Piket',
  input: { answer: 'working' },
  ...more,
});
const jobs = () =>
  world.rows(
    `select j.task_identifier as name, count(*)::int as jobs from graphile_worker.jobs j where j.task_identifier in
      ('settle-follow-up', 'settle-follow-ups', 'tell-of-answer', 'tell-of-answers') group by 1 order by 1`,
  );
/** The database refuses to write of this institution in this table. */
const refuse = async (table: string, name: string) => {
  await world.rows(`create function forewarn.no() returns trigger language plpgsql as $$ begin
    if new.institution_id = '${world.ids[name]}' then raise exception 'not this one'; end if; return new; end $$`);
  await world.rows(`create trigger no before insert or update on forewarn.${table} for each row execute function forewarn.no()`);
};
const stillAsked = () => world.rows('select institution_id from forewarn.follow_ups where ended_at is null');

test('answers that arrive together are one commit, and each is written and traced as who gave it, from where', async () => {
  const link = await throughLink(ELZENBOCHT, 'Petra Praktijk');
  const outcomes = await Promise.all([
    fromOrigin('192.0.2.1', () => acknowledgeWarning(machine, link, given(ELZENBOCHT, { answeredAs: 'Petra' }))),
    fromOrigin('192.0.2.2', () => acknowledgeWarning(machine, member(LINDEMARK), given(LINDEMARK))),
    fromOrigin('192.0.2.3', () => acknowledgeWarning(machine, cert, given(RIETMARK, { answeredAs: 'Ruud, telefonisch' }))),
  ]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
  const answers = await world.rows(
    `select xmin::text as commit, institution_id, through, confirmed, answered_as from forewarn.acknowledgements order by through`,
  );
  expect(answers).toMatchObject([
    { institution_id: world.ids[LINDEMARK], through: 'api', confirmed: true },
    { institution_id: world.ids[RIETMARK], through: 'cert', confirmed: true, answered_as: 'Ruud, telefonisch' },
    { institution_id: world.ids[ELZENBOCHT], through: 'link', confirmed: false, answered_as: 'Petra' },
  ]);
  const entries = await world.rows(
    `select xmin::text as commit, actor_kind, acting_for, institution_id, origin, details->>'acknowledgement' as answer from forewarn.audit_log
     where action = 'warning-acknowledged' order by origin`,
  );
  expect(entries).toMatchObject([
    { actor_kind: 'link', acting_for: world.ids[ELZENBOCHT], institution_id: world.ids[ELZENBOCHT], origin: '192.0.2.1' },
    { actor_kind: 'institution', acting_for: world.ids[LINDEMARK], institution_id: world.ids[LINDEMARK], origin: '192.0.2.2' },
    { actor_kind: 'cert', acting_for: null, institution_id: world.ids[RIETMARK], origin: '192.0.2.3' },
  ]);
  const commits = new Set([...answers, ...entries].map(({ commit }) => commit));
  expect(commits.size).toBe(1);
});

test('what answers set going is done together too: every clock stops, and a second run changes nothing', async () => {
  await Promise.all([LINDEMARK, ELZENBOCHT, RIETMARK].map((name) => acknowledgeWarning(machine, member(name), given(name))));
  expect(await jobs()).toEqual([{ name: 'settle-follow-ups', jobs: 1 }]);
  expect(await stillAsked()).toHaveLength(3);
  await workJobs(machine, 'settle-follow-ups', settleFollowUps);
  expect(await stillAsked()).toEqual([]);
  const planned = await world.rows(`select distinct state from forewarn.deliveries where state in ('planned', 'held')`);
  expect(planned).toEqual([]);
  await workJobs(machine, 'settle-follow-ups', settleFollowUps);
  expect(await stillAsked()).toEqual([]);
});

test('where settling them together fails each is settled by itself', async () => {
  await Promise.all([LINDEMARK, RIETMARK].map((name) => acknowledgeWarning(machine, member(name), given(name))));
  await refuse('follow_ups', RIETMARK);
  await workJobs(machine, 'settle-follow-ups', settleFollowUps);
  expect(await jobs()).toContainEqual({ name: 'settle-follow-up', jobs: 2 });
  await expect(workJobs(machine, 'settle-follow-up', settleFollowUp)).rejects.toThrow('not this one');
  const left = (await stillAsked()).map(({ institution_id }) => institution_id);
  expect(left).toContain(world.ids[RIETMARK]);
  expect(left).not.toContain(world.ids[LINDEMARK]);
});

test('colleagues hear of answers through links that came together as they do of one, and who has none is no work', async () => {
  const links = await Promise.all([throughLink(LINDEMARK, 'Ciska de Ciso'), throughLink(ELZENBOCHT, 'Petra Praktijk')]);
  await Promise.all(
    [LINDEMARK, ELZENBOCHT].map((name, place) => acknowledgeWarning(machine, links[place] ?? cert, given(name, { answeredAs: 'Iemand' }))),
  );
  expect(await jobs()).toContainEqual({ name: 'tell-of-answers', jobs: 1 });
  await workJobs(machine, 'tell-of-answers', tellOfAnswers);
  await workJobs(machine, 'tell-of-answers', tellOfAnswers); // a second run plans nothing more
  expect(await workJobs(machine, 'tell-of-answer', tellOfAnswer)).toBe(1);
  const told = await world.rows(
    `select distinct c.name from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id where d.message_key like 'answer/%' order by 1`,
  );
  expect(told.map(({ name }) => name)).toEqual(['Piket Lindemark', 'Sjors Systeem']);
});

test('the same answer pressed twice at the same moment is one answer', async () => {
  const link = await throughLink(ELZENBOCHT, 'Petra Praktijk');
  const pressed = () => acknowledgeWarning(machine, link, given(ELZENBOCHT, { answeredAs: 'Petra' }));
  const outcomes = await Promise.all([pressed(), pressed(), pressed()]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['acknowledged', 'unchanged', 'unchanged']);
  expect(await world.rows('select 1 from forewarn.acknowledgements')).toHaveLength(1);
});

test('colleagues who answer at the same moment are both kept, in their order: the later one replaces the earlier', async () => {
  const [ciska, sjors] = await Promise.all([throughLink(LINDEMARK, 'Ciska de Ciso'), throughLink(LINDEMARK, 'Sjors Systeem')]);
  const [first, second] = await Promise.all([
    acknowledgeWarning(machine, ciska, given(LINDEMARK, { answeredAs: 'Ciska' })),
    acknowledgeWarning(machine, sjors, given(LINDEMARK, { answeredAs: 'Sjors', input: { answer: 'fixed' } })),
  ]);
  const idOfFirst = first.kind === 'acknowledged' ? first.acknowledgement.id : 'none';
  expect(first).toMatchObject({ kind: 'acknowledged', acknowledgement: { answer: 'working' } });
  expect(second).toMatchObject({ kind: 'acknowledged', acknowledgement: { answer: 'fixed', replaces: idOfFirst } });
});

test('colleagues who answer through their links at the same moment see each other, whichever group each of them is in', async () => {
  for (let round = 0; round < 4; round += 1) {
    const pages = await Promise.all(['Ciska de Ciso', 'Sjors Systeem', 'Piket Lindemark'].map((contact) => pressed(contact)));
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303]);
  }
  const [chain] = await world.rows(
    `select count(*)::int as answers, count(replaces)::int as replacing, count(distinct replaces)::int as replaced from forewarn.acknowledgements`,
  );
  expect(chain.answers).toBeGreaterThan(1);
  expect(chain).toMatchObject({ replacing: chain.answers - 1, replaced: chain.answers - 1 });
});

test('links that open nothing are told so, each by what ended it, and answers beside them are taken', async () => {
  const token = async (contact: string) => (await world.linkOf(warningId, contact)).slice('/a/'.length);
  const [petra, ruud, ciska] = [await token('Petra Praktijk'), await token('Ruud Rietmark'), await token('Ciska de Ciso')];
  const of = (contact: string) => `where contact_id = (select id from forewarn.contacts where name = '${contact}')`;
  await world.rows(`update forewarn.answer_links set revoked_at = now() ${of('Petra Praktijk')}`);
  await world.rows(`update forewarn.answer_links set expires_at = '2026-11-23T08:59:59Z' ${of('Ruud Rietmark')}`);
  const answer = { answeredAs: 'Iemand', input: { answer: 'working' } } as const;
  const forged = `${ciska.slice(0, -2)}${ciska.endsWith('AA') ? 'BB' : 'AA'}`;
  const outcomes = await Promise.all([petra, ruud, ciska, forged].map((each) => answerThroughLink(machine, each, answer)));
  expect(outcomes.map(({ kind }) => kind)).toEqual(['revoked', 'expired', 'acknowledged', 'unknown']);
  expect(await world.rows('select answered_as from forewarn.acknowledgements')).toEqual([{ answered_as: 'Iemand' }]);
});

test('who answers what is not theirs to see sees nothing of it, whoever answers at the same moment', async () => {
  const other = await world.draft({ matter: { title: 'Iets anders', source: 'telefoon', scope: { sectors: ['ggz'] } } });
  const released = await world.release(other.id);
  if (released.status !== 200) throw new Error(released.text);
  const ofOther = { warningId: other.id };
  const outcomes = await Promise.all([
    acknowledgeWarning(machine, cert, given(RIETMARK, ofOther)),
    acknowledgeWarning(machine, member(LINDEMARK), given(LINDEMARK, ofOther)), // not told of it
    acknowledgeWarning(machine, await throughLink(ELZENBOCHT, 'Petra Praktijk'), given(ELZENBOCHT, ofOther)),
    acknowledgeWarning(machine, member(RIETMARK), given(RIETMARK)),
  ]);
  expect(outcomes).toMatchObject([{ kind: 'acknowledged' }, { code: 'no-such' }, { code: 'no-such' }, { kind: 'acknowledged' }]);
});

test('one that the database refuses leaves the others answered, and nothing of itself', async () => {
  await refuse('acknowledgements', RIETMARK);
  const outcomes = await Promise.allSettled([
    acknowledgeWarning(machine, member(LINDEMARK), given(LINDEMARK)),
    acknowledgeWarning(machine, member(RIETMARK), given(RIETMARK)),
    acknowledgeWarning(machine, cert, given(ELZENBOCHT)),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await world.rows('select institution_id from forewarn.acknowledgements')).toHaveLength(2);
  expect(await world.rows(`select 1 from forewarn.audit_log where action = 'warning-acknowledged'`)).toHaveLength(2);
});

test('a line of the answer page is found among those of the decision, and what is none is told so', async () => {
  const link = await throughLink(ELZENBOCHT, 'Petra Praktijk');
  const outcome = await acknowledgeWarning(machine, link, given(ELZENBOCHT, { answeredAs: 'Petra', item: 'none of them' }));
  expect(outcome).toMatchObject({ code: 'input-unreadable', problems: [{ code: 'item-unknown' }] });
});

test('who waits for what somebody else holds in the database is told within seconds that nothing was changed, and holds up nobody', async () => {
  const holder = await machine.database.pool.connect();
  try {
    await holder.query('begin');
    await holder.query('select 1 from forewarn.institutions where id = $1 for update', [world.ids[RIETMARK]]);
    const pages = await Promise.all(['Petra Praktijk', 'Ruud Rietmark', 'Ciska de Ciso'].map((contact) => pressed(contact)));
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([303, 503, 303]);
    expect(pages[1]?.body).toContain('Er is niets veranderd.');
    expect(pages[1]?.headers['retry-after']).toBe('2');
    await holder.query('rollback');
  } finally {
    holder.release();
  }
  expect(await world.rows('select institution_id from forewarn.acknowledgements')).toHaveLength(2);
  expect(await pressed('Ruud Rietmark')).toMatchObject({ statusCode: 303 });
});

/** What the answer page of the contact's link says to an answer. */
async function pressed(contact: string) {
  return world.app.inject({
    method: 'POST',
    url: await world.linkOf(warningId, contact),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'answer=working&answeredAs=Iemand',
  });
}
