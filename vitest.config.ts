import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/test/longest-first.ts';

/** Pure tests that do not lie in core or api: the made-up world, the rules of the house. */
const PURE_ELSEWHERE = ['packages/fakes/src/world/**/*.test.ts', 'scripts/tidy/**/*.test.ts', 'scripts/test/**/*.test.ts'];

/**
 * Five projects, by what they need. `pure` shares one world per worker (isolation costs 20 times as much and pure code has nothing
 * to isolate); `machine` starts PostgreSQL and servers; `story` is one story a file through the whole of Forewarn;
 * `attack` is one family of attacks a file, counted (e2e/attacks/attack.ts). Stories, faults and attacks are one group: while one waits,
 * another works, and no worker runs alone at the end of each.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'pure',
          include: ['packages/core/src/**/*.test.ts', 'packages/{api,web}/src/**/*.test.ts', ...PURE_ELSEWHERE],
          isolate: false,
          maxWorkers: '100%', // vitest's own default leaves one processor idle: on two that is half of them
          testTimeout: 60_000, // no test is about time: a busy machine fails none
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'machine',
          include: ['packages/{server,agent,fakes}/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...PURE_ELSEWHERE],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'story',
          include: ['e2e/*.test.ts', 'e2e/rehearsal/*.test.ts'],
          testTimeout: 900_000, // no story is about time: a busy machine fails none
          hookTimeout: 300_000,
          maxWorkers: 2, // a story waits more than it works: for mails, polls, a browser; three at a time were no faster on two processors
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'faults',
          include: ['e2e/{faults,failover}/*.test.ts'],
          testTimeout: 3_600_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'attack',
          include: ['e2e/attacks/**/*.test.ts'],
          testTimeout: 900_000, // no attack is about time but those that measure the processor's: a busy machine fails none
          hookTimeout: 300_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
