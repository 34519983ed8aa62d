import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';
import type { ContactEntry } from '@forewarn/core/institutions/institution-entry.ts';
import { changeContact as changed } from '@forewarn/core/institutions/merge-contacts.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { beforeAndAfter } from '../audit/before-and-after.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findContacts, updateContacts } from './contact-store.ts';
import { sealWebhookSecret } from './seal-webhook-secret.ts';

/** Changes a contact to what the entry says; what it does not say stays. Refusal: `no-such`. */
export async function changeContact(
  machine: Machine,
  principal: Principal,
  institutionId: string,
  contactId: string,
  entry: Partial<ContactEntry>,
): Promise<{ kind: 'changed'; contact: Contact } | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const stored = (await findContacts(trx, [institutionId])).find((contact) => contact.id === contactId);
    if (stored === undefined) return refuse('no-such', 'There is no such contact.');
    const contact = changed(stored, { name: stored.name, role: stored.role, ...entry });
    await updateContacts(trx, [{ ...contact, webhookSecret: sealWebhookSecret(machine, contactId, entry.webhookSecret) }]);
    const details = { ...beforeAndAfter(stored, contact), ...(entry.webhookSecret === undefined ? {} : { newWebhookSecret: true }) };
    const subject = { kind: 'contact', id: contactId };
    await record(trx, { principal, at: now, action: 'contact-changed', subject, institutionId, details });
    return { kind: 'changed', contact } as const;
  });
}
