import { expect, test } from 'vitest';
import { millisecondsBetween, readInstant, secondsLater, type Instant } from '../basics/instant.ts';
import { retryPlan, type Attempted } from './retry-plan.ts';

const PLANNED = readInstant('2026-11-23T15:00:00Z') as Instant;

function pauseSeconds(change: Partial<Attempted>): number {
  const plan = retryPlan(
    { attempt: 1, outcome: 'failed-for-now', urgency: 'this-week', plannedAt: PLANNED, jitter: 0, ...change },
    PLANNED,
  );
  return plan.kind === 'try-again' ? millisecondsBetween(PLANNED, plan.at) / 1000 : -1;
}

test.each<[Partial<Attempted>, number]>([
  [{ urgency: 'act-now', attempt: 1 }, 10],
  [{ urgency: 'act-now', attempt: 2 }, 20],
  [{ urgency: 'act-now', attempt: 5 }, 160],
  [{ urgency: 'act-now', attempt: 6 }, 300], // cap
  [{ urgency: 'act-now', attempt: 4_000 }, 300],
  [{ attempt: 1 }, 60],
  [{ attempt: 3 }, 240],
  [{ attempt: 20 }, 7_200],
  [{ attempt: 1, jitter: 500 }, 66],
  [{ attempt: 1, jitter: -500 }, 66], // a number made from an id may be anything
  [{ attempt: 1, jitter: 4_294_967_295 }, 64],
])('after %o the pause is %d seconds', (attempted, seconds) => {
  expect(pauseSeconds(attempted)).toBe(seconds);
});

test('what was sent is done, what failed for good is given up at once', () => {
  const attempted = { attempt: 1, urgency: 'act-now', plannedAt: PLANNED, jitter: 0 } as const;
  expect(retryPlan({ ...attempted, outcome: 'sent' }, PLANNED)).toEqual({ kind: 'done' });
  expect(retryPlan({ ...attempted, outcome: 'failed-for-good' }, PLANNED)).toEqual({ kind: 'give-up', because: 'permanent' });
});

test.each([
  ['act-now', 24],
  ['at-maintenance', 96],
] as const)('%s is tried a last time %d hours after planning, and then given up', (urgency, hours) => {
  const attempted = { attempt: 50, outcome: 'failed-for-now', urgency, plannedAt: PLANNED, jitter: 999 } as const;
  const horizon = secondsLater(PLANNED, hours * 3_600);
  expect(retryPlan(attempted, secondsLater(horizon, -5))).toEqual({ kind: 'try-again', at: horizon });
  expect(retryPlan(attempted, horizon)).toEqual({ kind: 'give-up', because: 'too-long' });
});

test('tries always end: each comes later than the one before, the last within the horizon', () => {
  let now = PLANNED;
  let attempt = 0;
  for (;;) {
    attempt += 1;
    const plan = retryPlan({ attempt, outcome: 'failed-for-now', urgency: 'act-now', plannedAt: PLANNED, jitter: attempt * 37 }, now);
    if (plan.kind !== 'try-again') break;
    expect(millisecondsBetween(now, plan.at)).toBeGreaterThan(0);
    now = plan.at;
  }
  expect(millisecondsBetween(PLANNED, now)).toBe(24 * 3_600_000);
  expect(attempt).toBeLessThan(400);
});
