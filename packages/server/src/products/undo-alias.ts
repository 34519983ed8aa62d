import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findAlias, markUndone, type StoredAlias } from './alias-store.ts';
import { renewNames } from './renew-names.ts';

/** Takes a decision about a name back; keys and matches follow by job. Who decided it stays on record. Refusal: `no-such`. */
export async function undoAlias(machine: Machine, principal: Principal, id: string): Promise<StoredAlias | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const alias = await findAlias(trx, id);
    if (alias === undefined) return refuse('no-such', 'There is no such alias in force.');
    await markUndone(trx, id, principalName(principal), now);
    await record(trx, { principal, at: now, action: 'alias-undone', subject: { kind: 'product-alias', id } });
    await renewNames(trx, alias);
    return alias;
  });
}
