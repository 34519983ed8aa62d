import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { enqueueMatching } from './enqueue-matching.ts';
import { clearPutAway, holdStanding, type PutAway } from './put-away-store.ts';

/**
 * Brings back an advisory that the desk put away, with whatever revision came in since; matching follows. One that no source lists any more stays
 * withdrawn. Gives what it was put away for. Refusals: `no-such`, `not-aside`.
 */
export async function bringAdvisoryBack(machine: Machine, principal: Principal, advisoryId: string): Promise<PutAway | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const standing = await holdStanding(trx, advisoryId);
    if (standing === undefined) return refuse('no-such', 'There is no such advisory.');
    if (standing.putAway === undefined) return refuse('not-aside', 'The advisory is not put away.');
    await clearPutAway(trx, advisoryId);
    const subject = { kind: 'advisory', id: advisoryId };
    await record(trx, {
      principal,
      at: machine.clock.now(),
      action: 'advisory-brought-back',
      subject,
      details: { because: standing.putAway.because },
    });
    if (standing.latestRevisionId !== undefined) await enqueueMatching(trx, advisoryId, standing.latestRevisionId);
    return standing.putAway;
  });
}
