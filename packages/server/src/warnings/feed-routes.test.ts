import { afterAll, beforeAll, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, LINDEMARK, RIETMARK, type ExampleMatter } from './example-matter.test-support.ts';
import { registerFeedRoutes } from './feed-routes.ts';
import { registerOpenPointRoutes } from './open-point-routes.ts';

let machine: TestMachine;
let world: ExampleMatter;
let lindemark: string;
let atom: string;
let calendar: string;
let warning: { id: string; reference: string };

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, (app) => {
    registerFeedRoutes(app, machine);
    registerOpenPointRoutes(app, machine);
  });
  lindemark = await world.tokenOf(LINDEMARK);
  await world.match(LINDEMARK);
  warning = await world.draft();
  await world.release(warning.id);
  const { body } = await world.call(lindemark, 'POST', '/api/feeds', { name: 'Outlook van de CISO' });
  [atom, calendar] = [pathOf(body.atomUrl), pathOf(body.calendarUrl)];
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

const pathOf = (url: string) => new URL(url).pathname;
const read = (path: string) => world.call(undefined, 'GET', path);

test('a program that cannot sign in reads the titles of its warnings by the secret link', async () => {
  const { status, text, headers } = await read(atom);
  expect([status, headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  expect(text).toContain(`<title>Meridiaan EPD: lek wordt misbruikt (${warning.reference})</title>`);
  expect(text).not.toMatch(/6\.2\.9|Aanvallers/);
});

test('the deadline of an open point stands in the calendar under an id that stays the same', async () => {
  const { status, text, headers } = await read(calendar);
  expect([status, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
  expect(text).toContain(`UID:${warning.id}@cert.example`);
  expect(text).toContain('DTSTART:20261123T130000Z'); // four hours after it was asked
  expect(text).not.toContain('6.2.9');
  expect((await read(calendar)).text.match(/UID:.*/)?.[0]).toBe(text.match(/UID:.*/)?.[0]);
});

test('what it leads to is the page of its own institution, for somebody of several too', async () => {
  const page = `/home/${warning.id}?for=${world.ids[LINDEMARK]}`;
  for (const path of [atom, calendar]) expect((await read(path)).text.replaceAll('\r\n ', '')).toContain(page);
});

test('of a warning above GREEN there is a notice, and nothing of what it says', async () => {
  await world.rows(`update forewarn.warning_versions set tlp = 'AMBER' where warning_id = $1`, [warning.id]);
  for (const path of [atom, calendar]) {
    const { text } = await read(path);
    expect(text).not.toContain('Meridiaan');
    expect(text.replaceAll('\r\n ', '')).toContain(`Waarschuwing voor u: lees haar in het portaal (${warning.reference})`);
  }
  await world.rows(`update forewarn.warning_versions set tlp = 'GREEN' where warning_id = $1`, [warning.id]);
});

test("another institution's feed holds nothing of it", async () => {
  const { body } = await world.call(await world.tokenOf(RIETMARK), 'POST', '/api/feeds', { name: 'Agenda' });
  expect((await read(pathOf(body.atomUrl))).text).not.toContain('<entry>');
  expect((await read(pathOf(body.calendarUrl))).text).not.toContain('BEGIN:VEVENT');
});

test('what is answered leaves the calendar', async () => {
  const [{ warningId, line }] = (await world.call(lindemark, 'GET', '/api/open-points')).body.points;
  await world.call(lindemark, 'POST', '/api/open-points/answers', { points: [{ warningId, line }], answer: 'fixed', abuseCheck: 'clean' });
  expect((await read(calendar)).text).not.toContain('BEGIN:VEVENT');
});

test('the secret is kept as a digest alone, opens nothing else, and ends at once', async () => {
  const token = atom.split('/')[2] ?? '';
  const stored = JSON.stringify(await world.rows(`select id, name, encode(token_sha256, 'hex') as digest from forewarn.feeds`));
  expect(stored).not.toContain(token);
  expect((await world.call(token, 'GET', '/api/open-points')).status).toBe(401);
  const { feeds } = (await world.call(lindemark, 'GET', '/api/feeds')).body;
  expect(feeds).toMatchObject([{ name: 'Outlook van de CISO', lastUsedAt: machine.clock.now() }]);
  const [{ id }] = feeds;
  expect((await world.call(await world.tokenOf(RIETMARK), 'DELETE', `/api/feeds/${id}`)).status).toBe(404);
  expect((await world.call(lindemark, 'DELETE', `/api/feeds/${id}`)).body).toEqual({ revoked: true });
  expect((await read(atom)).status).toBe(404);
  const trail = await world.rows(`select action from forewarn.audit_log where subject = $1 order by id`, [id]);
  expect(trail.map(({ action }) => action)).toEqual(['feed-made', 'feed-revoked']);
});

test('a link that was ended by mistake is taken back within the hour, by its own institution alone', async () => {
  const [{ id }] = (await world.call(lindemark, 'GET', '/api/feeds')).body.feeds;
  const takeBack = async (token: string) => (await world.call(token, 'DELETE', `/api/feeds/${id}/revocation`)).status;
  expect(await takeBack(await world.tokenOf(RIETMARK))).toBe(404);
  expect(await takeBack(lindemark)).toBe(200);
  expect((await read(atom)).status).toBe(200);
  expect(await takeBack(lindemark)).toBe(404);
  await world.call(lindemark, 'DELETE', `/api/feeds/${id}`);
  await world.rows(`update forewarn.feeds set revoked_at = revoked_at - interval '61 minutes' where id = $1`, [id]);
  expect(await takeBack(lindemark)).toBe(404);
  expect((await read(atom)).status).toBe(404);
});

test('feeds that are asked for at once do not get past what an institution may have', async () => {
  const rietmark = await world.tokenOf(RIETMARK);
  const add = () => world.call(rietmark, 'POST', '/api/feeds', { name: 'Agenda' });
  const count = async () =>
    (
      await world.rows('select count(*)::int as n from forewarn.feeds where institution_id = $1 and revoked_at is null', [
        world.ids[RIETMARK],
      ])
    )[0].n;
  for (let made = await count(); made < 19; made += 1) await add();
  const answers = await Promise.all(Array.from({ length: 6 }, add));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.code === 'feeds-too-many')).toHaveLength(5);
  expect(await count()).toBe(20);
});

test('what is no token finds nothing, however it is written', async () => {
  for (const token of ['x', 'fwf_', `fwf_${'A'.repeat(43)}`, "' or true --", '%00']) {
    expect((await read(`/feeds/${encodeURIComponent(token)}/warnings.atom`)).status).toBe(404);
    expect((await read(`/feeds/${encodeURIComponent(token)}/deadlines.ics`)).status).toBe(404);
  }
});
