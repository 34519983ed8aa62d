import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import type { PlannedDelivery } from '@forewarn/core/deliveries/planned-delivery.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { keepAnswerLinks } from './answer-link-store.ts';

/** How long the link in a mail answers. Long enough for a slow matter, short enough that an old mailbox is not a key. */
const LINK_DAYS = 90;

/** These deliveries with the link of their contact to the warning: the one that it has, or a new one. */
export async function keepLinks(
  trx: Transaction,
  warningId: string,
  deliveries: readonly PlannedDelivery[],
  now: Instant,
): Promise<readonly (PlannedDelivery & { readonly linkId?: string })[]> {
  const contacts = new Map(deliveries.map((delivery) => [delivery.contactId, delivery.institutionId]));
  const fresh = [...contacts].map(([contactId, institutionId]) => ({ id: newId(now), institutionId, contactId }));
  const links = await keepAnswerLinks(trx, warningId, fresh, now, secondsLater(now, LINK_DAYS * 24 * 3_600));
  return deliveries.map((delivery) => ({ ...delivery, linkId: links.get(delivery.contactId) }));
}
