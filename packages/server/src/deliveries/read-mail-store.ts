import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import type { Transaction } from '../database/open-database.ts';

export type Bookmark = { readonly uidValidity: string; readonly lastUid: number };

export async function findBookmark(trx: Transaction, mailbox: string): Promise<Bookmark | undefined> {
  const found = await sql<{
    uid_validity: string;
    last_uid: string;
  }>`select uid_validity, last_uid from forewarn.mailbox_bookmarks where mailbox = ${mailbox}`.execute(trx);
  return found.rows.map((row) => ({ uidValidity: row.uid_validity, lastUid: Number(row.last_uid) }))[0];
}

/** It only moves on, unless the mailbox is another one. */
export async function moveBookmark(trx: Transaction, mailbox: string, { uidValidity, lastUid }: Bookmark, now: Instant): Promise<void> {
  await sql`insert into forewarn.mailbox_bookmarks as b (mailbox, uid_validity, last_uid, read_at) values (${mailbox}, ${uidValidity}, ${lastUid}, ${now})
    on conflict (mailbox) do update set uid_validity = excluded.uid_validity, read_at = excluded.read_at,
      last_uid = case when b.uid_validity = excluded.uid_validity then greatest(b.last_uid, excluded.last_uid) else excluded.last_uid end`.execute(
    trx,
  );
}

export type MailRecord = {
  readonly id: string;
  readonly mailbox: string;
  readonly uidValidity: string;
  readonly uid: number;
  readonly kind: 'bounce' | 'delay' | 'complaint' | 'out-of-office' | 'reply' | 'other' | 'set-aside';
  readonly deliveryId: string | undefined;
  readonly messageId: string | undefined;
  readonly sender: string;
  readonly subject: string;
  readonly note: string;
};

/** False where this mail was read before. */
export async function insertReadMail(trx: Transaction, mail: MailRecord, now: Instant): Promise<boolean> {
  const kept =
    await sql`insert into forewarn.read_mails (id, mailbox, uid_validity, uid, kind, delivery_id, message_id, sender, subject, note, read_at)
    values (${mail.id}, ${mail.mailbox}, ${mail.uidValidity}, ${mail.uid}, ${mail.kind}, ${mail.deliveryId ?? null}, ${mail.messageId ?? null}, ${mail.sender},
      ${mail.subject}, ${mail.note}, ${now})
    on conflict do nothing`.execute(trx);
  return (kept.numAffectedRows ?? 0n) > 0n;
}

export type ReadMailRow = Pick<MailRecord, 'id' | 'kind' | 'sender' | 'subject' | 'note'> & {
  readonly deliveryId?: string;
  readonly readAt: Instant;
};

/** Newest first. */
export async function listReadMails(
  trx: Transaction,
  filter: { readonly kind?: MailRecord['kind']; readonly after?: string; readonly limit: number },
): Promise<readonly ReadMailRow[]> {
  const found = await sql<Omit<ReadMailRow, 'deliveryId' | 'readAt'> & { delivery_id: string | null; read_at: Instant }>`
    select id, kind, delivery_id, sender, subject, note, read_at from forewarn.read_mails where true
    ${filter.kind === undefined ? sql`` : sql`and kind = ${filter.kind}`} ${filter.after === undefined ? sql`` : sql`and id < ${filter.after}`}
    order by id desc limit ${filter.limit}`.execute(trx);
  return found.rows.map(({ delivery_id, read_at, ...row }) => ({ ...row, deliveryId: delivery_id ?? undefined, readAt: read_at }));
}

export type NamedDelivery = {
  readonly id: string;
  readonly channel: Channel;
  readonly address: string;
  readonly institutionName: string;
  readonly contactName: string;
};

/** Which of these deliveries there are, of mail alone. */
export async function findNamedDeliveries(trx: Transaction, ids: readonly string[]): Promise<readonly NamedDelivery[]> {
  const found = await sql<NamedDelivery>`select d.id, d.channel, d.address, i.name as "institutionName", c.name as "contactName"
    from forewarn.deliveries d join forewarn.contacts c on c.id = d.contact_id join forewarn.institutions i on i.id = d.institution_id
    where d.id = any(${ids}::uuid[]) and d.channel = 'email'`.execute(trx);
  return found.rows;
}
