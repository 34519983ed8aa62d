import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { orderContacts as places } from '@forewarn/core/institutions/order-contacts.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { holdTurn } from '../database/hold-turn.ts';
import type { Machine } from '../machine.ts';
import { findContacts, placeContacts } from './contact-store.ts';
import { findInstitution } from './institution-store.ts';

/** Sets in which order the contacts of an institution are asked. Refusals: `no-such` institution, `contacts-changed` by somebody else. */
export async function orderContacts(
  machine: Machine,
  principal: Principal,
  institutionId: string,
  contactIds: readonly string[],
): Promise<{ readonly changed: number } | Refusal> {
  const at = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    if ((await findInstitution(trx, institutionId)) === undefined) return refuse('no-such', 'There is no such institution.');
    await holdTurn(trx, `contacts of ${institutionId}`);
    const changed = places(await findContacts(trx, [institutionId]), contactIds);
    if (changed === undefined)
      return refuse('contacts-changed', 'These are not the contacts that there are.', 'Read them again, somebody changed them.');
    if (changed.length === 0) return { changed: 0 };
    await placeContacts(trx, institutionId, changed);
    const subject = { kind: 'institution', id: institutionId };
    await record(trx, { principal, at, action: 'contacts-ordered', subject, institutionId, details: { order: [...contactIds] } });
    return { changed: changed.length };
  });
}
