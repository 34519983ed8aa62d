import { InternalFault } from '../internal-fault.ts';
import type { JobWork } from '../jobs/run-jobs.ts';
import { pollDueSources } from './poll-due-sources.ts';
import { pollSource } from './poll-source.ts';
import { watchSources } from './watch-sources.ts';

/** The jobs of sources, for schedule.ts: payload in, use case called. */
export const SOURCE_JOBS: Readonly<Record<'poll-source' | 'poll-due-sources' | 'watch-sources', JobWork>> = {
  'poll-source': async (machine, payload) => {
    await pollSource(machine, pollRequest(payload));
  },
  'poll-due-sources': async (machine) => {
    await pollDueSources(machine);
  },
  'watch-sources': async (machine) => {
    await watchSources(machine);
  },
};

function pollRequest(payload: unknown): { sourceId: string; force: boolean } {
  const { sourceId, force } = (payload ?? {}) as { sourceId?: unknown; force?: unknown };
  if (typeof sourceId !== 'string') throw new InternalFault('a poll-source job names no source');
  return { sourceId, force: force === true };
}
