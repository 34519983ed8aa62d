import { idOf } from '@forewarn/core/basics/ids.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { ContactEntry } from '@forewarn/core/institutions/institution-entry.ts';
import { mergeContacts } from '@forewarn/core/institutions/merge-contacts.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { holdTurn } from '../database/hold-turn.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import { findContacts, insertContacts } from './contact-store.ts';
import { findInstitution } from './institution-store.ts';
import { sealWebhookSecret } from './seal-webhook-secret.ts';

/** Adds a contact, after those that there are. Refusals: `no-such` institution, `contact-there` (same role and name or address). */
export async function addContact(
  machine: Machine,
  principal: Principal,
  institutionId: string,
  entry: ContactEntry,
): Promise<{ kind: 'added'; id: string } | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const institution = await findInstitution(trx, institutionId);
    if (institution === undefined) return refuse('no-such', 'There is no such institution.');
    await holdTurn(trx, `contacts of ${institutionId}`);
    const [added] = mergeContacts(await findContacts(trx, [institutionId]), [entry]).added;
    if (added === undefined) return refuse('contact-there', 'This institution has this contact already.', 'Change that one.');
    const id = newId<'Contact'>(now);
    const webhookSecret = sealWebhookSecret(machine, id, added.webhookSecret);
    await insertContacts(trx, [
      { ...added, id, institutionId: idOf<'Institution'>(institutionId), language: added.language ?? institution.language, webhookSecret },
    ]);
    await record(trx, { principal, at: now, action: 'contact-added', subject: { kind: 'contact', id }, institutionId });
    return { kind: 'added', id } as const;
  });
}
