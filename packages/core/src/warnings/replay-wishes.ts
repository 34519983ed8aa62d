import type { ContactId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { HeldBecause, MessageFacts } from '../deliveries/decide-arrival.ts';
import type { WishesOf } from '../deliveries/doors-as-wished.ts';
import { planDeliveries } from '../deliveries/plan-deliveries.ts';
import type { Wishes } from '../deliveries/wishes.ts';
import type { Contact } from '../institutions/contact.ts';

/** One thing that an institution was told. */
export type Told = { readonly at: Instant; readonly facts: MessageFacts };

export type Replayed = {
  /** Messages by themselves, and of these act now. */
  readonly atOnce: number;
  readonly actNow: number;
  /** Messages in bundles, and how many bundles that are. */
  readonly bundled: number;
  readonly bundles: number;
  readonly byBecause: Readonly<Partial<Record<HeldBecause, number>>>;
};

/**
 * What a contact would have got of what its institution was told, with these wishes: "3 berichten meteen, 12 in de bundel". The same plan as the real
 * one makes. Holidays are left out: those that are to come say nothing of what was.
 */
export function replayWishes(
  told: readonly Told[],
  of: { readonly contactId: ContactId; readonly wishes: Wishes; readonly contacts: readonly Contact[]; readonly others: WishesOf },
): Replayed {
  const { contactId, contacts } = of;
  const present = (wishes: Wishes): Wishes => ({ ...wishes, away: [] });
  const wishes: WishesOf = (contact) => present(contact.id === contactId ? of.wishes : of.others(contact));
  const counts = { atOnce: 0, actNow: 0, bundled: 0, byBecause: {} as Partial<Record<HeldBecause, number>> };
  const bundles = new Set<Instant>();
  for (const { at, facts } of told) {
    const { urgency, ...about } = facts;
    const messages = [{ key: '', thread: '', language: 'nl' }] as const;
    const its = planDeliveries({ messages: [...messages], urgency, contacts, wishes, about }, at).deliveries.filter(
      (delivery) => delivery.contactId === contactId,
    );
    const held = its.find(({ heldBecause }) => heldBecause !== undefined);
    if (held?.heldBecause !== undefined) {
      counts.bundled += 1;
      counts.byBecause[held.heldBecause] = (counts.byBecause[held.heldBecause] ?? 0) + 1;
      bundles.add(held.notBefore);
    } else if (its.length > 0) {
      counts.atOnce += 1;
      if (urgency === 'act-now') counts.actNow += 1;
    }
  }
  return { ...counts, bundles: bundles.size };
}
