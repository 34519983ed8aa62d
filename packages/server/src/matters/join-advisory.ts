import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { forgetUnjoined, noteUnjoined } from './matter-cve-store.ts';
import { findMatter, joinAdvisories, knownAdvisories, unjoinAdvisory, type StoredMatter } from './matter-store.ts';

/** Joins an advisory to a matter, or takes it out; a second time changes nothing. Refusals: `no-such` matter or advisory, `matter-is-drill`. */
export async function joinAdvisory(
  machine: Machine,
  principal: Principal,
  id: string,
  advisoryId: string,
  direction: 'join' | 'unjoin',
): Promise<StoredMatter | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const stored = await findMatter(trx, id);
    if (stored === undefined) return refuse('no-such', 'There is no such matter.');
    if (stored.drillId !== undefined)
      return refuse('matter-is-drill', 'This matter is an exercise.', 'What is real stays apart from it.', { about: 'joining' });
    if ((await knownAdvisories(trx, [advisoryId])).length === 0) return refuse('no-such', 'There is no such advisory.');
    const changed = direction === 'join' ? (await joinAdvisories(trx, id, [advisoryId])) > 0 : await unjoinAdvisory(trx, id, advisoryId);
    if (!changed) return stored;
    if (direction === 'join') await forgetUnjoined(trx, id, advisoryId);
    else await noteUnjoined(trx, id, advisoryId, machine.clock.now());
    await record(trx, {
      principal,
      at: machine.clock.now(),
      action: direction === 'join' ? 'advisory-joined' : 'advisory-unjoined',
      subject: { kind: 'matter', id },
      details: { advisory: advisoryId },
    });
    const joined = (await findMatter(trx, id)) ?? stored;
    // Who is concerned may be others now: what is open gets a draft of its next version.
    for (const one of joined.advisoryIds) await enqueue(trx, 'raise-warnings', { advisoryId: one }, { key: `raise-warnings:${one}` });
    return joined;
  });
}
