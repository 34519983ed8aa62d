import { sql } from 'kysely';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Contact, ContactRole } from '@forewarn/core/institutions/contact.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Transaction } from '../database/open-database.ts';
import type { SealedText } from '../database/sealed-text.ts';

type Row = {
  id: string;
  institution_id: string;
  name: string;
  role: ContactRole;
  email: string | null;
  phone: string | null;
  webhook_url: string | null;
  chat_host: string | null;
  push_devices: number;
  language: Language;
  position: number;
  to_repair: string | null;
  confirmed_at: Instant | null;
};

/** Contacts in force of these institutions, in the order in which they are asked. */
export async function findContacts(trx: Transaction, institutionIds: readonly string[]): Promise<readonly Contact[]> {
  const found = await sql<Row>`select id, institution_id, name, role, email, phone, webhook_url, chat_host, language, position, to_repair,
      confirmed_at, (select count(*)::int from forewarn.push_subscriptions p where p.contact_id = contacts.id) as push_devices
    from forewarn.contacts where institution_id = any(${institutionIds}::uuid[]) and removed_at is null order by institution_id, position, id`.execute(
    trx,
  );
  return found.rows.map(contactOf);
}

/** One that is in force, of whatever institution. */
export async function findContact(trx: Transaction, id: string): Promise<Contact | undefined> {
  const found = await sql<Row>`select id, institution_id, name, role, email, phone, webhook_url, chat_host, language, position, to_repair,
      confirmed_at, (select count(*)::int from forewarn.push_subscriptions p where p.contact_id = contacts.id) as push_devices
    from forewarn.contacts where id = ${id} and removed_at is null`.execute(trx);
  return found.rows.map(contactOf)[0];
}

function contactOf(row: Row): Contact {
  return {
    id: idOf<'Contact'>(row.id),
    institutionId: idOf<'Institution'>(row.institution_id),
    name: row.name,
    role: row.role,
    email: row.email ?? undefined,
    phone: row.phone ?? undefined,
    webhookUrl: row.webhook_url ?? undefined,
    chatHost: row.chat_host ?? undefined,
    pushDevices: row.push_devices === 0 ? undefined : row.push_devices,
    language: row.language,
    order: row.position,
    toRepair: row.to_repair ?? undefined,
    confirmedAt: row.confirmed_at ?? undefined,
  };
}

/** A contact to write; without a secret the stored one stays. */
export type ContactWrite = Contact & { readonly webhookSecret?: SealedText };

const RECORD = sql`x(id uuid, institution_id uuid, name text, role text, email text, phone text, webhook_url text, webhook_secret text, language text, position smallint, to_repair text)`;

export async function insertContacts(trx: Transaction, contacts: readonly ContactWrite[]): Promise<void> {
  if (contacts.length === 0) return;
  await sql`insert into forewarn.contacts (id, institution_id, name, role, email, phone, webhook_url, webhook_secret, language, position, to_repair)
    select * from json_to_recordset(${recordsOf(contacts)}::json) as ${RECORD}`.execute(trx);
}

export async function updateContacts(trx: Transaction, contacts: readonly ContactWrite[]): Promise<void> {
  if (contacts.length === 0) return;
  await sql`update forewarn.contacts c set name = x.name, role = x.role, email = x.email, phone = x.phone, webhook_url = x.webhook_url,
      webhook_secret = coalesce(x.webhook_secret, c.webhook_secret), language = x.language, position = x.position, to_repair = x.to_repair
    from json_to_recordset(${recordsOf(contacts)}::json) as ${RECORD} where c.id = x.id and c.institution_id = x.institution_id`.execute(
    trx,
  );
}

/** Who is asked first. */
export async function placeContacts(
  trx: Transaction,
  institutionId: string,
  places: readonly { readonly id: string; readonly order: number }[],
): Promise<void> {
  await sql`update forewarn.contacts c set position = x."order"
    from json_to_recordset(${JSON.stringify(places)}::json) as x(id uuid, "order" smallint)
    where c.id = x.id and c.institution_id = ${institutionId}`.execute(trx);
}

/** Sealed, by contact; absent where it has none. */
export async function findWebhookSecrets(trx: Transaction, contactIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (contactIds.length === 0) return new Map();
  const found = await sql<{ id: string; webhook_secret: string }>`select id, webhook_secret from forewarn.contacts
    where id = any(${contactIds}::uuid[]) and webhook_secret is not null`.execute(trx);
  return new Map(found.rows.map((row) => [row.id, row.webhook_secret]));
}

/** The row stays: what was sent to it and answered refers to it. True where it was there. */
export async function removeContact(trx: Transaction, institutionId: string, contactId: string, now: Instant): Promise<boolean> {
  const removed =
    await sql`update forewarn.contacts set removed_at = ${now} where id = ${contactId} and institution_id = ${institutionId} and removed_at is null`.execute(
      trx,
    );
  return (removed.numAffectedRows ?? 0n) > 0n;
}

/** Somebody says that they are right. */
export async function markConfirmed(trx: Transaction, ids: readonly string[], by: string, now: Instant): Promise<void> {
  await sql`update forewarn.contacts set confirmed_at = ${now}, confirmed_by = ${by} where id = any(${ids}::uuid[]) and removed_at is null`.execute(
    trx,
  );
}

function recordsOf(contacts: readonly ContactWrite[]): string {
  return JSON.stringify(
    contacts.map((contact) => ({
      id: contact.id,
      institution_id: contact.institutionId,
      name: contact.name,
      role: contact.role,
      email: contact.email ?? null,
      phone: contact.phone ?? null,
      webhook_url: contact.webhookUrl ?? null,
      webhook_secret: contact.webhookSecret ?? null,
      language: contact.language,
      position: contact.order,
      to_repair: contact.toRepair ?? null,
    })),
  );
}
