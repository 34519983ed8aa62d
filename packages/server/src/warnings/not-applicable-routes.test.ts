import { afterAll, beforeAll, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, RIETMARK, workJobs, type ExampleMatter } from './example-matter.test-support.ts';
import { registerNotApplicableRoutes } from './not-applicable-routes.ts';
import { tellOfUse } from './report-use.ts';

let machine: TestMachine;
let world: ExampleMatter;
let rietmark: string;
let warning: { id: string; reference: string };

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, (app) => registerNotApplicableRoutes(app, machine));
  rietmark = await world.tokenOf(RIETMARK);
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
  warning = await world.draft();
  await world.release(warning.id);
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

const listed = async (token = rietmark) => (await world.call(token, 'GET', '/api/not-applicable')).body.warnings;

test('what was not told is listed with which kind of not: no line names it', async () => {
  expect(await listed()).toMatchObject([
    { reference: warning.reference, title: 'Meridiaan EPD: lek wordt misbruikt', kind: 'not-concerned', because: 'not-in-inventory' },
  ]);
});

test('who was told does not find it there', async () => {
  expect(await listed(await world.tokenOf(LINDEMARK))).toEqual([]);
});

test('a line that is named in a version that is not affected is shown as that', async () => {
  await world.match(RIETMARK);
  await world.rows(`update forewarn.matches set kind = 'not-concerned', certainty = null, because = 'fixed' where institution_id = $1`, [
    world.ids[RIETMARK],
  ]);
  const [line] = await listed();
  expect(line).toMatchObject({ because: 'fixed', silent: { label: 'AMBER+STRICT', lines: [{ key: 'epd', installedVersion: '6.2.9' }] } });
});

test('where the supplier says that it is not affected, it stands whose word that is and of which day; not from a document that not all may read', async () => {
  const silent = async () => (await listed())[0].silent.lines;
  await world.rows(
    `update forewarn.matches set kind = 'not-concerned', certainty = null, because = 'supplier-says-not-affected' where institution_id = $1`,
    [world.ids[RIETMARK]],
  );
  const [document] = await world.rows(
    `update forewarn.advisory_revisions r set current_release_at = '2026-11-12T07:30:00Z' from forewarn.matches m, forewarn.advisories a
     where m.institution_id = $1 and r.id = m.revision_id and a.id = r.advisory_id returning r.id, a.publisher_name, r.tlp`,
    [world.ids[RIETMARK]],
  );
  expect(await silent()).toMatchObject([
    { because: 'supplier-says-not-affected', said: { by: document?.['publisher_name'], at: '2026-11-12T07:30:00.000Z' } },
  ]);
  const label = (tlp: unknown) => world.rows('update forewarn.advisory_revisions set tlp = $2 where id = $1', [document?.['id'], tlp]);
  await label('AMBER');
  expect((await silent())[0]).not.toHaveProperty('said');
  await label(document?.['tlp']);
});

test('what turns out to concern it is not called "not applicable" while nobody has told it yet', async () => {
  await world.rows(`update forewarn.matches set kind = 'concerned', certainty = 'certain', because = null where institution_id = $1`, [
    world.ids[RIETMARK],
  ]);
  expect(await listed()).toEqual([]);
  await world.unmatch(RIETMARK);
  expect(await listed()).toHaveLength(1);
});

test('an old inventory proves nothing: not known instead of not concerned', async () => {
  await world.rows(`update forewarn.inventory_items set checked_at = '2025-01-01Z' where institution_id = $1`, [world.ids[RIETMARK]]);
  expect(await listed()).toMatchObject([{ kind: 'not-known', because: 'inventory-old' }]);
  await world.rows(`update forewarn.inventory_items set checked_at = '2026-11-01Z' where institution_id = $1`, [world.ids[RIETMARK]]);
});

test('a warning above GREEN is not told of to who was not told of it', async () => {
  await world.rows(`update forewarn.warning_versions set tlp = 'AMBER' where warning_id = $1`, [warning.id]);
  expect(await listed()).toEqual([]);
  await world.rows(`update forewarn.warning_versions set tlp = 'GREEN' where warning_id = $1`, [warning.id]);
});

test('"Gebruiken wij dit toch?" becomes a line of the ICT-foto and a notice to the CERT, once however often it is said', async () => {
  const use = { warningId: warning.id, product: 'Meridiaan EPD', version: '6.1' };
  for (let time = 0; time < 2; time += 1) {
    const { status, body } = await world.call(rietmark, 'POST', '/api/not-applicable/uses', use);
    expect([status, body]).toEqual([200, { inventory: 'ict-foto', key: `gemeld/${warning.reference}` }]);
    await workJobs(machine, 'tell-of-use', tellOfUse);
  }
  const lines = await world.rows(
    `select t.product, t.version from forewarn.inventory_items t where t.institution_id = $1 and t.key like 'gemeld/%' and t.last_snapshot is null`,
    [world.ids[RIETMARK]],
  );
  expect(lines).toEqual([{ product: 'Meridiaan EPD', version: '6.1' }]);
  const notices = await world.rows(`select text from forewarn.notices where kind = 'used-after-all'`);
  expect(notices).toHaveLength(1);
  expect(notices[0].text).toContain(`GGZ Rietmark says that it uses what ${warning.reference} is about`);
});

test('of a warning that it was told of, or that nobody has, nobody says so', async () => {
  const use = { warningId: warning.id, product: 'Meridiaan EPD' };
  expect((await world.call(await world.tokenOf(LINDEMARK), 'POST', '/api/not-applicable/uses', use)).status).toBe(404);
  const unknown = { ...use, warningId: '00000000-0000-4000-8000-000000000000' };
  expect((await world.call(rietmark, 'POST', '/api/not-applicable/uses', unknown)).status).toBe(404);
});
