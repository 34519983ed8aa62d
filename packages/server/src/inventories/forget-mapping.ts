import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findMapping, removeMapping, type StoredMapping } from './mapping-store.ts';

/** Takes back what was said of the columns of a table: the next one is read by its headings again. Refusal: `no-such` mapping. */
export async function forgetMapping(machine: Machine, principal: Principal, id: string): Promise<StoredMapping | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const mapping = await findMapping(trx, id);
    if (mapping === undefined) return refuse('no-such', 'There is no such mapping.');
    await removeMapping(trx, id);
    await record(trx, {
      principal,
      at: machine.clock.now(),
      action: 'inventory-mapping-forgotten',
      subject: { kind: 'inventory-mapping', id },
      ...(mapping.institutionId === null ? {} : { institutionId: mapping.institutionId }),
      details: { columns: mapping.columns.length },
    });
    return mapping;
  });
}
