import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asSystem } from '../database/as-principal.ts';
import { showPresence } from '../database/worker-presence.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { enqueue, JOBS, type JobName } from './enqueue.ts';
import { runJobs, type Jobs, type JobWork, type RunningJobs } from './run-jobs.ts';

let machine: TestMachine;
let running: RunningJobs | undefined;
beforeEach(async () => {
  machine = await testMachine();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await machine.close();
});

function allJobs(work: JobWork): Jobs {
  return Object.fromEntries(JOBS.map((name) => [name, work])) as { [name in JobName]: JobWork };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let look = 0; look < 1_000 && !isSo(); look += 1) await pause(20);
  expect(isSo()).toBe(true);
}

/** As a worker that took it leaves a job, and its queue, when it is killed. */
async function takeAs(worker: string): Promise<void> {
  await machine.database.pool.query(`update graphile_worker._private_jobs set locked_at = now(), locked_by = $1, attempts = 1`, [worker]);
  await machine.database.pool.query(`update graphile_worker._private_job_queues set locked_at = now(), locked_by = $1`, [worker]);
}

test('a job that a killed Forewarn held is taken up at once; one that a living Forewarn holds is not', async () => {
  const done: unknown[] = [];
  await asSystem(machine.database, 'test', (trx) => enqueue(trx, 'match-advisory', { of: 'the killed' }, { queue: 'q' }));
  await takeAs('pool-killed');
  const living = await showPresence(machine.database, 'pool-living');
  await asSystem(machine.database, 'test', (trx) => enqueue(trx, 'match-advisory', { of: 'the living' }, { key: 'living' }));
  await machine.database.pool.query(
    `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'pool-living' where key = 'living'`,
  );
  running = await runJobs(
    machine,
    allJobs(async (_, payload) => void done.push(payload)),
    [],
  );
  await until(() => done.length > 0);
  expect(done).toEqual([{ of: 'the killed' }]);
  await living.end();
  await until(() => done.length > 1);
  expect(done[1]).toEqual({ of: 'the living' });
});

test('after the database cut every connection the queue is worked on', async () => {
  const done: unknown[] = [];
  running = await runJobs(
    machine,
    allJobs(async (_, payload) => void done.push(payload)),
    [],
  );
  for (const round of [1, 2, 3]) {
    await machine.database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await asSystem(machine.database, 'test', (trx) => enqueue(trx, 'match-advisory', { round })).catch(() =>
      asSystem(machine.database, 'test', (trx) => enqueue(trx, 'match-advisory', { round })),
    );
    await until(() => done.some((payload) => (payload as { round: number }).round === round));
  }
});

test('a job that throws stays in the queue and is tried again', async () => {
  let tries = 0;
  running = await runJobs(
    machine,
    allJobs(async () => {
      tries += 1;
      if (tries === 1) throw new Error('the mail server hangs up');
    }),
    [],
  );
  await asSystem(machine.database, 'test', (trx) => enqueue(trx, 'match-advisory', {}));
  await until(() => tries === 1);
  await pause(50);
  await machine.database.pool.query('update graphile_worker._private_jobs set run_at = now()');
  await until(() => tries === 2);
});

const jobsNow = async () =>
  (await machine.database.pool.query('select attempts, run_at > now() as waits from graphile_worker._private_jobs')).rows as readonly {
    readonly attempts: number;
    readonly waits: boolean;
  }[];

test('a job that fails because the database is away is done as soon as it is back, and that does not count among its attempts', async () => {
  let tries = 0;
  const attempts: number[] = [];
  running = await runJobs(
    machine,
    allJobs(async () => {
      attempts.push(...(await jobsNow()).map((job) => job.attempts));
      tries += 1;
      const client = await machine.database.pool.connect();
      try {
        if (tries <= 3) await client.query('select pg_terminate_backend(pg_backend_pid())'); // as a server does that goes down
      } finally {
        client.release(true);
      }
    }),
    [],
  );
  // With a fourth failure that counted it would be given up.
  await asSystem(machine.database, 'test', (trx) => enqueue(trx, 'match-advisory', {}, { attemptsMax: 2 }));
  await until(() => tries === 4);
  expect(attempts).toEqual([1, 1, 1, 1]);
  let left = await jobsNow();
  for (let look = 0; look < 100 && left.length > 0; look += 1) {
    await pause(20);
    left = await jobsNow();
  }
  expect(left).toEqual([]);
});

test('a job that fails by itself waits, as before, while others are brought forward', async () => {
  const done: unknown[] = [];
  // In the queue before anybody works it, as after five failures each.
  for (const [key, lastError] of [
    ['by-itself', 'the mail server hangs up'],
    ['database', 'the database was away: cut'],
  ]) {
    await asSystem(machine.database, 'test', (trx) => enqueue(trx, 'match-advisory', { key }, { key }));
    await machine.database.pool.query(
      `update graphile_worker._private_jobs set run_at = now() + interval '1 hour', attempts = 5, last_error = $2 where key = $1`,
      [key, lastError],
    );
  }
  running = await runJobs(
    machine,
    allJobs(async (_, payload) => void done.push(payload)),
    [],
  );
  await until(() => done.length > 0);
  expect(done).toEqual([{ key: 'database' }]);
  const left = await machine.database.pool.query(
    `select attempts, run_at > now() as waits from graphile_worker._private_jobs where key = 'by-itself'`,
  );
  expect(left.rows).toEqual([{ attempts: 5, waits: true }]);
});
