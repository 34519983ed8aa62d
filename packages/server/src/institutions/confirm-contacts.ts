import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findContacts, markConfirmed } from './contact-store.ts';
import { findInstitution } from './institution-store.ts';

/**
 * Somebody says that these contacts are right, or all of the institution's. A contact to repair is not made right by saying so: it stays to
 * repair. Refusals: `no-such` institution or contact.
 */
export async function confirmContacts(
  machine: Machine,
  principal: Principal,
  institutionId: string,
  contactIds: readonly string[] | undefined,
): Promise<{ kind: 'confirmed'; confirmed: number } | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    if ((await findInstitution(trx, institutionId)) === undefined) return refuse('no-such', 'There is no such institution.');
    const theirs = (await findContacts(trx, [institutionId])).map(({ id }) => id as string);
    if (contactIds?.some((id) => !theirs.includes(id)) === true) return refuse('no-such', 'There is no such contact.');
    const ids = contactIds ?? theirs;
    await markConfirmed(trx, ids, principalName(principal), now);
    const subject = { kind: 'institution', id: institutionId };
    await record(trx, { principal, at: now, action: 'contacts-confirmed', subject, institutionId, details: { contacts: ids } });
    return { kind: 'confirmed', confirmed: ids.length } as const;
  });
}
