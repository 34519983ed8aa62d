import type { ContactId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { Contact, ContactRole } from '../institutions/contact.ts';
import { channelsOf, isReachable, laterDoorsOf, type Door, type LaterChannel } from './doors.ts';
import type { Message } from './message.ts';
import type { PlannedDelivery } from './planned-delivery.ts';
import type { Urgency } from './urgency.ts';

type Addressed = Pick<Message, 'key' | 'thread' | 'language'>;

export type ToPlan = {
  /** The same message in each language that its readers have; the first is for readers of any other. */
  readonly messages: readonly [Addressed, ...Addressed[]];
  readonly urgency: Urgency;
  /** All contacts of one institution, in any order. */
  readonly contacts: readonly Contact[];
  /** Who had an earlier message of this thread. */
  readonly earlierThreadContacts?: readonly ContactId[];
  /** Channels that ring which the CERT has opened; absent: none. */
  readonly open?: readonly LaterChannel[];
};

/** Stored spelling. */
export const UNREACHABLE_BECAUSE = ['no-contacts', 'no-address', 'contacts-to-repair'] as const;
export type UnreachableBecause = (typeof UNREACHABLE_BECAUSE)[number];

export type DeliveryPlan = {
  readonly deliveries: readonly PlannedDelivery[];
  /** Nobody at the institution can be reached: the CERT must telephone and repair its contacts. */
  readonly unreachable?: { readonly because: UnreachableBecause };
};

/**
 * Who hears at once. Of each desk the first that can be reached: the one who is on duty, the one who answers for security, the one who
 * can act. Where an institution has none of these, its practice manager and its IT provider both hear (DOMAIN §7.3).
 */
const ACT_NOW_DESKS: readonly (readonly ContactRole[])[] = [['24-7'], ['ciso', 'security'], ['ict-manager', 'system-administrator']];
const SMALL_PRACTICE_DESKS: readonly (readonly ContactRole[])[] = [['practice-manager'], ['it-provider']];

/** Who hears of what may wait: the first that can be reached. Whoever is on duty is left alone (DOMAIN §7.7, rule 2). */
const USUAL_DESKS: readonly (readonly ContactRole[])[] = [
  ['security', 'ciso', 'system-administrator', 'ict-manager', 'practice-manager', 'it-provider'],
];

/**
 * Decides who of an institution gets a message, through which channels. One address gets one message once; contacts to repair are passed
 * over; whoever had an earlier message of the thread has this one too (DOMAIN §7.7, rule 1). A contact with a webhook, a chat or a device gets it
 * there as well. Who has a telephone alone is rung at once when it is act now, and for nothing else.
 */
export function planDeliveries(plan: ToPlan, now: Instant): DeliveryPlan {
  const reachable = plan.contacts
    .filter((contact) => contact.toRepair === undefined && firstDoors(contact, plan).length > 0)
    .toSorted(byOrder);
  if (reachable.length === 0) return { deliveries: [], unreachable: { because: whyUnreachable(plan.contacts) } };
  const earlier = reachable.filter((contact) => plan.earlierThreadContacts?.includes(contact.id) === true);
  const readers = [...new Set([...choose(reachable, plan.urgency), ...earlier])];
  return { deliveries: oncePerAddress(readers.flatMap((reader) => deliveriesTo(reader, plan, now))) };
}

/** The id decides where two have one place, so that a second plan is the same plan. */
function byOrder(a: Contact, b: Contact): number {
  return a.order - b.order || (a.id < b.id ? -1 : 1);
}

function whyUnreachable(contacts: readonly Contact[]): UnreachableBecause {
  if (contacts.length === 0) return 'no-contacts';
  return contacts.some(({ toRepair }) => toRepair !== undefined) ? 'contacts-to-repair' : 'no-address';
}

function choose(reachable: readonly Contact[], urgency: Urgency): readonly Contact[] {
  const desks = urgency === 'act-now' ? [ACT_NOW_DESKS, SMALL_PRACTICE_DESKS] : [USUAL_DESKS];
  for (const each of desks) {
    const chosen = each.flatMap((roles) => reachable.find(({ role }) => roles.includes(role)) ?? []);
    if (chosen.length > 0) return chosen;
  }
  return reachable.slice(0, 1);
}

function firstDoors(contact: Contact, { urgency, open }: ToPlan): readonly Door[] {
  if (isReachable(contact) || urgency !== 'act-now') return channelsOf(contact);
  return laterDoorsOf(contact, open ?? []).slice(0, 1);
}

function deliveriesTo(contact: Contact, plan: ToPlan, now: Instant): readonly PlannedDelivery[] {
  const { messages, urgency } = plan;
  const message = messages.find(({ language }) => language === contact.language) ?? messages[0];
  return firstDoors(contact, plan).map(({ channel, address }) => ({
    messageKey: message.key,
    thread: message.thread,
    institutionId: contact.institutionId,
    contactId: contact.id,
    channel,
    address,
    urgent: urgency === 'act-now',
    notBefore: now,
  }));
}

/** A small practice often gives one mailbox for every role. */
function oncePerAddress(deliveries: readonly PlannedDelivery[]): readonly PlannedDelivery[] {
  const seen = new Set<string>();
  return deliveries.filter(({ channel, address }) => {
    const key = `${channel} ${channel === 'email' ? address.trim().toLowerCase() : address}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
