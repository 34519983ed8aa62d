import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../http/build-app.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, type ExampleMatter } from './example-matter.test-support.ts';
import { registerToldCountsRoutes } from './told-counts-routes.ts';

let machine: TestMachine;
let world: ExampleMatter;
let app: FastifyInstance;
beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine);
  app = await buildApp(machine);
  registerToldCountsRoutes(app, machine);
  for (const name of [LINDEMARK, ELZENBOCHT]) await world.match(name);
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

test('two institutions that were told are too few to be counted to the sector', async () => {
  const { id } = await world.draft();
  await world.release(id);
  const ask = async (token: string) =>
    app.inject({ url: `/api/warnings/${id}/told-counts`, headers: { authorization: `Bearer ${token}` } });
  const answer = (await ask(world.cert)).json();
  expect(answer.byStanding).toEqual({ counts: [{ name: 'silent', count: 'not-shown' }] });
  expect(answer.bySector.counts.length).toBeGreaterThan(0);
  expect(JSON.stringify(answer.bySector)).not.toMatch(/"count":[1-4]\b|total/);
  expect((await ask(await world.tokenOf(LINDEMARK))).statusCode).toBe(403);
});
