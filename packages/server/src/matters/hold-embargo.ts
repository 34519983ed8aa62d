import type { Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { beforeAndAfter } from '../audit/before-and-after.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findMatter, updateEmbargo, type StoredMatter } from './matter-store.ts';

/**
 * Puts a matter under embargo until an hour, moves the hour, or lifts it (`until` undefined): before it no version of its warning goes out, by hand,
 * by a rule or by a plan. What went out already stays out. Refusal: `no-such`.
 */
export async function holdEmbargo(
  machine: Machine,
  principal: Principal,
  id: string,
  until: Instant | undefined,
): Promise<StoredMatter | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const stored = await findMatter(trx, id);
    if (stored === undefined) return refuse('no-such', 'There is no such matter.');
    const changed = { ...stored, embargoUntil: until };
    await updateEmbargo(trx, id, until);
    await record(trx, {
      principal,
      at: machine.clock.now(),
      action: 'embargo-changed',
      subject: { kind: 'matter', id },
      details: { ...beforeAndAfter({ embargoUntil: stored.embargoUntil }, { embargoUntil: until }), until },
    });
    return changed;
  });
}
