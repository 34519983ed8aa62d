import { run, type Runner, type TaskList } from 'graphile-worker';
import { quietQueueLogger } from '../database/queue-logger.ts';
import type { Machine } from '../machine.ts';
import type { JobName } from './enqueue.ts';

/** One job's work: the payload is what `enqueue` was given. It may run twice, so it has a natural key and the second run changes nothing. */
export type JobWork = (machine: Machine, payload: unknown) => Promise<void>;
export type Jobs = { readonly [name in JobName]: JobWork };

/** A job that comes back by itself: crontab syntax in UTC, one minute is the finest. */
export type Recurring = { readonly pattern: string; readonly job: JobName };

export type RunningJobs = { readonly stop: () => Promise<void> };

/** Works the queue until stopped. A job that throws is logged with its cause and tried again by the queue's back-off. */
export async function runJobs(machine: Machine, jobs: Jobs, recurring: readonly Recurring[]): Promise<RunningJobs> {
  const runner: Runner = await run({
    pgPool: machine.database.pool,
    concurrency: machine.config.jobsMax,
    noHandleSignals: true,
    logger: quietQueueLogger,
    pollInterval: 2_000,
    taskList: taskList(machine, jobs),
    crontab: recurring.map(({ pattern, job }) => `${pattern} ${job} ?max=3&jobKey=${job}`).join('\n'),
  });
  // Without this a runner that stops by itself (the database went away for good) would be an unhandled rejection.
  runner.promise.catch((cause: unknown) => machine.log.error({ err: cause }, 'the queue stopped'));
  return { stop: () => runner.stop() };
}

function taskList(machine: Machine, jobs: Jobs): TaskList {
  const tasks: TaskList = {};
  for (const [name, work] of Object.entries(jobs)) {
    tasks[name] = async (payload) => {
      try {
        await work(machine, payload);
      } catch (cause) {
        machine.log.error({ err: cause, job: name }, 'job failed; it will be tried again');
        throw cause;
      }
    };
  }
  return tasks;
}
