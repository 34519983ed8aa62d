import { afterAll, beforeAll, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, RIETMARK, type ExampleMatter } from './example-matter.test-support.ts';
import { exampleProvider } from './example-provider.test-support.ts';
import { registerOpenPointRoutes } from './open-point-routes.ts';

let machine: TestMachine;
let world: ExampleMatter;
let lindemark: string;
let warning: { id: string; reference: string };

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, (app) => {
    registerOpenPointRoutes(app, machine);
  });
  lindemark = await world.tokenOf(LINDEMARK);
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
  warning = await world.draft();
  await world.release(warning.id);
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

const points = async (token: string) => (await world.call(token, 'GET', '/api/open-points')).body;

test('a member that was told has one thing to do, with the words of the warning, one button and the number for help', async () => {
  const { status, body } = await world.call(lindemark, 'GET', '/api/home');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    kind: 'things-to-do',
    thingsToDo: 1,
    institution: LINDEMARK,
    top: {
      paragraph: 'Er zit een lek in Meridiaan EPD. Aanvallers gebruiken het nu.',
      button: { kind: 'answer' },
      point: { title: 'Meridiaan EPD: lek wordt misbruikt', urgency: 'act-now', state: 'to-answer' },
    },
    help: { phone: machine.config.cert.phone },
  });
  expect(body.top.point.because).toMatch(/^U krijgt dit omdat/);
});

test('a member that was not told has nothing to do while its inventory is fresh, and is not told so when it is a year old', async () => {
  const rietmark = await world.tokenOf(RIETMARK);
  expect((await world.call(rietmark, 'GET', '/api/home')).body).toMatchObject({ kind: 'nothing-to-do', thingsToDo: 0 });
  machine.setNow('2027-12-01T09:00:00Z');
  expect((await world.call(rietmark, 'GET', '/api/home')).body).toMatchObject({ kind: 'not-known', inventory: 'inventory-old' });
  machine.setNow('2026-11-23T09:00:00Z');
});

test('the button of a practice with an IT provider sends it on to that one', async () => {
  await world.rows(`update forewarn.institutions set it_provider = 'Kwartel ICT' where name = $1`, [ELZENBOCHT]);
  const { body } = await world.call(await world.tokenOf(ELZENBOCHT), 'GET', '/api/home');
  expect(body.top.button).toEqual({ kind: 'forward', to: 'Kwartel ICT' });
});

test('the open points show the line, why, by when, and a sentence for the board', async () => {
  const body = await points(lindemark);
  expect(body.counts).toEqual({ open: 1, asksYou: 1, overdue: 0, warnings: 1 });
  expect(body.points[0]).toMatchObject({
    product: 'Meridiaan EPD',
    item: { key: 'epd', installedVersion: '6.2.9', label: 'AMBER+STRICT' },
    deadlineAt: '2026-11-23T13:00:00.000Z',
    ageHours: 0,
    steps: [{ role: 'system-administrator', dueAt: '2026-11-23T13:00:00.000Z' }],
  });
  expect(body.boardSentences[0].sentence).toContain('Er is nog niet mee begonnen.');
});

test('a point is given to a colleague, shown with the name, and taken back; both are in the trail', async () => {
  const [{ warningId, line }] = (await points(lindemark)).points;
  const [contact] = await world.rows(`select id from forewarn.contacts where name = 'Sjors Systeem'`);
  const given = await world.call(lindemark, 'PUT', '/api/open-points/assignments', {
    points: [{ warningId, line }],
    contactId: contact.id,
  });
  expect(given.body).toEqual({ assigned: 1, to: 'Sjors Systeem' });
  expect((await points(lindemark)).points[0].assignment).toMatchObject({ name: 'Sjors Systeem', contactId: contact.id });
  const again = await world.call(lindemark, 'PUT', '/api/open-points/assignments', {
    points: [{ warningId, line }],
    contactId: contact.id,
  });
  expect(again.body.assigned).toBe(0);
  expect((await world.call(lindemark, 'PUT', '/api/open-points/assignments', { points: [{ warningId, line }] })).body).toEqual({
    assigned: 1,
  });
  const trail = await world.rows(`select action from forewarn.audit_log where action like 'points-%' order by id`);
  expect(trail.map(({ action }) => action)).toEqual(['points-assigned', 'points-let-go']);
});

test('no point goes to a contact of another institution, and no point of another is given away', async () => {
  const [{ warningId, line }] = (await points(lindemark)).points;
  const [theirs] = await world.rows(`select id from forewarn.contacts where name = 'Ruud Rietmark'`);
  const give = (token: string, body: object) => world.call(token, 'PUT', '/api/open-points/assignments', body);
  expect((await give(lindemark, { points: [{ warningId, line }], contactId: theirs.id })).status).toBe(404);
  const rietmark = await world.tokenOf(RIETMARK);
  expect((await give(rietmark, { points: [{ warningId, line }], contactId: theirs.id })).status).toBe(404);
  expect(await world.rows('select 1 from forewarn.assignments')).toEqual([]);
});

test('what an IT provider answered on behalf of a member is shown with its name, and it alone is named', async () => {
  const elzenbocht = await world.tokenOf(ELZENBOCHT);
  const { token, actFor } = await exampleProvider(machine, world, {
    name: 'Kwartel ICT',
    customers: [ELZENBOCHT],
    scopes: ['read', 'answer'],
  });
  const acting = actFor(ELZENBOCHT);
  const seen = (await world.call(token, 'GET', '/api/open-points', undefined, acting)).body;
  expect(seen.points).toHaveLength(1);
  expect(JSON.stringify(seen)).not.toContain('6.2.9'); // the version that is installed is above what a provider reads
  const { warningId, line } = seen.points[0];
  const said = await world.call(
    token,
    'POST',
    '/api/open-points/answers',
    { points: [{ warningId, line }], answer: 'fixed', abuseCheck: 'clean' },
    acting,
  );
  expect(said.body).toMatchObject({ answered: 1, results: [{ outcome: 'answered' }] });
  const home = (await world.call(elzenbocht, 'GET', '/api/home')).body;
  expect(home).toMatchObject({ kind: 'nothing-to-do', doneForYou: [{ provider: 'Kwartel ICT', answer: 'fixed' }] });
  expect((await world.call(lindemark, 'GET', '/api/home')).body.doneForYou).toEqual([]);
});

test('several points are answered at once; one that is none is told at its place and leaves the others answered', async () => {
  const [{ warningId, line }] = (await points(lindemark)).points;
  const answers = {
    points: [
      { warningId, line },
      { warningId, line: 'A'.repeat(16) },
    ],
    answer: 'working',
  };
  const { body } = await world.call(lindemark, 'POST', '/api/open-points/answers', answers);
  expect(body.answered).toBe(1);
  expect(body.results.map(({ outcome, code }: { outcome: string; code?: string }) => [outcome, code])).toEqual([
    ['answered', undefined],
    ['refused', 'no-such'],
  ]);
  expect((await points(lindemark)).points[0]).toMatchObject({ state: 'in-progress', asksYou: false });
  const again = await world.call(lindemark, 'POST', '/api/open-points/answers', { points: [{ warningId, line }], answer: 'working' });
  expect(again.body.results[0].outcome).toBe('unchanged');
});

test('an answer is to the version that was read, which may have waited for a connection', async () => {
  const [{ warningId, line }] = (await points(lindemark)).points;
  const give = async (version: number) =>
    (await world.call(lindemark, 'POST', '/api/open-points/answers', { points: [{ warningId, line, version }], answer: 'dont-know' })).body
      .results[0];
  expect(await give(9)).toMatchObject({ outcome: 'refused', code: 'input-unreadable' });
  expect((await give(1)).outcome).toBe('answered');
});

test('the CERT looks at a member with its id, which the member can read back; a member sees no other', async () => {
  expect((await world.call(world.cert, 'GET', '/api/home')).status).toBe(422);
  const [{ id }] = await world.rows('select id from forewarn.institutions where name = $1', [LINDEMARK]);
  expect((await world.call(world.cert, 'GET', `/api/home?institutionId=${id}`)).status).toBe(200);
  const told = await world.rows(`select 1 from forewarn.audit_log where action = 'home-read' and institution_id = $1`, [id]);
  expect(told).toHaveLength(1);
  const rietmark = await world.tokenOf(RIETMARK);
  expect((await world.call(rietmark, 'GET', `/api/open-points?institutionId=${id}`)).status).toBe(404);
});

test('the open points are a table for a spreadsheet, in which nothing is calculated, and a PDF; that they were taken is told', async () => {
  await world.rows(
    `update forewarn.concerned_institutions set reasons = jsonb_set(reasons, '{0,product}', '"=cmd|calc"') where institution_id = $1`,
    [world.ids[LINDEMARK]],
  );
  await world.rows(`update forewarn.concerned_institutions set reasons = reasons #- '{0,supplier}' where institution_id = $1`, [
    world.ids[LINDEMARK],
  ]);
  const csv = await world.call(lindemark, 'GET', '/api/open-points/export');
  expect(csv.text.split('\r\n')[0]).toContain('Nummer,Waarschuwing,Urgentie');
  expect(csv.text).toContain(",'=cmd|calc,6.2.9,");
  const pdf = await world.call(lindemark, 'GET', '/api/open-points/export?format=pdf&language=en');
  expect(pdf.text.startsWith('%PDF-')).toBe(true);
  expect(await world.rows(`select 1 from forewarn.audit_log where action = 'open-points-exported'`)).toHaveLength(2);
});

test('nobody states on whose behalf an answer was given, and it is never changed', async () => {
  await expect(world.rows('update forewarn.acknowledgements set provider_id = null where provider_id is not null')).rejects.toThrow(
    'who gave an answer is never changed',
  );
});
