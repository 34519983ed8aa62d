import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { buildApp } from './build-app.ts';
import { registerHealthRoutes } from './health-routes.ts';

let machine: TestMachine;
let app: FastifyInstance;
beforeAll(async () => {
  machine = await testMachine({ FOREWARN_BUSY_AFTER_MS: '50' });
  app = await buildApp(machine);
  registerHealthRoutes(app, machine);
  await app.ready();
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

test('a process that is late with everything says that it is busy, in words and with when to come back, and works again afterwards', async () => {
  const busy = await untilAnswered(503, () => holdUp(1_500));
  expect(busy.headers['retry-after']).toMatch(/^\d+$/);
  expect(busy.json()).toMatchObject({ code: 'busy', hint: 'Try again in a minute.' });
  expect((await untilAnswered(200, () => {})).statusCode).toBe(200);
});

async function untilAnswered(status: number, meanwhile: () => void) {
  for (let look = 0; look < 40; look += 1) {
    const answer = await app.inject({ method: 'GET', url: '/api/health' });
    if (answer.statusCode === status) return answer;
    meanwhile();
    await pause(50);
  }
  throw new Error(`never answered ${status}`);
}

function holdUp(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
