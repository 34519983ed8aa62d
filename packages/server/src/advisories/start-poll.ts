import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { findSource } from './source-store.ts';

/** Starts a poll now, documents that wait for a later try included. Refusal `no-such`. */
export async function startPoll(machine: Machine, principal: Principal, id: string): Promise<{ readonly kind: 'started' } | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    if ((await findSource(trx, id)) === undefined) return refuse('no-such', 'There is no such source.');
    await enqueue(trx, 'poll-source', { sourceId: id, force: true }, { key: `poll-source:${id}`, attemptsMax: 3 });
    return { kind: 'started' };
  });
}
