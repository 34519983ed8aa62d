import { performance } from 'node:perf_hooks';
import { instantOf, type Instant } from '@forewarn/core/basics/instant.ts';
import { databaseTime } from '../database/database-time.ts';
import type { Database } from '../database/open-database.ts';

/** The only place that asks what time it is. A drill or a test hands in another clock. */
export type Clock = { readonly now: () => Instant };

/** Of this computer: for commands that have no database. */
export const systemClock: Clock = { now: () => instantOf(Date.now()) };

/** The database's time, told by this process. */
export type SharedClock = Clock & {
  /** Asks the database what time it is. Rejects where it does not answer; the clock goes on as it was. */
  readonly agree: (database: Database) => Promise<void>;
};

const MEASURED_MS_MAX = 2_000;
/** Less is the way to the database and back. */
const APART_MS_MIN = 250;
const AGREE_EVERY_MS = 10_000;

/**
 * One time for all machines: what one of them plans for now is due now on every other, whatever its own clock says. Between two looks at the
 * database it counts by a clock that nobody sets (`performance.now`), so a wrong time server or an hour of summer time moves nothing.
 */
export function sharedClock(): SharedClock {
  // Until the database was asked, this computer's own.
  let zeroMs = Date.now() - performance.now();
  let isAgreed = false;
  return {
    now: () => instantOf(Math.floor(zeroMs + performance.now())),
    agree: async (database) => {
      const askedMs = performance.now();
      const databaseMs = await databaseTime(database);
      const answeredMs = performance.now();
      if (answeredMs - askedMs > MEASURED_MS_MAX && isAgreed) return; // a busy moment tells nothing; the next look does
      const seenMs = databaseMs - (askedMs + answeredMs) / 2;
      if (!isAgreed || Math.abs(seenMs - zeroMs) > APART_MS_MIN) zeroMs = seenMs;
      isAgreed = true;
    },
  };
}

/** Looks again every few seconds: a computer that slept has lost count. */
export function keepAgreeing(clock: SharedClock, database: Database): { readonly stop: () => void } {
  const timer = setInterval(() => void clock.agree(database).catch(() => {}), AGREE_EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
