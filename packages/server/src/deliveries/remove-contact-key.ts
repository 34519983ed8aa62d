import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import { deleteKey } from './contact-key-store.ts';

export type RemovingKey = { readonly institutionId: string; readonly contactId: string; readonly keyId: string };

/** Removes a key of a contact. Refusal: `no-such`. */
export async function removeContactKey(
  machine: Machine,
  principal: Principal,
  { institutionId, contactId, keyId }: RemovingKey,
): Promise<{ readonly removed: true } | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const contact = (await findContacts(trx, [institutionId])).find(({ id }) => id === contactId);
    if (contact === undefined || !(await deleteKey(trx, contactId, keyId))) return refuse('no-such', 'There is no such key.');
    const subject = { kind: 'contact', id: contactId };
    await record(trx, { principal, at: now, action: 'contact-key-removed', subject, institutionId, details: { key: keyId } });
    return { removed: true } as const;
  });
}
