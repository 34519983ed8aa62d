import type { Instant } from '../basics/instant.ts';
import type { ContactId } from '../basics/ids.ts';
import { awayNow } from '../deliveries/decide-arrival.ts';
import { doorsAsWished, inWishedOrder, type TimedDoor } from '../deliveries/doors-as-wished.ts';
import { channelsOf, isReachable, LATER_CHANNELS, laterDoorsOf, type Door } from '../deliveries/doors.ts';
import type { PlannedDelivery } from '../deliveries/planned-delivery.ts';
import type { Contact } from '../institutions/contact.ts';
import type { FollowUpPolicy } from './follow-up-policy.ts';
import type { Knock, ToFollowUp } from './next-follow-up.ts';

/** What choosing a door takes of what follow-up knows. */
export type ToTry = Pick<ToFollowUp, 'policy' | 'contacts' | 'knocks' | 'messages' | 'open' | 'wishes' | 'about'>;

/**
 * Whoever was told, through the first door of each that was not tried yet; those that ring come last. Nobody is rung on holiday while somebody else who
 * was told can be.
 */
export function throughAnotherDoor(due: ToTry, now: Instant): readonly PlannedDelivery[] {
  const told = due.contacts.filter((contact) => isTold(due, contact));
  const deliveries = told.map((contact) => ({ contact, its: anotherDoorOf(due, contact, now) }));
  const elsewhere = deliveries.some(({ contact, its }) => its.length > 0 && !isAway(due, contact, now));
  const left = elsewhere ? deliveries.filter(({ contact, its }) => !its.some(rings) || !isAway(due, contact, now)) : deliveries;
  return left.flatMap(({ its }) => its);
}

/** The next who was not told yet, through all the doors that a first message takes, and one that rings where it is act now: by now it is late. */
export function toSomebodyElse(due: ToTry, now: Instant): readonly PlannedDelivery[] {
  const knocked = new Set(due.knocks.map(({ channel, address }) => `${channel} ${address.trim().toLowerCase()}`));
  const others = due.contacts
    .filter((contact) => contact.toRepair === undefined && !isTold(due, contact))
    .toSorted((a, b) => Number(isAway(due, a, now)) - Number(isAway(due, b, now)) || byRank(due.policy)(a, b));
  for (const contact of others) {
    const rings = due.policy.urgency === 'act-now' ? laterDoorsOf(contact, due.open ?? []).slice(0, 1) : [];
    const doors = [...channelsOf(contact), ...rings].filter(
      ({ channel, address }) => !knocked.has(`${channel} ${address.trim().toLowerCase()}`),
    );
    if (doors.length > 0) return asWished(due, contact, doors, now).map((door) => deliveryTo(due, contact, door));
  }
  return [];
}

/**
 * A door failed: what is done now, without waiting for the next step. Another door of the same contact, else somebody else. Where another delivery
 * of the same message is on its way or arrived, only act now goes on to somebody else.
 */
export function afterFailedDoor(due: ToTry, contactId: ContactId, now: Instant): readonly PlannedDelivery[] {
  const isHeardElsewhere = due.knocks.some(({ state }) => COMES.includes(state));
  if (isHeardElsewhere && due.policy.urgency !== 'act-now') return [];
  const contact = due.contacts.find(({ id }) => id === contactId);
  const same = contact === undefined || isStillTrying(due, contactId) ? [] : anotherDoorOf(due, contact, now);
  return same.length > 0 || isStillTrying(due, contactId) ? same : toSomebodyElse(due, now);
}

/** Whoever was told and can be reached. */
export function toldContacts(due: Pick<ToFollowUp, 'contacts' | 'knocks'>): readonly Contact[] {
  return due.contacts.filter((contact) => isReachable(contact) && isTold(due, contact));
}

function isTold({ knocks }: Pick<ToFollowUp, 'knocks'>, { id }: Contact): boolean {
  return knocks.some(({ contactId }) => contactId === id);
}

/** Through another door the contact has the message, or will have it. */
function isStillTrying({ knocks }: ToTry, contactId: ContactId): boolean {
  return knocks.some((knock) => knock.contactId === contactId && COMES.includes(knock.state));
}

/** It arrived, or will: at once or in the bundle. */
const COMES: readonly Knock['state'][] = ['sent', 'planned', 'held'];

function isAway({ wishes }: ToTry, contact: Contact, now: Instant): boolean {
  return wishes !== undefined && awayNow(wishes(contact), now) !== undefined;
}

function rings({ channel }: Pick<Door, 'channel'>): boolean {
  return (LATER_CHANNELS as readonly string[]).includes(channel);
}

/** What may wait comes as this contact wishes; act now through all of these, now. */
function asWished(due: ToTry, contact: Contact, doors: readonly Door[], now: Instant): readonly TimedDoor[] {
  return doorsAsWished(doors, { ...due.about, urgency: due.policy.urgency }, due.wishes?.(contact), now);
}

/** A contact whose address bounced still has a telephone. */
function anotherDoorOf(due: ToTry, contact: Contact, now: Instant): readonly PlannedDelivery[] {
  const order = due.wishes?.(contact).channels ?? [];
  const doors = [
    ...(contact.toRepair === undefined ? inWishedOrder(channelsOf(contact), order) : []),
    // Those that were not wished for are still doors to somebody who does not answer.
    ...(contact.toRepair === undefined ? channelsOf(contact) : []),
    ...inWishedOrder(laterDoorsOf(contact, due.open ?? []), order),
    ...laterDoorsOf(contact, due.open ?? []),
  ];
  const door = doors.find(({ channel }) => !due.knocks.some((knock) => knock.contactId === contact.id && knock.channel === channel));
  return door === undefined ? [] : asWished(due, contact, [door], now).map((timed) => deliveryTo(due, contact, timed));
}

function byRank({ first }: FollowUpPolicy): (a: Contact, b: Contact) => number {
  const rank = ({ role }: Contact) => (first.includes(role) ? first.indexOf(role) : first.length);
  return (a, b) => rank(a) - rank(b) || a.order - b.order || (a.id < b.id ? -1 : 1);
}

function deliveryTo(
  { messages, policy }: ToTry,
  contact: Contact,
  { channel, address, notBefore, heldBecause }: TimedDoor,
): PlannedDelivery {
  const message = messages.find(({ language }) => language === contact.language) ?? messages[0];
  return {
    messageKey: message.key,
    thread: message.thread,
    institutionId: contact.institutionId,
    contactId: contact.id,
    channel,
    address,
    urgent: policy.urgency === 'act-now',
    notBefore,
    ...(heldBecause === undefined ? {} : { heldBecause }),
  };
}
