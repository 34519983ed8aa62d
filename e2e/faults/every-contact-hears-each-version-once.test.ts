import { expect, test } from 'vitest';
import { testDatabaseUrl, testFaults } from '@forewarn/server/config.ts';
import { hasSystemPostgres } from '@forewarn/server/database/system-cluster.test-support.ts';
import { playFaultStory } from './fault-story.ts';

/** What the fault suite counted; scripts/test.ts tells it before the plain count. */
declare module 'vitest' {
  interface TaskMeta {
    faults?: { readonly kills: number; readonly contacts: number; readonly lost: number; readonly duplicates: number };
  }
}

test.skipIf(testDatabaseUrl() !== undefined || !hasSystemPostgres)(
  'through kills, cuts, restarts, a full disk and clocks that jump, every contact hears each version once',
  { timeout: 3_600_000 },
  async ({ task }) => {
    const { faults, institutions } = testFaults();
    const outcome = await playFaultStory({
      seed: 'two thousand',
      faults,
      institutions,
      onProgress: (text) => process.stderr.write(`faults: ${text}\n`),
    });
    process.stderr.write(`${JSON.stringify({ ...outcome, lost: outcome.lost.length })}\n`);
    const kills = Object.values(outcome.faults).reduce((sum, each) => sum + each, 0);
    task.meta.faults = { kills, contacts: outcome.contacts, lost: outcome.lost.length, duplicates: outcome.duplicates };
    expect(outcome.lost).toEqual([]);
    expect(outcome.underTwoIds).toEqual([]);
    expect(kills).toBe(faults);
  },
);
