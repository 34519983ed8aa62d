import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { nextBundleAt } from '@forewarn/core/deliveries/decide-arrival.ts';
import { readWishes } from '@forewarn/core/deliveries/read-wishes.ts';
import { usualWishes, type Wishes } from '@forewarn/core/deliveries/wishes.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';
import { may } from '@forewarn/core/institutions/permissions.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { beforeAndAfter } from '../audit/before-and-after.ts';
import { record } from '../audit/record.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import { moveWaiting } from './bundle-store.ts';
import { changeLanguage, findWishes, forgetWishes, findOwnContacts, keepWishes, type WishedThrough } from './wishes-store.ts';

export type WishChange = {
  readonly institutionId: string;
  readonly contactId: string;
  /** As handed in; absent: back to what the role usually gets. */
  readonly wishes?: unknown;
  readonly language?: 'nl' | 'en';
};

type Changed = { readonly kind: 'changed'; readonly contact: Contact; readonly wishes: Wishes };

/**
 * Changes how a contact wants to be told. The contact itself may, its institution's CISO and IT, and the CERT for who is on the telephone, which the
 * trail says. What waits for the contact's bundle goes with the bundle of the new hour. Refusals: `no-such`, `not-allowed` (a colleague's wishes),
 * `input-unreadable` with its problems.
 */
export async function changeWishes(
  machine: Machine,
  principal: Principal,
  change: WishChange,
): Promise<Changed | (Refusal & { readonly problems?: readonly Problem[] })> {
  const now = machine.clock.now();
  const { institutionId, contactId } = change;
  const outcome = await asPrincipal(machine.database, principal, async (trx) => {
    const contacts = await findContacts(trx, [institutionId]);
    const contact = contacts.find(({ id }) => id === contactId);
    if (contact === undefined) return refuse('no-such', 'There is no such contact.');
    const through = await throughOf(trx, principal, institutionId, contactId);
    if (isRefusal(through)) return through;
    const wishes = understood(change.wishes, contact, contacts);
    if (isRefusal(wishes)) return wishes;
    const before = (await findWishes(trx, [institutionId])).find((stored) => stored.contactId === contactId)?.wishes;
    if (change.wishes === undefined) await forgetWishes(trx, contactId);
    else await keepWishes(trx, institutionId, { contactId, wishes, changedAt: now, changedBy: principalName(principal), through });
    if (change.language !== undefined && change.language !== contact.language) await changeLanguage(trx, contactId, change.language);
    const language = change.language ?? contact.language;
    const was = { ...(before ?? usualWishes(contact.role)), language: contact.language };
    const details = { ...beforeAndAfter(was, { ...wishes, language }), through, ...(through === 'cert' ? { onBehalfOf: contactId } : {}) };
    const subject = { kind: 'contact', id: contactId };
    await record(trx, { principal, at: now, action: 'wishes-changed', subject, institutionId, details });
    return { kind: 'changed', contact: { ...contact, language }, wishes } as const;
  });
  if (isRefusal(outcome)) return outcome;
  // Deliveries are not for members to touch: Forewarn itself moves what waits.
  await asSystem(machine.database, 'change-wishes', (trx) => moveWaiting(trx, contactId, nextBundleAt(outcome.wishes, now)));
  return outcome;
}

async function throughOf(
  trx: Transaction,
  principal: Principal,
  institutionId: string,
  contactId: string,
): Promise<WishedThrough | Refusal> {
  if (principal.kind === 'cert' || principal.kind === 'system') return 'cert';
  const accountId = 'accountId' in principal ? principal.accountId : undefined;
  if ((await findOwnContacts(trx, accountId, institutionId)).has(contactId)) return 'contact';
  if (may(principal, 'change-institution')) return 'institution';
  return refuse('not-allowed', 'Wishes of a colleague are changed by the colleague, or by your CISO or IT.', undefined, {
    about: 'wishes',
  });
}

function understood(
  handedIn: unknown,
  contact: Contact,
  contacts: readonly Contact[],
): Wishes | (Refusal & { readonly problems: readonly Problem[] }) {
  if (handedIn === undefined) return usualWishes(contact.role);
  const found = readWishes(handedIn);
  const problems = [...found.problems];
  const away = found.kind === 'read' ? found.value.away : [];
  for (const [place, { standIn }] of away.entries())
    if (standIn !== undefined && (standIn === contact.id || !contacts.some(({ id }) => id === standIn)))
      problems.push({
        code: 'stand-in-unknown',
        at: `/away/${place}/standIn`,
        message: 'Somebody else of the same organisation stands in.',
      });
  if (found.kind === 'read' && problems.length === 0) return found.value;
  return { ...refuse('input-unreadable', 'These wishes were not understood, so nothing was changed.'), problems };
}
