import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { resolveNotice, type StoredNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findNotice } from './notice-store.ts';

/** Somebody at the CERT says that a notice is dealt with. Refusals: `no-such`, `notice-resolved`. */
export async function dismissNotice(machine: Machine, principal: Principal, id: string): Promise<StoredNotice | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const notice = await findNotice(trx, id);
    if (notice === undefined) return refuse('no-such', 'There is no such notice.');
    if (notice.resolvedAt !== undefined)
      return refuse('notice-resolved', `This notice was resolved at ${notice.resolvedAt}.`, undefined, { at: notice.resolvedAt });
    await resolveNotice(trx, notice, now);
    await record(trx, { principal, at: now, action: 'notice-resolved', subject: { kind: 'notice', id }, details: { kind: notice.kind } });
    return { ...notice, resolvedAt: now };
  });
}
