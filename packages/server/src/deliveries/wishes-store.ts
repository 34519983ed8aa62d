import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { WishesOf } from '@forewarn/core/deliveries/doors-as-wished.ts';
import { readWishes } from '@forewarn/core/deliveries/read-wishes.ts';
import { usualWishes, type Wishes } from '@forewarn/core/deliveries/wishes.ts';
import type { Transaction } from '../database/open-database.ts';

/** Stored spelling: who changed them. */
export type WishedThrough = 'contact' | 'institution' | 'cert';

export type StoredWishes = {
  readonly contactId: string;
  readonly wishes: Wishes;
  readonly changedAt: Instant;
  readonly changedBy: string;
  readonly through: WishedThrough;
};

/** What contacts of these institutions wish; who said nothing has no row. */
export async function findWishes(trx: Transaction, institutionIds: readonly string[]): Promise<readonly StoredWishes[]> {
  const found = await sql<{ contact_id: string; wishes: unknown; changed_at: Instant; changed_by: string; through: WishedThrough }>`
    select contact_id, wishes, changed_at, changed_by, through from forewarn.contact_wishes
    where institution_id = any(${institutionIds}::uuid[])`.execute(trx);
  return found.rows.flatMap((row) => {
    const read = readWishes(row.wishes);
    // What another version of Forewarn wrote and this one can't read is as if nothing had been said.
    if (read.kind === 'unreadable') return [];
    const { changed_at: changedAt, changed_by: changedBy, through } = row;
    return [{ contactId: row.contact_id, wishes: read.value, changedAt, changedBy, through }];
  });
}

/** How each contact of these institutions wants to be told, as core asks it. */
export async function loadWishes(trx: Transaction, institutionIds: readonly string[]): Promise<WishesOf> {
  const stored = new Map<string, Wishes>((await findWishes(trx, institutionIds)).map(({ contactId, wishes }) => [contactId, wishes]));
  return ({ id, role }) => stored.get(id) ?? usualWishes(role);
}

export async function keepWishes(trx: Transaction, institutionId: string, stored: StoredWishes): Promise<void> {
  await sql`insert into forewarn.contact_wishes (contact_id, institution_id, wishes, changed_at, changed_by, through)
    values (${stored.contactId}, ${institutionId}, ${JSON.stringify(stored.wishes)}::jsonb, ${stored.changedAt}, ${stored.changedBy}, ${stored.through})
    on conflict on constraint contact_wishes_pkey do update set wishes = excluded.wishes, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
      through = excluded.through`.execute(trx);
}

/** The contact is told as its role usually is. */
export async function forgetWishes(trx: Transaction, contactId: string): Promise<void> {
  await sql`delete from forewarn.contact_wishes where contact_id = ${contactId}`.execute(trx);
}

export async function changeLanguage(trx: Transaction, contactId: string, language: 'nl' | 'en'): Promise<void> {
  await sql`update forewarn.contacts set language = ${language} where id = ${contactId} and removed_at is null`.execute(trx);
}

/** Which contacts the account that acts is: made for them, or with their address. */
export async function findOwnContacts(
  trx: Transaction,
  accountId: string | undefined,
  institutionId: string,
): Promise<ReadonlySet<string>> {
  if (accountId === undefined) return new Set();
  const found = await sql<{
    id: string;
  }>`select c.id from forewarn.accounts a join forewarn.contacts c on c.institution_id = a.institution_id
    where a.id = ${accountId} and a.institution_id = ${institutionId} and a.disabled_at is null and c.removed_at is null
      and (a.contact_id = c.id or coalesce(a.email, a.invited_email) = lower(trim(c.email)))`.execute(trx);
  return new Set(found.rows.map(({ id }) => id));
}
