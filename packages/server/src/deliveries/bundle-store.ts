import { sql } from 'kysely';
import type { ContactId, InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { HeldBecause } from '@forewarn/core/deliveries/decide-arrival.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import type { Transaction } from '../database/open-database.ts';

/** A delivery that waits for its contact's bundle. */
export type HeldDelivery = {
  readonly id: string;
  readonly contactId: ContactId;
  readonly institutionId: InstitutionId;
  readonly channel: Channel;
  readonly linkId?: string;
  readonly heldBecause: HeldBecause;
  readonly message: Message;
};

/** Contacts with something due for a bundle, by id, each held by this transaction; two at once never take the same. */
export async function takeDueContacts(trx: Transaction, now: Instant, limit: number): Promise<readonly ContactId[]> {
  const found = await sql<{ id: ContactId }>`select c.id from forewarn.contacts c
    where c.id in (select d.contact_id from forewarn.deliveries d where d.state = 'held' and d.bundled_in is null and d.next_attempt_at <= ${now}
      order by d.next_attempt_at limit ${limit * 20})
    order by c.id limit ${limit} for no key update skip locked`.execute(trx);
  return found.rows.map(({ id }) => id);
}

/** Everything of these contacts that waits, due or not: it all goes with the bundle that goes now. In the order in which it was planned. */
export async function holdWaiting(trx: Transaction, contactIds: readonly string[]): Promise<readonly HeldDelivery[]> {
  const found = await sql<{
    id: string;
    contact_id: ContactId;
    institution_id: InstitutionId;
    channel: Channel;
    link_id: string | null;
    held_because: HeldBecause;
    message: Message;
  }>`select d.id, d.contact_id, d.institution_id, d.channel, d.link_id, d.held_because, m.message
    from forewarn.deliveries d join forewarn.messages m on m.key = d.message_key
    where d.contact_id = any(${contactIds}::uuid[]) and d.state = 'held' and d.bundled_in is null order by d.planned_at, d.id for update of d`.execute(
    trx,
  );
  return found.rows.map((row) => ({
    id: row.id,
    contactId: row.contact_id,
    institutionId: row.institution_id,
    channel: row.channel,
    linkId: row.link_id ?? undefined,
    heldBecause: row.held_because,
    message: row.message,
  }));
}

/** They go with the delivery of this message to their contact. */
export async function putInBundle(
  trx: Transaction,
  ids: readonly string[],
  bundle: { readonly messageKey: string; readonly contactId: string },
): Promise<void> {
  await sql`update forewarn.deliveries d set bundled_in = b.id from forewarn.deliveries b
    where d.id = any(${ids}::uuid[]) and b.message_key = ${bundle.messageKey} and b.contact_id = ${bundle.contactId}`.execute(trx);
}

/** They go by themselves after all, now. */
export async function sendUnbundled(trx: Transaction, ids: readonly string[], now: Instant): Promise<void> {
  await sql`update forewarn.deliveries set state = 'planned', next_attempt_at = ${now}, planned_again_at = ${now} where id = any(${ids}::uuid[]) and state = 'held'`.execute(
    trx,
  );
}

/** They wait for a later bundle. */
export async function waitUntil(trx: Transaction, ids: readonly string[], at: Instant): Promise<void> {
  await sql`update forewarn.deliveries set next_attempt_at = ${at} where id = any(${ids}::uuid[]) and state = 'held'`.execute(trx);
}

/** There is no door any more through which a bundle could go. */
export async function failHeld(trx: Transaction, ids: readonly string[], because: string, now: Instant): Promise<void> {
  await sql`update forewarn.deliveries set state = 'failed', ended_at = ${now}, ended_because = ${because} where id = any(${ids}::uuid[]) and state = 'held'`.execute(
    trx,
  );
}

/** Whether a bundle of this key was made already, for whom its key names. */
export async function isBundled(trx: Transaction, messageKeys: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await sql<{ key: string }>`select key from forewarn.messages where key = any(${messageKeys}::text[])`.execute(trx);
  return new Set(found.rows.map(({ key }) => key));
}

/** Deliveries that went with this one. */
export async function findBundled(trx: Transaction, deliveryId: string): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select id from forewarn.deliveries where bundled_in = ${deliveryId} order by id`.execute(trx);
  return found.rows.map(({ id }) => id);
}

/** The threads of what went with each of these, by delivery. */
export async function findThreadsBundled(
  trx: Transaction,
  deliveryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await sql<{ id: string; threads: string[] }>`select bundled_in as id, array_agg(distinct thread) as threads
    from forewarn.deliveries where bundled_in = any(${deliveryIds}::uuid[]) group by bundled_in`.execute(trx);
  return new Map(found.rows.map(({ id, threads }) => [id, threads]));
}

/** What waits for a contact moves to when its next bundle goes now. Returns how much waits. */
export async function moveWaiting(trx: Transaction, contactId: string, at: Instant): Promise<number> {
  const moved =
    await sql`update forewarn.deliveries set next_attempt_at = ${at} where contact_id = ${contactId} and state = 'held' and bundled_in is null`.execute(
      trx,
    );
  return Number(moved.numAffectedRows ?? 0n);
}

/** How much waits for the bundle of each contact of an institution. */
export async function countWaiting(trx: Transaction, institutionId: string): Promise<ReadonlyMap<string, number>> {
  const found = await sql<{ contact_id: string; waiting: number }>`select contact_id, count(*)::int as waiting from forewarn.deliveries
    where institution_id = ${institutionId} and state = 'held' and bundled_in is null group by contact_id`.execute(trx);
  return new Map(found.rows.map((row) => [row.contact_id, row.waiting]));
}
