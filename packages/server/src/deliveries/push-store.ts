import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import type { SealedText } from '../database/sealed-text.ts';

export type StoredSubscription = {
  readonly id: string;
  /** Of the browser's push service: a capability, told to nobody. */
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly device: string;
  readonly addedAt: Instant;
  readonly usedAt: Instant | undefined;
};

export async function findSubscriptions(trx: Transaction, contactId: string): Promise<readonly StoredSubscription[]> {
  const found = await sql<{
    id: string;
    endpoint: string;
    p256dh: string;
    auth: string;
    device: string;
    added_at: Instant;
    used_at: Instant | null;
  }>`
    select id, endpoint, p256dh, auth, device, added_at, used_at from forewarn.push_subscriptions where contact_id = ${contactId} order by id`.execute(
    trx,
  );
  return found.rows.map(({ added_at, used_at, ...row }) => ({ ...row, addedAt: added_at, usedAt: used_at ?? undefined }));
}

export type NewSubscription = Omit<StoredSubscription, 'auth' | 'usedAt'> & {
  readonly auth: SealedText;
  readonly institutionId: string;
  readonly contactId: string;
};

/** False where the device is known already. */
export async function insertSubscription(trx: Transaction, added: NewSubscription): Promise<boolean> {
  const kept = await sql`insert into forewarn.push_subscriptions (id, institution_id, contact_id, endpoint, p256dh, auth, device, added_at)
    values (${added.id}, ${added.institutionId}, ${added.contactId}, ${added.endpoint}, ${added.p256dh}, ${added.auth}, ${added.device}, ${added.addedAt})
    on conflict do nothing`.execute(trx);
  return (kept.numAffectedRows ?? 0n) > 0n;
}

export async function deleteSubscriptions(trx: Transaction, ids: readonly string[]): Promise<number> {
  const removed = await sql`delete from forewarn.push_subscriptions where id = any(${ids}::uuid[])`.execute(trx);
  return Number(removed.numAffectedRows ?? 0n);
}

export async function deleteAllSubscriptions(trx: Transaction): Promise<number> {
  const removed = await sql`delete from forewarn.push_subscriptions`.execute(trx);
  return Number(removed.numAffectedRows ?? 0n);
}

export async function deleteSubscription(trx: Transaction, contactId: string, id: string): Promise<boolean> {
  const removed = await sql`delete from forewarn.push_subscriptions where id = ${id} and contact_id = ${contactId}`.execute(trx);
  return (removed.numAffectedRows ?? 0n) > 0n;
}

export async function markUsed(trx: Transaction, ids: readonly string[], now: Instant): Promise<void> {
  await sql`update forewarn.push_subscriptions set used_at = ${now} where id = any(${ids}::uuid[])`.execute(trx);
}
