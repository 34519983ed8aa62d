import { afterEach, beforeEach, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, RIETMARK, type ExampleMatter } from './example-matter.test-support.ts';
import { registerRemediationRoutes } from './remediation-routes.ts';
import { buildApp } from '../http/build-app.ts';
import type { FastifyInstance } from 'fastify';

const CVE = 'CVE-2026-00001';
let machine: TestMachine;
let world: ExampleMatter;
let app: FastifyInstance;
beforeEach(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine);
  app = await buildApp(machine);
  registerRemediationRoutes(app, machine);
  await app.ready();
  await world.rows('update forewarn.advisory_revisions set cves = $1', [[CVE]]);
  for (const name of [LINDEMARK, ELZENBOCHT, RIETMARK]) await world.match(name);
});
afterEach(async () => {
  await app?.close();
  await world?.app.close();
  await machine?.close();
});

async function assets(query = '', token = world.cert) {
  const url = `/api/vulnerabilities/${CVE}/assets${query}`;
  const response = await app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } });
  return { status: response.statusCode, body: response.json() };
}
const stateOf = async (name: string) =>
  (await assets()).body.assets.find((one: { institution: string }) => one.institution === name)?.state;

test('each line that a vulnerability concerns is not remediated, in progress or done, by the answer that counts', async () => {
  expect((await assets()).body).toMatchObject({ counts: { 'not-remediated': 3, 'in-progress': 0, done: 0 } });
  const { id } = await world.draft();
  await world.release(id);
  const answer = async (name: string, body: object) => {
    const url = `/api/warnings/${id}/acknowledgements`;
    const answered = await world.call(await world.tokenOf(name), 'POST', url, body);
    expect(answered.status, JSON.stringify(answered.body)).toBe(200);
  };
  await answer(LINDEMARK, { answer: 'working' });
  await answer(ELZENBOCHT, { answer: 'fixed', itemKey: 'epd' });
  await answer(RIETMARK, { answer: 'risk-accepted', why: 'Staat los van het net', until: '2027-01-01' });
  const { body } = await assets();
  expect(body.counts).toEqual({ 'not-remediated': 1, 'in-progress': 1, done: 1 });
  expect(body.assets.find((one: { institution: string }) => one.institution === LINDEMARK)).toMatchObject({
    inventory: 'inventory',
    key: 'epd',
    product: 'Meridiaan EPD',
    version: '6.2.9',
    state: 'in-progress',
    answer: 'working',
    advisoryIds: [world.advisoryId],
  });
  expect([await stateOf(ELZENBOCHT), await stateOf(RIETMARK)]).toEqual(['done', 'not-remediated']);
  expect((await assets('?state=done')).body.assets).toMatchObject([{ institution: ELZENBOCHT }]);
  await answer(LINDEMARK, { answer: 'fixed' });
  expect(await stateOf(LINDEMARK)).toBe('done');
  // What was answered before its action changed counts no longer.
  await world.rows('update forewarn.concerned_institutions set asked_in_version = 2 where institution_id = $1', [world.ids[LINDEMARK]]);
  expect(await stateOf(LINDEMARK)).toBe('not-remediated');
});

test('a line whose version is a fixed one is done without an answer; one that the advisory does not name is not listed', async () => {
  await world.rows(`update forewarn.matches set kind = 'not-concerned', certainty = null, because = 'fixed' where institution_id = $1`, [
    world.ids[LINDEMARK],
  ]);
  await world.rows(
    `update forewarn.matches set kind = 'not-concerned', certainty = null, because = 'version-not-affected' where institution_id = $1`,
    [world.ids[RIETMARK]],
  );
  expect(
    (await assets()).body.assets.map((one: { institution: string; state: string }) => `${one.institution} ${one.state}`).toSorted(),
  ).toEqual([`${ELZENBOCHT} not-remediated`, `${LINDEMARK} done`]);
});

test('a long list comes in pages, and institutions have none of it', async () => {
  const first = (await assets('?limit=2')).body;
  const second = (await assets(`?limit=2&after=${first.next}`)).body;
  expect([first.assets.length, second.assets.length, second.next]).toEqual([2, 1, undefined]);
  expect((await assets('', await world.tokenOf(LINDEMARK))).status).toBe(403);
  // Each that is on it is told who looked (migration 0013).
  const told = await world.rows(
    `select subject from forewarn.audit_log where action = 'matches-read' and subject_kind = 'advisory-matches'`,
  );
  expect(told).toEqual([{ subject: world.advisoryId }, { subject: world.advisoryId }]);
});
