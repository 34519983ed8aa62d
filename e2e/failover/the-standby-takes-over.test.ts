import { expect, test } from 'vitest';
import { testDatabaseUrl } from '@forewarn/server/config.ts';
import { hasSystemPostgres } from '@forewarn/server/database/system-cluster.test-support.ts';
import { playFailover } from './failover-story.ts';

/** Within this deliveries go on, by what is promised (docs/operating/several-machines.md). */
const PROMISED_SECONDS = 30;
/** More than two workers have in hand at a time: what is left must go out by the one that took over. */
const CONTACTS = 2_000;

if (!hasSystemPostgres)
  process.stderr.write('The failover is skipped: there is no PostgreSQL 15 here (on Debian: apt-get install postgresql-15).\n');

test.skipIf(testDatabaseUrl() !== undefined || !hasSystemPostgres)(
  'the primary dies in the midst of a release: the standby takes over, nothing that was said yes to is lost, and deliveries go on within 30 s',
  { timeout: 900_000 },
  async () => {
    const outcome = await playFailover(CONTACTS);
    const { lost, notReached, underTwoIds, endedByThemselves, ...figures } = outcome;
    process.stderr.write(`failover: ${JSON.stringify({ ...figures, lost: lost.length, notReached: notReached.length })}\n`);
    expect({ lost, notReached, underTwoIds, endedByThemselves }).toEqual({
      lost: [],
      notReached: [],
      underTwoIds: [],
      endedByThemselves: [],
    });
    expect(outcome.mailsBefore).toBeLessThan(CONTACTS);
    expect(outcome.acknowledgedBetween).toBe(0);
    for (const [kind, count] of Object.entries(outcome.acknowledged)) expect(count, kind).toBeGreaterThan(5);
    expect(outcome.resumedSeconds).toBeLessThan(PROMISED_SECONDS);
    expect(outcome.writtenSeconds).toBeLessThan(PROMISED_SECONDS);
  },
);
