import type { Instant } from '../basics/instant.ts';
import type { Contact } from '../institutions/contact.ts';
import { decideArrival, type HeldBecause, type MessageFacts } from './decide-arrival.ts';
import { LATER_CHANNELS, type Door } from './doors.ts';
import type { Channel } from './planned-delivery.ts';
import type { Wishes } from './wishes.ts';

/** How each contact wants to be told; what is not known of them is what their role usually wants. */
export type WishesOf = (contact: Pick<Contact, 'id' | 'role'>) => Wishes;

/** A door with when it opens, and why it waits for the bundle where it does. */
export type TimedDoor = Door & { readonly notBefore: Instant; readonly heldBecause?: HeldBecause };

/**
 * Through which of these doors a message comes, and when. Act now: all of them, now. What may wait: the first as wished, now or in the bundle. A
 * webhook is read by a program, which no hour disturbs. What rings is not bundled: it rings when the bundle goes.
 */
export function doorsAsWished(doors: readonly Door[], facts: MessageFacts, wishes: Wishes | undefined, now: Instant): readonly TimedDoor[] {
  const atOnce = doors.map((door): TimedDoor => ({ ...door, notBefore: now }));
  if (wishes === undefined || facts.urgency === 'act-now') return atOnce;
  const machines = atOnce.filter(({ channel }) => channel === 'webhook');
  const people = atOnce.filter(({ channel }) => channel !== 'webhook');
  const preferred = inWishedOrder(people, wishes.channels);
  const arrival = decideArrival(facts, wishes, now);
  if (arrival.kind === 'at-once') return [...(wishes.channels.length === 0 ? people : preferred.slice(0, 1)), ...machines];
  const [first] = preferred;
  if (first === undefined) return machines;
  const held = rings(first.channel) ? {} : { heldBecause: arrival.because };
  return [{ ...first, notBefore: arrival.at, ...held }, ...machines];
}

/** Those that were named, in their order; where the contact has none of these, what it has. */
export function inWishedOrder<One extends Pick<Door, 'channel'>>(doors: readonly One[], channels: readonly Channel[]): readonly One[] {
  const named = doors.filter(({ channel }) => channels.includes(channel));
  return named.length === 0 ? doors : named.toSorted((a, b) => channels.indexOf(a.channel) - channels.indexOf(b.channel));
}

function rings(channel: Channel): boolean {
  return (LATER_CHANNELS as readonly Channel[]).includes(channel);
}
