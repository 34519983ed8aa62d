import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import { bringForward, DATABASE_WAS_AWAY } from '../database/bring-forward.ts';
import { isLostConnection } from '../database/is-lost-connection.ts';
import { fromOrigin } from '../database/origin.ts';
import { quietQueueLogger } from '../database/queue-logger.ts';
import { freeJobsOfTheGone, showPresence, type Presence } from '../database/worker-presence.ts';
import type { Machine } from '../machine.ts';
import { inSpan } from '../traces/in-span.ts';
import type { JobName } from './enqueue.ts';

/** One job's work: the payload is what `enqueue` was given. It may run twice, so it has a natural key and the second run changes nothing. */
export type JobWork = (machine: Machine, payload: unknown) => Promise<void>;
export type Jobs = { readonly [name in JobName]: JobWork };

/** A job that comes back by itself: crontab syntax in UTC, one minute is the finest. */
export type Recurring = { readonly pattern: string; readonly job: JobName };

export type RunningJobs = { readonly stop: () => Promise<void> };

/** How soon the jobs of a Forewarn that was killed are taken over by another that runs. */
const LOOK_FOR_THE_GONE_EVERY_MS = 2_000;
/** After the queue stopped by itself: the database was away for longer than it tries. */
const RESTART_AFTER_MS = 1_000;
/**
 * A queue that was cut off at its first question remembers that failure and fails for ever (graphile-worker 0.18, taskIdentifiers.js): after
 * this many failures in a row to take a job it is made anew.
 */
const FAILURES_MAX = 12;

/**
 * A job that loses its connection so often is perhaps what the server ends by: from then on it waits by the queue's back-off, and its attempts
 * count.
 */
const LOST_MAX = 20;
const REMEMBERED_MAX = 10_000;

type Shift = { readonly runner: Runner; readonly presence: Presence };

/**
 * Works the queue until stopped, also after the database was away. A job that throws is logged with its cause and tried again by the
 * queue's back-off; jobs that a killed Forewarn held, and those that failed only because the database was away, are taken up again at once.
 */
export async function runJobs(machine: Machine, jobs: Jobs, recurring: readonly Recurring[]): Promise<RunningJobs> {
  const stopping = new AbortController();
  let shift = await begin(machine, jobs, recurring);
  const working = (async () => {
    while (!stopping.signal.aborted) {
      await shift.runner.promise.catch((cause: unknown) => machine.log.error({ err: cause }, 'the queue stopped; it is started again'));
      await shift.presence.end();
      while (!stopping.signal.aborted) {
        await pause(RESTART_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => {});
        const next = stopping.signal.aborted ? undefined : await begin(machine, jobs, recurring).catch(() => undefined);
        if (next === undefined) continue;
        shift = next;
        break;
      }
    }
  })();
  const lost = new Map<string, number>();
  const looking = setInterval(() => void freeJobs(machine, lost), LOOK_FOR_THE_GONE_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(looking);
      stopping.abort();
      await shift.runner.stop().catch(() => {}); // it may have stopped by itself
      await working;
    },
  };
}

async function begin(machine: Machine, jobs: Jobs, recurring: readonly Recurring[]): Promise<Shift> {
  const events: WorkerEvents = new EventEmitter();
  const presence = new Promise<Presence>((settle, fail) => {
    events.once('pool:create', ({ workerPool }) => void showPresence(machine.database, workerPool.id).then(settle, fail));
  });
  presence.catch(() => {}); // told below
  const runner = await run({
    pgPool: machine.database.pool,
    concurrency: machine.config.jobsMax,
    noHandleSignals: true,
    logger: quietQueueLogger,
    pollInterval: 2_000,
    // In batches, even of one: only then does the queue try again to note how a job ended, and tell of it in vain without ending the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    events,
    taskList: taskList(machine, jobs),
    crontab: recurring.map(({ pattern, job }) => `${pattern} ${job} ?max=3&jobKey=${job}`).join('\n'),
  });
  let failures = 0;
  const works = () => (failures = 0);
  events.on('worker:getJob:empty', works).on('job:start', works);
  events.on('worker:getJob:error', () => {
    failures += 1;
    if (failures === FAILURES_MAX) void runner.stop('it can not take a job').catch(() => {});
  });
  // Looked at from the start: a runner that stops before anybody waits for it would be an unhandled rejection.
  runner.promise.catch(() => {});
  try {
    const shown = await presence;
    await freeJobsOfTheGone(machine.database);
    return { runner, presence: shown };
  } catch (cause) {
    await runner.stop().catch(() => {});
    throw cause;
  }
}

/** `lost`: by job, how often it was brought forward. */
async function freeJobs(machine: Machine, lost: Map<string, number>): Promise<void> {
  try {
    const tooOften = [...lost].filter(([, times]) => times >= LOST_MAX).map(([id]) => id);
    const brought = await bringForward(machine.database, tooOften);
    if (brought.length > 0) machine.log.info({ jobs: brought.length }, 'jobs that failed while the database was away are done now');
    if (lost.size > REMEMBERED_MAX) lost.clear();
    for (const id of brought) lost.set(id, (lost.get(id) ?? 0) + 1);
    const gone = await freeJobsOfTheGone(machine.database);
    if (gone.length > 0) machine.log.info({ workers: gone }, 'took up the jobs of a Forewarn that is gone');
  } catch {
    // The database is away; what matters of that is told where it is used.
  }
}

function taskList(machine: Machine, jobs: Jobs): TaskList {
  const tasks: TaskList = {};
  for (const [name, work] of Object.entries(jobs)) {
    tasks[name] = async (payload) => {
      const ended = machine.metrics.jobSeconds.startTimer({ job: name });
      try {
        await fromOrigin(`job ${name}`, () => traced(machine, name, payload, () => work(machine, payload)));
        ended({ outcome: 'done' });
      } catch (cause) {
        ended({ outcome: 'failed' });
        machine.log.error({ err: cause, job: name }, 'job failed; it will be tried again');
        if (isLostConnection(cause, machine.database.connection)) throw new Error(`${DATABASE_WAS_AWAY}${String(cause)}`, { cause });
        throw cause;
      }
    };
  }
  return tasks;
}

/** With this job a document's trace begins: each poll is one. */
const BEGINS_A_TRACE = 'poll-source';

/** A job is a step of the trace that enqueued it. What comes back by itself every minute is none. */
function traced(machine: Machine, name: string, payload: unknown, work: () => Promise<void>): Promise<void> {
  const { traceparent } = (payload ?? {}) as { readonly traceparent?: unknown };
  const begins = name === BEGINS_A_TRACE;
  const from = typeof traceparent === 'string' ? traceparent : undefined;
  if (!begins && from === undefined) return work();
  const links = begins && from !== undefined ? [from] : [];
  return inSpan(machine.traces, { name: `job ${name}`, from, begins, links }, work);
}
