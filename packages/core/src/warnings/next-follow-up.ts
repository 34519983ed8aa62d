import { millisecondsOf, instantOf, type Instant } from '../basics/instant.ts';
import type { MessageFacts } from '../deliveries/decide-arrival.ts';
import type { WishesOf } from '../deliveries/doors-as-wished.ts';
import type { LaterChannel } from '../deliveries/doors.ts';
import type { Message } from '../deliveries/message.ts';
import type { PlannedDelivery } from '../deliveries/planned-delivery.ts';
import type { Contact } from '../institutions/contact.ts';
import { throughAnotherDoor, toldContacts, toSomebodyElse } from './doors-to-try.ts';
import type { FollowUpAction, FollowUpPolicy } from './follow-up-policy.ts';
import type { Standing } from './standing-of.ts';

/** One delivery of the warning to this institution, as far as follow-up asks. */
export type Knock = Pick<PlannedDelivery, 'contactId' | 'channel' | 'address'> & {
  /** `held`: it waits for the contact's bundle. */
  readonly state: 'planned' | 'held' | 'sent' | 'failed' | 'cancelled';
  /** When the bundle goes, of one that is held. */
  readonly heldUntil?: Instant;
};

export type ToFollowUp = {
  readonly policy: FollowUpPolicy;
  /** Index of the step that is due. */
  readonly step: number;
  /** When the institution was asked: its clock started. */
  readonly askedAt: Instant;
  readonly standing: Pick<Standing, 'kind' | 'stopsFollowUp'>;
  /** All contacts of the institution, in any order. */
  readonly contacts: readonly Contact[];
  /** What went out of this warning already, whatever came of it. */
  readonly knocks: readonly Knock[];
  /** Channels that ring which the CERT has opened; absent: none. */
  readonly open?: readonly LaterChannel[];
  /** The message of the version in force, per language; the first is for readers of any other. */
  readonly messages: readonly [Pick<Message, 'key' | 'thread' | 'language'>, ...Pick<Message, 'key' | 'thread' | 'language'>[]];
  /** How contacts want to be told; absent: at once. */
  readonly wishes?: WishesOf;
  readonly about?: Omit<MessageFacts, 'urgency'>;
};

export type FollowUp =
  | { readonly kind: 'ended'; readonly because: 'answered' | 'no-more-steps' }
  /** Nobody was told yet: all waits for a bundle. The clock begins when it goes. */
  | { readonly kind: 'held'; readonly askedAt: Instant; readonly next: { readonly step: number; readonly at: Instant } }
  | {
      readonly kind: 'done';
      /** What was really done: where a step finds no door or nobody more, the next kind of step takes its place. */
      readonly action: FollowUpAction;
      readonly deliveries: readonly PlannedDelivery[];
      /** Undefined after the last step. */
      readonly next?: { readonly step: number; readonly at: Instant };
    };

/**
 * Decides what is done now for an institution that has not answered (DESIGN §5). An answer that stops the clock ends it, whichever door it came
 * through. The same arguments give the same answer, and what was delivered already is not delivered again.
 */
export function nextFollowUp(due: ToFollowUp, now: Instant): FollowUp {
  if (due.standing.stopsFollowUp) return { kind: 'ended', because: 'answered' };
  const step = due.policy.steps[due.step];
  if (step === undefined) return { kind: 'ended', because: 'no-more-steps' };
  const held = whileHeld(due, now);
  if (held !== undefined) return held;
  const next = followUpDueAt(due.policy, due.step + 1, due.askedAt);
  return { kind: 'done', ...tryFrom(step.action, due, now), ...(next === undefined ? {} : { next: { step: due.step + 1, at: next } }) };
}

/** A message in a bundle that has not gone is not sent: nobody is chased for what they could not have read. */
function whileHeld(due: ToFollowUp, now: Instant): FollowUp | undefined {
  if (due.policy.urgency === 'act-now' || due.knocks.length === 0) return undefined;
  const live = due.knocks.filter(({ state }) => state !== 'cancelled');
  if (live.length === 0 || !live.every(({ state }) => state === 'held')) return undefined;
  const [soonest = now] = live.flatMap(({ heldUntil }) => heldUntil ?? []).toSorted();
  const askedAt = soonest > now ? soonest : now;
  const at = followUpDueAt(due.policy, due.step, askedAt);
  return at === undefined ? undefined : { kind: 'held', askedAt, next: { step: due.step, at } };
}

/** When a step of the policy is due; undefined where there is no such step. */
export function followUpDueAt(policy: FollowUpPolicy, step: number, askedAt: Instant): Instant | undefined {
  const minutes = policy.steps[step]?.afterMinutes;
  return minutes === undefined ? undefined : instantOf(millisecondsOf(askedAt) + minutes * 60_000);
}

type Tried = { readonly action: FollowUpAction; readonly deliveries: readonly PlannedDelivery[] };

/** A door that is not there leads to the next person, and where there is nobody more somebody telephones. */
function tryFrom(action: FollowUpAction, due: ToFollowUp, now: Instant): Tried {
  switch (action) {
    case 'next-channel': {
      const deliveries = throughAnotherDoor(due, now);
      return deliveries.length > 0 ? { action, deliveries } : tryFrom('next-contact', due, now);
    }
    case 'next-contact': {
      const deliveries = toSomebodyElse(due, now);
      return deliveries.length > 0 ? { action, deliveries } : { action: 'call-list', deliveries: [] };
    }
    case 'remind':
      return toldContacts(due).length > 0 ? { action, deliveries: [] } : tryFrom('next-contact', due, now);
    case 'call-list':
      return { action, deliveries: [] };
  }
}
