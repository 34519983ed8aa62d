import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { resolveNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findSource, markRemoved } from './source-store.ts';

/** Removes a source: it is polled no more, its name is free; what it gave stays, and is not taken for withdrawn. Refusal `no-such`. */
export async function removeSource(machine: Machine, principal: Principal, id: string): Promise<{ readonly kind: 'removed' } | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const source = await findSource(trx, id);
    if (source === undefined) return refuse('no-such', 'There is no such source.');
    const now = machine.clock.now();
    await markRemoved(trx, id, now);
    await resolveNotice(trx, { kind: 'source-silent', key: id }, now);
    await record(trx, { principal, at: now, action: 'source-removed', subject: { kind: 'source', id }, details: { url: source.url } });
    return { kind: 'removed' };
  });
}
