import { performance } from 'node:perf_hooks';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { millisecondsOf } from '@forewarn/core/basics/instant.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { sharedClock } from './clock.ts';

const HOUR = 3_600_000;
let machine: TestMachine;
beforeAll(async () => {
  machine = await testMachine();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => machine?.close());

/** How far from the database's time, in ms. */
async function apart(now: () => string): Promise<number> {
  const found = await machine.database.pool.query('select extract(epoch from clock_timestamp())::float8 * 1000 as ms');
  return Math.abs(millisecondsOf(now() as never) - Number(found.rows[0].ms));
}

test('a computer whose clock is hours off tells the time of the database', async () => {
  const real = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(real + 12 * HOUR);
  const clock = sharedClock();
  expect(await apart(clock.now)).toBeGreaterThan(11 * HOUR); // nobody told it yet
  await clock.agree(machine.database);
  expect(await apart(clock.now)).toBeLessThan(5_000);
});

test('a clock that jumps while Forewarn runs moves nothing', async () => {
  const clock = sharedClock();
  await clock.agree(machine.database);
  const real = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(real - HOUR);
  expect(await apart(clock.now)).toBeLessThan(5_000);
});

test('a computer that slept catches up at the next look', async () => {
  const clock = sharedClock();
  await clock.agree(machine.database);
  const count = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => count() - HOUR);
  expect(await apart(clock.now)).toBeGreaterThan(HOUR / 2);
  await clock.agree(machine.database);
  expect(await apart(clock.now)).toBeLessThan(5_000);
});

test('a database that does not answer leaves the clock as it was', async () => {
  const clock = sharedClock();
  await clock.agree(machine.database);
  const away = { pool: { query: () => Promise.reject(new Error('away')) } };
  await expect(clock.agree(away as never)).rejects.toThrow('away');
  expect(await apart(clock.now)).toBeLessThan(5_000);
});
