import { sql } from 'kysely';
import type { ContactKey, KeyFault, KeyKind, KeySource } from '@forewarn/core/deliveries/contact-key.ts';
import { instantOf, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import type { KeyToEncrypt } from './channels/channel.ts';

/** A row as JSON of the database: times in its own spelling, bytes as `\x` and hexadecimal. */
export type KeyRecord = {
  readonly id: string;
  readonly contact_id: string;
  readonly kind: KeyKind;
  readonly bytes: string;
  readonly fingerprint: string;
  readonly algorithm: string;
  readonly addresses: readonly string[];
  readonly expires_at: string | null;
  readonly source: KeySource;
  readonly added_at: string;
  readonly checked_at: string;
  readonly fault: KeyFault | null;
};

export function keyOf(record: KeyRecord): KeyToEncrypt {
  return {
    id: record.id,
    kind: record.kind,
    bytes: Buffer.from(record.bytes.slice(2), 'hex'),
    fingerprint: record.fingerprint,
    algorithm: record.algorithm,
    addresses: record.addresses,
    expiresAt: record.expires_at === null ? undefined : instantOf(Date.parse(record.expires_at)),
    source: record.source,
    addedAt: instantOf(Date.parse(record.added_at)),
    checkedAt: instantOf(Date.parse(record.checked_at)),
    fault: record.fault ?? undefined,
  };
}

/** The keys of one contact, newest first. */
export async function findKeys(trx: Transaction, contactId: string): Promise<readonly KeyToEncrypt[]> {
  const found = await sql<{ key: KeyRecord }>`select row_to_json(k) as key from forewarn.contact_keys k where contact_id = ${contactId}
    order by added_at desc, id desc`.execute(trx);
  return found.rows.map(({ key }) => keyOf(key));
}

export type KeyToKeep = Omit<KeyToEncrypt, 'checkedAt'> & {
  readonly contactId: string;
  readonly institutionId: string;
  readonly addedBy: string;
};

/** Keeps a key; one that the contact has already stays what it is. True where it is new. */
export async function insertKey(trx: Transaction, key: KeyToKeep): Promise<boolean> {
  const kept =
    await sql`insert into forewarn.contact_keys (id, institution_id, contact_id, kind, bytes, fingerprint, algorithm, addresses, expires_at, source,
      added_at, added_by, checked_at, fault)
    values (${key.id}, ${key.institutionId}, ${key.contactId}, ${key.kind}, ${Buffer.from(key.bytes)}, ${key.fingerprint}, ${key.algorithm},
      ${key.addresses}::text[], ${key.expiresAt ?? null}, ${key.source}, ${key.addedAt}, ${key.addedBy}, ${key.addedAt}, ${key.fault ?? null})
    on conflict do nothing`.execute(trx);
  return (kept.numAffectedRows ?? 0n) > 0n;
}

/** A key was looked at again: what it is now, and its bytes where its publisher renewed it. */
export async function renewKey(
  trx: Transaction,
  id: string,
  found: Pick<ContactKey, 'expiresAt' | 'fault'> & { readonly bytes: Uint8Array },
  now: Instant,
): Promise<void> {
  await sql`update forewarn.contact_keys set bytes = ${Buffer.from(found.bytes)}, expires_at = ${found.expiresAt ?? null}, fault = ${found.fault ?? null},
    checked_at = ${now} where id = ${id}`.execute(trx);
}

/** True where it was there. */
export async function deleteKey(trx: Transaction, contactId: string, id: string): Promise<boolean> {
  const removed = await sql`delete from forewarn.contact_keys where id = ${id} and contact_id = ${contactId}`.execute(trx);
  return (removed.numAffectedRows ?? 0n) > 0n;
}

export type KeyToCheck = KeyToEncrypt & { readonly contactId: string; readonly contactName: string; readonly institutionName: string };

/** Keys that were not looked at since `before`, the longest ago first. */
export async function findKeysToCheck(trx: Transaction, before: Instant, limit: number): Promise<readonly KeyToCheck[]> {
  const found = await sql<{ key: KeyRecord; contact_name: string; institution_name: string }>`
    select row_to_json(k) as key, c.name as contact_name, i.name as institution_name
    from forewarn.contact_keys k join forewarn.contacts c on c.id = k.contact_id join forewarn.institutions i on i.id = k.institution_id
    where k.checked_at < ${before} and c.removed_at is null order by k.checked_at, k.id limit ${limit}`.execute(trx);
  return found.rows.map(({ key, contact_name, institution_name }) => ({
    ...keyOf(key),
    contactId: key.contact_id,
    contactName: contact_name,
    institutionName: institution_name,
  }));
}

export type AddressToAsk = { readonly contactId: string; readonly institutionId: string; readonly address: string };

/** Contacts whose domain was not asked for a key since `before`, or not for this address. Those that no message goes to are left out. */
export async function findAddressesToAsk(trx: Transaction, before: Instant, limit: number): Promise<readonly AddressToAsk[]> {
  const found = await sql<AddressToAsk>`select c.id as "contactId", c.institution_id as "institutionId", c.email as address
    from forewarn.contacts c join forewarn.institutions i on i.id = c.institution_id left join forewarn.key_lookups l on l.contact_id = c.id
    where c.removed_at is null and i.left_at is null and c.email is not null
      and (l.contact_id is null or l.looked_at < ${before} or l.address <> c.email)
    order by l.looked_at nulls first, c.id limit ${limit}`.execute(trx);
  return found.rows;
}

export async function keepLookup(trx: Transaction, asked: AddressToAsk, outcome: string, now: Instant): Promise<void> {
  await sql`insert into forewarn.key_lookups (contact_id, institution_id, address, looked_at, outcome)
    values (${asked.contactId}, ${asked.institutionId}, ${asked.address}, ${now}, ${outcome})
    on conflict on constraint key_lookups_pkey do update set address = excluded.address, looked_at = excluded.looked_at, outcome = excluded.outcome`.execute(
    trx,
  );
}
