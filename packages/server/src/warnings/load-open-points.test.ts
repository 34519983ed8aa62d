import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, ELZENBOCHT, LINDEMARK, RIETMARK, type ExampleMatter } from './example-matter.test-support.ts';
import { loadOpenPoints, loadOpenPointsOf } from './load-open-points.ts';

const SYSTEM: Principal = { kind: 'system', name: 'test' };
let machine: TestMachine;
let world: ExampleMatter;
beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine);
  for (const name of [LINDEMARK, RIETMARK, ELZENBOCHT]) await world.match(name);
  const { id } = await world.draft();
  await world.release(id);
  const lindemark = await world.tokenOf(LINDEMARK);
  const answered = await world.call(lindemark, 'POST', `/api/warnings/${id}/acknowledgements`, { answer: 'working' });
  if (answered.status !== 200) throw new Error(answered.text);
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

test('of several institutions the same is open as of each by itself, in as many questions to the database', async () => {
  const ids = Object.values(world.ids);
  const now = machine.clock.now();
  const allAtOnce = () =>
    asSystem(machine.database, 'test', (trx) => loadOpenPointsOf(trx, SYSTEM, { institutionIds: ids, language: 'nl' }, now));
  const ofLindemark = () =>
    asSystem(machine.database, 'test', (trx) =>
      loadOpenPoints(trx, SYSTEM, { institutionId: world.ids[LINDEMARK] ?? '', language: 'nl' }, now),
    );
  // What follows the answer may still be asking beside it, for a moment.
  await vi.waitFor(async () => expect(await questionsOf(allAtOnce)).toBe(await questionsOf(ofLindemark)), 10_000);
  const [together, alone] = [await allAtOnce(), await ofLindemark()];
  expect(alone.matters[0]?.answers).toHaveLength(1);
  expect(together(world.ids[LINDEMARK] ?? '')).toEqual(alone);
  let points = 0;
  for (const institutionId of ids) {
    const one = await asSystem(machine.database, 'test', (trx) => loadOpenPoints(trx, SYSTEM, { institutionId, language: 'nl' }, now));
    expect(together(institutionId)).toEqual(one);
    points += one.points.length;
  }
  expect(points).toBeGreaterThan(1);
});

/** How many questions the database is asked meanwhile, by whomever. */
async function questionsOf(work: () => Promise<unknown>): Promise<number> {
  const asked = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    return asked.mock.calls.length;
  } finally {
    asked.mockRestore();
  }
}
