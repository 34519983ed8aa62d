import type { ContactId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { Contact, ContactRole } from '../institutions/contact.ts';
import { awayNow, isOfTopics, type MessageFacts } from './decide-arrival.ts';
import { doorsAsWished, type WishesOf } from './doors-as-wished.ts';
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
  /** How contacts want to be told; absent: everything at once, through every door. */
  readonly wishes?: WishesOf;
  /** What wishes may be about, beside the urgency. */
  readonly about?: Omit<MessageFacts, 'urgency'>;
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
 * Decides who of an institution gets a message, through which channels, and when. One address gets one message once; contacts to repair are passed
 * over; whoever had an earlier message of the thread has this one too (DOMAIN §7.7, rule 1). A contact with a webhook, a chat or a device gets it
 * there as well, unless it wished otherwise. Who has a telephone alone is rung at once when it is act now, and for nothing else.
 *
 * Wishes move what may wait: to the bundle, to who reads of it, to who stands in for who is on holiday. Act now goes to everybody to whom it would
 * go without them, now, and to who stands in as well.
 */
export function planDeliveries(plan: ToPlan, now: Instant): DeliveryPlan {
  const reachable = plan.contacts
    .filter((contact) => contact.toRepair === undefined && firstDoors(contact, plan).length > 0)
    .toSorted(byOrder);
  if (reachable.length === 0) return { deliveries: [], unreachable: { because: whyUnreachable(plan.contacts) } };
  const earlier = reachable.filter((contact) => plan.earlierThreadContacts?.includes(contact.id) === true);
  const chosen = plan.urgency === 'act-now' ? choose(reachable, plan.urgency) : chooseAsWished(reachable, plan, now);
  const readers = new Set([...chosen, ...earlier].flatMap((reader) => withStandIn(reader, reachable, plan, now)));
  return { deliveries: oncePerAddress([...readers].flatMap((reader) => deliveriesTo(reader, plan, now))) };
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
  const chosen = chooseByDesk(reachable, urgency);
  return chosen.length > 0 ? chosen : reachable.slice(0, 1);
}

function chooseByDesk(reachable: readonly Contact[], urgency: Urgency): readonly Contact[] {
  const desks = urgency === 'act-now' ? [ACT_NOW_DESKS, SMALL_PRACTICE_DESKS] : [USUAL_DESKS];
  for (const each of desks) {
    const chosen = each.flatMap((roles) => reachable.find(({ role }) => roles.includes(role)) ?? []);
    if (chosen.length > 0) return chosen;
  }
  return [];
}

/**
 * Of those who are there, the first at the desk who reads of this; with them whoever asked for its topic. Where the first of all is on holiday and
 * named somebody, that one. Where nobody is there or nobody reads of it, whom it would be without wishes.
 */
function chooseAsWished(reachable: readonly Contact[], plan: ToPlan, now: Instant): readonly Contact[] {
  const { wishes, urgency } = plan;
  if (wishes === undefined) return choose(reachable, urgency);
  const facts: MessageFacts = { ...plan.about, urgency };
  const there = reachable.filter((contact) => awayNow(wishes(contact), now) === undefined);
  const subscribers = there.filter((contact) => {
    const { topics } = wishes(contact);
    return topics !== undefined && isOfTopics(facts, topics);
  });
  const [first] = choose(reachable, urgency);
  const hasStandIn = first !== undefined && standInOf(first, reachable, plan, now) !== undefined;
  if (hasStandIn) return [first, ...subscribers];
  const pool = there.length > 0 ? there : reachable;
  const reads = pool.filter((contact) => {
    const { topics } = wishes(contact);
    return topics === undefined || isOfTopics(facts, topics);
  });
  const chosen = chooseByDesk(reads, urgency);
  return [...(chosen.length > 0 ? chosen : choose(pool, urgency)), ...subscribers];
}

/** Who is on holiday has what may wait read by who stands in; of act now both hear. */
function withStandIn(reader: Contact, reachable: readonly Contact[], plan: ToPlan, now: Instant): readonly Contact[] {
  const standIn = standInOf(reader, reachable, plan, now);
  if (standIn === undefined) return [reader];
  return plan.urgency === 'act-now' ? [reader, standIn] : [standIn];
}

/** Somebody of the same institution who can be reached and is not on holiday too. */
function standInOf(contact: Contact, reachable: readonly Contact[], { wishes }: ToPlan, now: Instant): Contact | undefined {
  const away = wishes === undefined ? undefined : awayNow(wishes(contact), now);
  if (wishes === undefined || away?.standIn === undefined || away.standIn === contact.id) return undefined;
  const standIn = reachable.find(({ id }) => id === away.standIn);
  return standIn === undefined || awayNow(wishes(standIn), now) !== undefined ? undefined : standIn;
}

function firstDoors(contact: Contact, { urgency, open }: ToPlan): readonly Door[] {
  if (isReachable(contact) || urgency !== 'act-now') return channelsOf(contact);
  return laterDoorsOf(contact, open ?? []).slice(0, 1);
}

function deliveriesTo(contact: Contact, plan: ToPlan, now: Instant): readonly PlannedDelivery[] {
  const { messages, urgency } = plan;
  const message = messages.find(({ language }) => language === contact.language) ?? messages[0];
  const doors = doorsAsWished(firstDoors(contact, plan), { ...plan.about, urgency }, plan.wishes?.(contact), now);
  return doors.map(({ channel, address, notBefore, heldBecause }) => ({
    messageKey: message.key,
    thread: message.thread,
    institutionId: contact.institutionId,
    contactId: contact.id,
    channel,
    address,
    urgent: urgency === 'act-now',
    notBefore,
    ...(heldBecause === undefined ? {} : { heldBecause }),
  }));
}

/** A small practice often gives one mailbox for every role. What comes now goes before what waits. */
function oncePerAddress(deliveries: readonly PlannedDelivery[]): readonly PlannedDelivery[] {
  const seen = new Set<string>();
  const soonest = deliveries.toSorted((a, b) => Number(a.heldBecause !== undefined) - Number(b.heldBecause !== undefined));
  return soonest.filter(({ channel, address }) => {
    const key = `${channel} ${channel === 'email' ? address.trim().toLowerCase() : address}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
