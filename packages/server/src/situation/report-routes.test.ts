import { afterAll, beforeAll, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, LINDEMARK, type ExampleMatter } from '../warnings/example-matter.test-support.ts';
import { registerReportRoutes } from './report-routes.ts';

let machine: TestMachine;
let world: ExampleMatter;

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, registerReportRoutes);
  await world.match(LINDEMARK);
  await world.release((await world.draft()).id);
  await world.draft({ matter: { title: 'Golf', source: 'telefoon' }, urgency: 'this-week' });
  machine.setNow('2026-11-23T15:00:00Z');
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

const report = async (kind: string, query = '') => world.call(world.cert, 'GET', `/api/reports/${kind}${query}`);
const lines = (body: { readonly sections: readonly { readonly code: string; readonly lines: readonly string[] }[] }, code: string) =>
  body.sections.find((one) => one.code === code)?.lines;

test('a shift report is drafted from the last eight hours: who had duty, what went out, what waits', async () => {
  const { body } = await report('shift');
  expect(body).toMatchObject({ title: 'Shiftrapport', from: '2026-11-23T07:00:00.000Z', to: '2026-11-23T15:00:00.000Z' });
  expect(lines(body, 'handlers')?.[0]).toMatch(/^A\. Analist \(\d+\)$/);
  expect(lines(body, 'released')?.[0]).toMatch(
    /^FW-2026-0001 v1: Meridiaan EPD: lek wordt misbruikt \(Nu handelen, eerste, 1 instelling, /,
  );
  expect(lines(body, 'to-do')).toEqual([expect.stringMatching(/^FW-2026-0002 v1: /)]);
  expect(body.markdown).toContain('# Shiftrapport');
  expect(body.html).toContain('<h1>Shiftrapport</h1>');
});

test('another period holds another story; an impossible one is refused', async () => {
  const { body } = await report('day', '?to=2026-11-23T08:00:00Z&language=en');
  expect(lines(body, 'released')).toEqual(['Nothing.']);
  expect((await report('day', '?from=2026-11-23T08:00:00Z&to=2026-11-22T08:00:00Z')).status).toBe(422);
  expect((await report('day', '?from=2026-01-01T00:00:00Z')).status).toBe(422);
  expect((await report('month')).status).toBe(400);
});

test('an end-of-week names no institution, and members do not draft it', async () => {
  const { body } = await report('end-of-week');
  expect(body.tlp).toBe('GREEN');
  expect(JSON.stringify(body)).not.toContain(LINDEMARK);
  expect((await world.call(await world.tokenOf(LINDEMARK), 'GET', '/api/reports/end-of-week')).status).toBe(403);
});
