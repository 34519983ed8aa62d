import { composeConfirmRequest } from '@forewarn/core/deliveries/compose-confirm-request.ts';
import { asSystem } from '../database/as-principal.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import { findUnasked } from './confirm-store.ts';
import { storePlanned } from './delivery-store.ts';

/** Time for a message to come along with which the question rides. */
const GRACE_DAYS = 14;
/** Of one day: a register that was filled on one day is not asked on one day. */
const A_DAY_MAX = 500;

/**
 * The job `ask-confirmations`, once a day: "kloppen uw gegevens nog?" in a mail of its own to whom no other mail could ask it. Never more than once in a
 * period, by its key; whoever gave an answer, confirmed or was rung was confirmed by that.
 */
export async function askConfirmations(machine: Machine): Promise<void> {
  const now = machine.clock.now();
  await asSystem(machine.database, 'ask-confirmations', async (trx) => {
    const unasked = new Map((await findUnasked(trx, GRACE_DAYS, A_DAY_MAX, now)).map((one) => [one.contactId, one]));
    const contacts = await findContacts(trx, [...new Set([...unasked.values()].map(({ institutionId }) => institutionId))]);
    const asked = contacts.flatMap((contact) => {
      const { since } = unasked.get(contact.id) ?? {};
      if (since === undefined || contact.email === undefined) return [];
      const message = composeConfirmRequest({ contact, since, cert: machine.config.cert });
      const { id: contactId, institutionId, email: address } = contact;
      return [
        {
          message,
          delivery: {
            messageKey: message.key,
            thread: message.thread,
            institutionId,
            contactId,
            channel: 'email' as const,
            address,
            urgent: false,
            notBefore: now,
          },
        },
      ];
    });
    const messages = asked.map(({ message, delivery }) => ({ message, institutionId: delivery.institutionId }));
    await storePlanned(trx, { messages, deliveries: asked.map(({ delivery }) => delivery) }, now);
  });
}
