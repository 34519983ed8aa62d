import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, TEXTS, type ExampleMatter } from './example-matter.test-support.ts';
import { registerPrintRoutes } from './print-routes.ts';
import { writeStatusPage } from './write-status-page.ts';

let machine: TestMachine;
let world: ExampleMatter;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fw-status-'));
  machine = await testMachine({ FOREWARN_CERT_PHONE: '030 123 45 67' });
  world = await exampleMatter(machine, registerPrintRoutes);
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
  await world.rows(`update forewarn.contacts set phone = '06-12345678' where name = 'Piket Lindemark'`);
  await world.rows(`update forewarn.contacts set phone = '030-7654321' where name = 'Ciska de Ciso'`);
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function released(content: object = {}): Promise<string> {
  const { id } = await world.draft(content);
  const outcome = await world.release(id);
  if (outcome.status !== 200) throw new Error(outcome.text);
  return id;
}

test('the call sheet has everybody who has not answered, whom to ring first, and no script', async () => {
  const id = await released();
  await world.rows(`update forewarn.follow_ups set ended_at = asked_at, ended_because = 'answered' where institution_id = $1`, [
    world.ids[ELZENBOCHT],
  ]);
  const { status, text } = await world.call(world.cert, 'GET', `/warnings/${id}/call-sheet`);
  expect(status).toBe(200);
  expect(text).toContain(LINDEMARK);
  expect(text).not.toContain(ELZENBOCHT);
  expect(text.indexOf('06-12345678')).toBeGreaterThan(0);
  expect(text.indexOf('06-12345678')).toBeLessThan(text.indexOf('030-7654321'));
  expect(text).toContain('Werk Meridiaan EPD bij.');
  expect(text).not.toContain('<script');
});

test('each sheet has its label at the top and the foot, never freer than AMBER+STRICT for it names institutions, with when and by whom', async () => {
  const { text } = await world.call(world.cert, 'GET', `/warnings/${await released({ tlp: 'CLEAR' })}/call-sheet`);
  const [head = '', foot = ''] = ['thead', 'tfoot'].map((part) => new RegExp(`<${part}>[^]*</${part}>`).exec(text)?.[0]);
  for (const part of [head, foot]) expect(part).toContain('TLP:AMBER+STRICT');
  expect(head).toContain('FW-2026-0001');
  expect(text).not.toContain('TLP:CLEAR');
  expect(text.replace(/\s+/g, ' ')).toMatch(/afgedrukt maandag 23 november 2026, 10.00 uur door A. Analist/);
});

test('a text that may not lie about on paper is not printed, and an institution prints no call sheet', async () => {
  const id = await released();
  await world.rows('alter table forewarn.warning_versions drop constraint red_names_persons'); // of this test's own database
  await world.rows(`update forewarn.warning_versions set tlp = 'RED' where warning_id = $1`, [id]);
  expect((await world.call(world.cert, 'GET', `/warnings/${id}/call-sheet`)).status).toBe(404);
  expect((await world.call(await world.tokenOf(LINDEMARK), 'GET', `/warnings/${id}/call-sheet`)).status).toBe(403);
});

test('the card has the number of the CERT and words of the year that differ for each institution, and is its own', async () => {
  const member = await world.tokenOf(LINDEMARK);
  const cardOf = (name: string, token: string) => world.call(token, 'GET', `/institutions/${world.ids[name]}/card`);
  const wordsIn = (text: string) => [...text.matchAll(/(?:zeggen|zegt): <strong>([^<]+)</g)].map(([, said]) => said);
  const own = await cardOf(LINDEMARK, member);
  expect(own.text).toContain('030 123 45 67');
  expect(wordsIn(own.text)).toHaveLength(2);
  expect(wordsIn(own.text)).toEqual(wordsIn((await cardOf(LINDEMARK, world.cert)).text));
  expect(wordsIn(own.text)).not.toEqual(wordsIn((await cardOf(ELZENBOCHT, world.cert)).text));
  expect((await cardOf(ELZENBOCHT, member)).status).toBe(404);
  machine.setNow('2027-01-02T09:00:00Z');
  expect(wordsIn((await cardOf(LINDEMARK, world.cert)).text)).not.toEqual(wordsIn(own.text));
});

test('the status page has what anybody may know, with the number and the date, and needs nothing from elsewhere', async () => {
  await released({ tlp: 'CLEAR' });
  expect(await writeStatusPage(machine, folder)).toEqual({ path: join(folder, 'index.html'), warnings: 1 });
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(page).toContain(TEXTS.nl.title);
  expect(page).toContain('030 123 45 67');
  expect(page).toContain('maandag 23 november 2026');
  expect(page).not.toMatch(/<script|https?:|src=|LINDEMARK|Lindemark/);
  expect(readdirSync(folder)).toEqual(['index.html']);
});

test('nothing of a warning above CLEAR is on it, not even that there is one', async () => {
  await released({ tlp: 'GREEN' });
  expect((await writeStatusPage(machine, folder)).warnings).toBe(0);
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).not.toMatch(/Meridiaan|FW-2026/);
});
