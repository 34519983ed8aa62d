import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectAnswering } from '../database/inspect-answering.ts';
import { registerQueueRoutes } from '../situation/queue-routes.ts';
import { registerReportRoutes } from '../situation/report-routes.ts';
import { registerSituationRoutes } from '../situation/situation-routes.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import {
  ELZENBOCHT,
  exampleMatter,
  FORM,
  LINDEMARK,
  RIETMARK,
  workJobs,
  type ExampleMatter,
} from '../warnings/example-matter.test-support.ts';
import { registerHelpRequestRoutes } from '../warnings/help-request-routes.ts';
import { registerOpenPointRoutes } from '../warnings/open-point-routes.ts';
import { settleFollowUp } from '../warnings/settle-follow-up.ts';
import { registerDrillRoutes } from './drill-routes.ts';

let machine: TestMachine;
let world: ExampleMatter;
let member: string;

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, (app) => {
    for (const register of [
      registerDrillRoutes,
      registerHelpRequestRoutes,
      registerOpenPointRoutes,
      registerQueueRoutes,
      registerReportRoutes,
      registerSituationRoutes,
    ])
      register(app, machine);
  });
  for (const name of [LINDEMARK, RIETMARK]) await world.match(name);
  const real = await world.draft();
  await world.release(real.id);
  await answer(real.id, 'Ruud Rietmark', 'fixed');
  member = await world.tokenOf(LINDEMARK);
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

const get = async (url: string, token = world.cert) => (await world.call(token, 'GET', url)).body;
const begin = (body: object) => world.call(world.cert, 'POST', '/api/drills', body);

async function answer(warningId: string, contact: string, given: string): Promise<void> {
  const form = { answer: given, answeredAs: contact, abuseCheck: 'clean', version: '1' };
  const answered = await world.call(undefined, 'POST', await world.linkOf(warningId, contact), form, FORM);
  expect(answered.status).toBeLessThan(400);
  await workJobs(machine, 'settle-follow-up', settleFollowUp);
}

/** Everything that is counted for anybody, of what is real. */
async function figures(): Promise<unknown> {
  const { sections } = await get('/api/reports/day');
  return {
    queue: await get('/api/queue'),
    situation: await get('/api/situation'),
    report: sections.filter(({ code }: { code: string }) => code !== 'handlers'),
    home: { ...(await get('/api/home', member)), drills: [] },
    points: { ...(await get('/api/open-points', member)), drillPoints: [] },
    answering: await inspectAnswering(machine.database),
    numbers: await world.rows('select year, last from forewarn.reference_counters where not of_drills'),
  };
}

test('an exercise begins with a marked draft for those who take part, under a number of its own, and tells nobody yet', async () => {
  const begun = await begin({ kind: 'reachability', participants: { sectors: ['hospital', 'ggz'] } });
  expect(begun.body).toMatchObject({
    kind: 'reachability',
    name: 'Bereikbaarheidsoefening',
    participants: 2,
    reference: 'OEF-2026-0001',
    title: { nl: 'OEFENING: Bent u bereikbaar?', en: 'EXERCISE: Can we reach you?' },
  });
  expect(begun.body.releasedAt).toBeUndefined();
  expect(
    await world.rows('select 1 from forewarn.deliveries d join forewarn.messages m on m.key = d.message_key where m.message ? $1', [
      'drill',
    ]),
  ).toEqual([]);
  expect(await get(`/api/drills/${begun.body.id}`)).toMatchObject({
    report: { participants: 2, told: { count: 0 } },
    kit: { questions: [] },
  });
});

test('an exercise changes no figure of what is real, on no screen and in no report', async () => {
  const before = await figures();
  const { body: drill } = await begin({
    kind: 'tabletop',
    participants: { institutionIds: [world.ids[LINDEMARK], world.ids[ELZENBOCHT]] },
  });
  expect((await world.release(drill.warningId)).status).toBe(200);
  await answer(drill.warningId, 'Ciska de Ciso', 'need-help');
  expect(await figures()).toEqual(before);
  await world.call(world.cert, 'POST', `/api/drills/${drill.id}/end`);
  expect(await figures()).toEqual(before);
});

test('every message of it says so before anything else, and the member sees it apart', async () => {
  const { body: drill } = await begin({ kind: 'tabletop', participants: { institutionIds: [world.ids[LINDEMARK]] } });
  await world.release(drill.warningId);
  const messages = await world.rows(`select message from forewarn.messages where key like $1`, [`${drill.warningId}/%`]);
  expect(messages.length).toBeGreaterThan(0);
  for (const { message } of messages) {
    expect(message.drill).toBe(true);
    expect(message.subject).toMatch(/^OEFENING: \[Nu handelen\] Ransomware bij Meridiaan Zorgsoftware \(verzonnen\) \(OEF-2026-\d{4}\)$/);
    expect(message.opening).toMatch(/^OEFENING\. /);
  }
  expect((await get('/api/home', member)).drills).toMatchObject([{ reference: drill.reference, asksYou: true }]);
  expect(await get(`/api/warnings/${drill.warningId}`, member)).toMatchObject({
    concerns: { because: 'U krijgt dit omdat uw organisatie meedoet aan een oefening (wij weten het zeker).' },
  });
  await world.call(world.cert, 'POST', `/api/drills/${drill.id}/end`);
  expect((await get('/api/home', member)).drills).toEqual([]);
});

test('the report says who was told, who answered and who is left; as a table too', async () => {
  const { body: drill } = await begin({ kind: 'reachability' });
  expect(drill.participants).toBe(3);
  await world.release(drill.warningId);
  machine.setNow('2026-11-23T09:12:00Z');
  await answer(drill.warningId, 'Petra Praktijk', 'fixed');
  const { report } = await get(`/api/drills/${drill.id}`);
  expect(report).toMatchObject({
    participants: 3,
    answered: { count: 1, percent: 33, medianMinutes: 12 },
    answeredWithin: [{ minutes: 15, count: 1 }, { minutes: 30 }, { minutes: 60 }, { minutes: 120 }],
  });
  expect(report.silent.map(({ name }: { name: string }) => name).sort()).toEqual([RIETMARK, LINDEMARK]);
  expect(report.channels).toMatchObject([{ channel: 'email' }]);
  const table = await world.call(world.cert, 'GET', `/api/drills/${drill.id}/export`);
  expect(table.headers['content-type']).toContain('text/csv');
  expect(table.text.split('\r\n').filter((row) => row !== '')).toHaveLength(4);
  expect(table.text).toContain('opgelost');
});

test('whoever rewrites its text, the mark stays', async () => {
  const { body: drill } = await begin({ kind: 'reachability' });
  const texts = { nl: { title: 'Nu echt', summary: 'Iets.', actions: [{ text: 'Doe iets.' }] } };
  const changed = await world.call(world.cert, 'PUT', `/api/warnings/${drill.warningId}/draft`, { texts });
  expect(changed.body.versions[0].texts.nl.title).toBe('OEFENING: Nu echt');
  await expect(
    world.rows(`update forewarn.warning_versions set texts = $2 where warning_id = $1`, [drill.warningId, JSON.stringify(texts)]),
  ).rejects.toThrow('a title of a drill says that it is one');
});

test('what is real and what is an exercise never become one another', async () => {
  const { body: drill } = await begin({ kind: 'reachability' });
  const [{ id: matterId }] = await world.rows('select id from forewarn.matters where drill_id = $1', [drill.id]);
  const joined = await world.call(world.cert, 'PUT', `/api/matters/${matterId}/advisories/${world.advisoryId}`);
  expect(joined.body.code).toBe('matter-is-drill');
  const { body: real } = await world.call(world.cert, 'POST', '/api/matters', {
    title: 'Melding',
    source: 'telefoon',
    scope: { sectors: ['ggz'] },
  });
  const merged = await world.call(world.cert, 'POST', `/api/matters/${real.id}/merges`, { otherId: matterId });
  expect(merged.body.code).toBe('matter-is-drill');
  await expect(world.rows('update forewarn.matters set drill_id = $2 where id = $1', [real.id, drill.id])).rejects.toThrow('stays one');
});

test('a message of an exercise that lost its mark is stored nowhere', async () => {
  const { body: drill } = await begin({ kind: 'reachability' });
  const [{ id: matterId }] = await world.rows('select id from forewarn.matters where drill_id = $1', [drill.id]);
  const institutionId = world.ids[LINDEMARK];
  await expect(
    world.rows(
      `insert into forewarn.messages (key, institution_id, thread, label, message) values ('x', $1, $2, 'GREEN', '{"subject": "Nu handelen"}')`,
      [institutionId, `${matterId}/${institutionId}`],
    ),
  ).rejects.toThrow('a message of a drill says that it is one');
});

test('nobody begins an exercise for nobody; a second end changes nothing; a member begins none', async () => {
  expect((await begin({ kind: 'reachability', participants: { sectors: ['laboratory'] } })).body.code).toBe('nobody-takes-part');
  const { body: drill } = await begin({ kind: 'reachability' });
  const end = () => world.call(world.cert, 'POST', `/api/drills/${drill.id}/end`);
  const first = (await end()).body;
  expect(first.endedBy).toBe('A. Analist');
  machine.setNow('2026-11-23T10:00:00Z');
  expect((await end()).body.endedAt).toBe(first.endedAt);
  expect((await world.call(member, 'POST', '/api/drills', { kind: 'reachability' })).status).toBe(403);
  expect((await world.call(member, 'GET', `/api/drills/${drill.id}`)).status).toBe(403);
});
