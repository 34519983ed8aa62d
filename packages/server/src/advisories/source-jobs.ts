import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { asSystem } from '../database/as-principal.ts';
import { InternalFault } from '../internal-fault.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { JobWork } from '../jobs/run-jobs.ts';
import type { Machine } from '../machine.ts';
import { pollDueSources } from './poll-due-sources.ts';
import { pollSource, type PollRequest } from './poll-source.ts';
import { watchSources } from './watch-sources.ts';

/** The jobs of sources, for schedule.ts: payload in, use case called. */
export const SOURCE_JOBS: Readonly<Record<'poll-source' | 'poll-due-sources' | 'watch-sources', JobWork>> = {
  'poll-source': (machine, payload) => pollInTurn(machine, readPollRequest(payload)),
  'poll-due-sources': async (machine) => {
    await pollDueSources(machine);
  },
  'watch-sources': async (machine) => {
    await watchSources(machine);
  },
};

/** Polls under way in this process, by machine. */
const underWay = new WeakMap<Machine, number>();
const TURN_SECONDS = 2;

/**
 * At most half of the workers poll: a poll takes as long as its publisher lets it, and what came in must be matched meanwhile. The others wait for
 * their turn in the queue. (A queue of graphile's would do the same, and stay locked for hours after a `kill -9`.)
 */
async function pollInTurn(machine: Machine, request: PollRequest): Promise<void> {
  const polls = underWay.get(machine) ?? 0;
  if (polls >= Math.max(1, Math.floor(machine.config.jobsMax / 2))) {
    await asSystem(machine.database, 'poll-source', (trx) =>
      enqueue(trx, 'poll-source', request, {
        key: `poll-source:${request.sourceId}`,
        runAt: secondsLater(machine.clock.now(), TURN_SECONDS),
        attemptsMax: 3,
      }),
    );
    return;
  }
  underWay.set(machine, polls + 1);
  try {
    await pollSource(machine, request);
  } finally {
    underWay.set(machine, (underWay.get(machine) ?? 1) - 1);
  }
}

function readPollRequest(payload: unknown): PollRequest {
  const { sourceId, force } = (payload ?? {}) as { sourceId?: unknown; force?: unknown };
  if (typeof sourceId !== 'string') throw new InternalFault('a poll-source job names no source');
  return { sourceId, force: force === true };
}
