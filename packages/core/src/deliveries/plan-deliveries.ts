import type { ContactId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { Contact } from '../institutions/contact.ts';
import type { Message } from './message.ts';
import type { PlannedDelivery } from './planned-delivery.ts';
import type { Urgency } from './urgency.ts';

export type ToPlan = {
  /** The same message in each language that its readers have; the first is for readers of any other. */
  readonly messages: readonly [Pick<Message, 'key' | 'thread' | 'language'>, ...Pick<Message, 'key' | 'thread' | 'language'>[]];
  readonly urgency: Urgency;
  /** All contacts of one institution, in any order. */
  readonly contacts: readonly Contact[];
  /** Who had an earlier message of this thread. */
  readonly earlierThreadContacts?: readonly ContactId[];
};

/** Stored spelling. */
export const UNREACHABLE_BECAUSE = ['no-contacts', 'no-address', 'contacts-to-repair'] as const;
export type UnreachableBecause = (typeof UNREACHABLE_BECAUSE)[number];

export type DeliveryPlan = {
  readonly deliveries: readonly PlannedDelivery[];
  /** Nobody at the institution can be reached: the CERT must telephone and repair its contacts. */
  readonly unreachable?: { readonly because: UnreachableBecause };
};

export function planDeliveries(_plan: ToPlan, _now: Instant): DeliveryPlan {
  return { deliveries: [], unreachable: { because: 'no-contacts' } };
}
