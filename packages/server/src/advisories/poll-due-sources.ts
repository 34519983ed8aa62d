import { asSystem } from '../database/as-principal.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { findDueSources } from './source-store.ts';

/** Starts the poll of each source whose time has come; comes by every minute. A source that is polled at this moment is left alone. */
export async function pollDueSources(machine: Machine): Promise<number> {
  return asSystem(machine.database, 'poll-due-sources', async (trx) => {
    const due = await findDueSources(trx, machine.clock.now());
    for (const sourceId of due) await enqueue(trx, 'poll-source', { sourceId }, { key: `poll-source:${sourceId}`, attemptsMax: 3 });
    return due.length;
  });
}
