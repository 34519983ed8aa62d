import { afterEach, beforeEach, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, RIETMARK, TEXTS, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { recordTelling } from './record-telling.ts';
import { releaseWarning } from './release-warning.ts';
import { tellRest } from './tell-rest.ts';

let machine: TestMachine;
let world: ExampleMatter;
let id: string;

/** Three institutions are concerned; a release plans for one of them, and the job for the others. */
beforeEach(async () => {
  machine = await testMachine({ FOREWARN_TELL_AT_ONCE: '1' });
  world = await exampleMatter(machine);
  for (const name of [LINDEMARK, ELZENBOCHT, RIETMARK]) await world.match(name);
  id = (await world.draft()).id;
});
afterEach(async () => {
  await machine?.close();
});

const rest = () => workJobs(machine, 'tell-rest', tellRest);
/** What is planned and not cancelled: by version, the institutions. */
async function planned(version: number): Promise<readonly string[]> {
  const found = await world.rows(
    `select distinct i.name from forewarn.deliveries d join forewarn.institutions i on i.id = d.institution_id
     where d.message_key like $1 and d.state = 'planned' order by i.name`,
    [`${id}/${version}/%`],
  );
  return found.map((row) => row.name);
}
const clocks = () => world.rows('select institution_id, version, step, ended_because from forewarn.follow_ups order by institution_id');
const answerOf = async () => (await world.release(id)).body;

test('the release says what it does for all, plans for the first, and the job plans for the others what the release would have', async () => {
  const answer = await answerOf();
  expect(answer).toMatchObject({ told: 3, deliveries: 5, unreachable: 0 });
  expect(await planned(1)).toHaveLength(1);
  expect((await world.rows('select count(*)::int as count from forewarn.concerned_institutions'))[0].count).toBe(3);

  expect(await rest()).toBe(1);
  expect(await planned(1)).toEqual([LINDEMARK, RIETMARK, ELZENBOCHT].sort());
  expect(await world.rows('select 1 from forewarn.deliveries where link_id is not null and urgent')).toHaveLength(5);
  expect(await clocks()).toHaveLength(3);
  const kept = await world.rows(`select task_identifier from graphile_worker.jobs where task_identifier = 'record-telling'`);
  expect(kept).toHaveLength(1);
});

test('a second run adds nothing, and starts no clock again that an answer has stopped', async () => {
  await answerOf();
  await rest();
  await world.rows(`update forewarn.follow_ups set ended_at = now(), ended_because = 'answered', next_at = null`);
  const before = await world.rows('select id, state, planned_at from forewarn.deliveries order by id');
  machine.setNow('2026-11-23T09:01:00Z');
  await rest();
  expect(await world.rows('select id, state, planned_at from forewarn.deliveries order by id')).toEqual(before);
  expect((await clocks()).map((clock) => clock.ended_because)).toEqual(['answered', 'answered', 'answered']);
});

test('one who is told by a later version before its turn hears that one alone', async () => {
  await answerOf();
  const [first] = await planned(1);
  const texts = { nl: { ...TEXTS.nl, whatChanged: 'Er is een andere update.', actions: [{ text: 'Zet Meridiaan EPD uit.' }] } };
  const drafted = await world.call(world.cert, 'POST', `/api/warnings/${id}/versions`, { kind: 'update', urgency: 'act-now', texts });
  expect(drafted.status, drafted.text).toBe(200);
  machine.setNow('2026-11-23T09:01:00Z');
  expect(await answerOf()).toMatchObject({ told: 3, version: 2 });
  await rest();
  expect(await planned(1)).toEqual([]);
  expect(await planned(2)).toHaveLength(3);
  expect(await planned(2)).toContain(first);
  expect((await clocks()).map((clock) => clock.version)).toEqual([2, 2, 2]);
  const early = await world.rows('select distinct institution_id from forewarn.messages where key like $1', [`${id}/1/%`]);
  expect(early).toHaveLength(1);
});

test('one whom a later version leaves in peace still hears the one before', async () => {
  await answerOf();
  const update = { kind: 'update', urgency: 'act-now', texts: { nl: { ...TEXTS.nl, whatChanged: 'Niets dat u moet doen.' } } };
  expect((await world.call(world.cert, 'POST', `/api/warnings/${id}/versions`, update)).status).toBe(200);
  machine.setNow('2026-11-23T09:01:00Z');
  expect((await world.release(id, { evenIfNobody: true })).body).toMatchObject({ told: 0, version: 2 });
  await rest();
  expect(await planned(1)).toHaveLength(3);
});

test('a warning that is closed before the turn of the others says no more', async () => {
  await answerOf();
  expect((await world.call(world.cert, 'POST', `/api/warnings/${id}/close`, {})).status).toBe(200);
  await rest();
  expect(await planned(1)).toEqual([]);
  expect(await world.rows('select 1 from forewarn.messages')).toHaveLength(1);
});

test('few are told by the release alone, and no job is added', async () => {
  const few = { ...machine, config: { ...machine.config, tellAtOnceMax: 3 } };
  const analyst = { kind: 'cert', name: 'A. Analist', roles: ['analyst'] } as const;
  expect(await releaseWarning(few, analyst, id, { alone: { because: 'één' } })).toMatchObject({ told: 3, deliveries: 5 });
  expect(await planned(1)).toHaveLength(3);
  expect(await world.rows(`select 1 from graphile_worker.jobs where task_identifier = 'tell-rest'`)).toEqual([]);
});

test.each([1, 3])(
  'one for whom nothing can be planned holds up nobody, in parts of %i: the CERT is told to telephone, and it is tried again',
  async (most) => {
    await answerOf();
    const [first] = await planned(1);
    const [stuck, other] = [LINDEMARK, ELZENBOCHT, RIETMARK].filter((name) => name !== first).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    await world.rows(
      `create function forewarn.refuse_one() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$`,
    );
    await world.rows(
      `create trigger refuse_one before insert on forewarn.messages for each row when (new.key like '%/${idOf(stuck ?? '')}/%') execute function forewarn.refuse_one()`,
    );
    const inParts = { ...machine, config: { ...machine.config, tellAtOnceMax: most } };
    await expect(tellRest(inParts, { warningId: id, version: 1 })).rejects.toThrow('not this one');
    expect(await planned(1)).toEqual([first, other].sort());
    const open = `select text from forewarn.notices where kind = 'telling-stuck' and resolved_at is null`;
    const [notice] = await world.rows(open);
    expect(notice?.['text']).toContain(stuck);
    expect(notice?.['text']).not.toContain(other);

    const inTrail = async () => {
      await recordTelling(machine, { warningId: id, version: 1 });
      const found = await world.rows(
        `select details->'messages' as messages from forewarn.audit_log where action = 'institution-told' and subject = $1`,
        [`${id}/${idOf(stuck ?? '')}`],
      );
      return found.map(({ messages }) => messages.length);
    };
    expect(await inTrail()).toEqual([]); // nothing was said to it: what is said later is recorded then
    await world.rows('drop trigger refuse_one on forewarn.messages');
    await tellRest(machine, { warningId: id, version: 1 });
    expect(await planned(1)).toHaveLength(3);
    expect(await world.rows(open)).toEqual([]);
    expect(await inTrail()).toEqual([1]);
  },
);

const idOf = (name: string): string => world.ids[name] ?? '';
