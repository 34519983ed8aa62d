import { expect, test } from 'vitest';
import { countOutcome, type CountedModule } from './count-outcome.ts';

function file(states: readonly string[], ok = !states.includes('failed')): CountedModule {
  return { errors: () => [], ok: () => ok, children: { allTests: () => states.map((state) => ({ result: () => ({ state }) })) } };
}

test('passed, failed and skipped tests are counted over all files', () => {
  expect(countOutcome([file(['passed', 'skipped', 'failed']), file(['passed'])], 0)).toEqual({ passed: 2, failed: 1, skipped: 1 });
});

test('a test that never finished has failed', () => {
  expect(countOutcome([file(['pending'])], 0).failed).toBe(1);
});

test('a file that cannot be loaded counts as one failure, and so does an error that no test caught', () => {
  expect(countOutcome([file([], false)], 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countOutcome([file(['passed'])], 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});
