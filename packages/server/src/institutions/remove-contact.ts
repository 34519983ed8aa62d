import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { holdTurn } from '../database/hold-turn.ts';
import type { Machine } from '../machine.ts';
import { removeContact as remove } from './contact-store.ts';

/** Takes a contact out of use; what it was sent and answered stays. Refusal: `no-such`. */
export async function removeContact(
  machine: Machine,
  principal: Principal,
  institutionId: string,
  contactId: string,
): Promise<{ kind: 'removed' } | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    await holdTurn(trx, `contacts of ${institutionId}`);
    if (!(await remove(trx, institutionId, contactId, now))) return refuse('no-such', 'There is no such contact.');
    await record(trx, { principal, at: now, action: 'contact-removed', subject: { kind: 'contact', id: contactId }, institutionId });
    return { kind: 'removed' } as const;
  });
}
