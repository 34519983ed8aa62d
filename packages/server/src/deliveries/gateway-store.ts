import { sql } from 'kysely';
import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import type { LaterChannel } from '@forewarn/core/deliveries/doors.ts';
import type { Transaction } from '../database/open-database.ts';

/** What is older than this nobody waits for. */
const LOOK_BACK_SECONDS = 7 * 24 * 3_600;

export type Sending = {
  readonly deliveryId: string;
  readonly gateway: string;
  readonly channel: LaterChannel;
  readonly number: string;
  readonly code: string;
  /** Undefined: no receipt is waited for. */
  readonly receiptDueAt: Instant | undefined;
};

/** That a message goes to a gateway now; another attempt of the same delivery waits for a receipt anew. */
export async function keepSending(trx: Transaction, sending: Sending, now: Instant): Promise<void> {
  await sql`insert into forewarn.gateway_sendings (delivery_id, institution_id, gateway, channel, number, code, sent_at, receipt_due_at)
    select d.id, d.institution_id, ${sending.gateway}, ${sending.channel}, ${sending.number}, ${sending.code}, ${now}::timestamptz, ${sending.receiptDueAt ?? null}::timestamptz
    from forewarn.deliveries d where d.id = ${sending.deliveryId}
    on conflict on constraint gateway_sendings_pkey do update set gateway = excluded.gateway, number = excluded.number, sent_at = excluded.sent_at,
      receipt_due_at = excluded.receipt_due_at, message_id = null, receipt = null, receipt_at = null`.execute(trx);
}

export async function keepMessageId(trx: Transaction, deliveryId: string, messageId: string): Promise<void> {
  await sql`update forewarn.gateway_sendings set message_id = ${messageId} where delivery_id = ${deliveryId}`.execute(trx);
}

/**
 * The delivery that a receipt is about, with what is known of it so far; locked. By the provider's own id, or by the delivery that stood in the
 * address which it calls: its receipt may be here before its yes is written down.
 */
export async function findSendingOf(
  trx: Transaction,
  gateway: string,
  receipt: { readonly messageId: string | undefined; readonly deliveryId: string | undefined },
): Promise<{ readonly deliveryId: string; readonly receipt: string | undefined } | undefined> {
  const found = await sql<{ delivery_id: string; receipt: string | null }>`select delivery_id, receipt from forewarn.gateway_sendings
    where gateway = ${gateway}
      and (message_id = ${receipt.messageId ?? null} or (delivery_id = ${receipt.deliveryId ?? null}::uuid and (message_id is null or ${receipt.messageId ?? null}::text is null)))
    limit 1 for update`.execute(trx);
  return found.rows.map((row) => ({ deliveryId: row.delivery_id, receipt: row.receipt ?? undefined }))[0];
}

export async function keepReceipt(
  trx: Transaction,
  deliveryId: string,
  receipt: 'delivered' | 'failed' | 'missing',
  now: Instant,
): Promise<void> {
  await sql`update forewarn.gateway_sendings set receipt = ${receipt}, receipt_at = ${now} where delivery_id = ${deliveryId}`.execute(trx);
}

/**
 * Deliveries that were sent and of which no receipt came in time, or one that says no: it may have been here before the gateway's yes was written
 * down. Nobody else takes them until the transaction ends.
 */
export async function takeLostSendings(
  trx: Transaction,
  now: Instant,
  limit: number,
): Promise<readonly { readonly deliveryId: string; readonly receipt: 'failed' | undefined }[]> {
  const found = await sql<{
    delivery_id: string;
    receipt: 'failed' | null;
  }>`select g.delivery_id, g.receipt from forewarn.gateway_sendings g join forewarn.deliveries d on d.id = g.delivery_id
    where d.state = 'sent' and (g.receipt = 'failed' or (g.receipt is null and g.receipt_due_at <= ${now}))
      and g.sent_at > ${secondsLater(now, -LOOK_BACK_SECONDS)}
    order by g.receipt_due_at limit ${limit} for update of g skip locked`.execute(trx);
  return found.rows.map((row) => ({ deliveryId: row.delivery_id, receipt: row.receipt ?? undefined }));
}

/** A text message to a number that asked something; newest first. */
export type AskedBySms = {
  readonly deliveryId: string;
  readonly code: string;
  readonly warningId: string;
  readonly institutionId: string;
  readonly contactId: string;
};

/** What the number was asked by text message, of warnings that are open. */
export async function findAskedBySms(trx: Transaction, number: string): Promise<readonly AskedBySms[]> {
  const found = await sql<AskedBySms>`select distinct on (w.id, d.institution_id) d.id as "deliveryId", g.code, w.id as "warningId",
      d.institution_id as "institutionId", d.contact_id as "contactId"
    from forewarn.gateway_sendings g join forewarn.deliveries d on d.id = g.delivery_id join forewarn.answer_links l on l.id = d.link_id
      join forewarn.warnings w on w.id = l.warning_id join forewarn.contacts c on c.id = d.contact_id
    where g.channel = 'sms' and g.number = ${number} and w.state = 'open' and c.removed_at is null
    order by w.id, d.institution_id, g.sent_at desc`.execute(trx);
  return found.rows;
}

/** Of the newest `limit` receipts of each channel, how many were missing and how many were not. */
export async function countRecentReceipts(
  trx: Transaction,
  limit: number,
): Promise<readonly { readonly channel: LaterChannel; readonly missing: number; readonly others: number }[]> {
  const found = await sql<{
    channel: LaterChannel;
    missing: number;
    others: number;
  }>`select channel, count(*) filter (where receipt = 'missing')::int as missing,
      count(*) filter (where receipt <> 'missing')::int as others
    from (select channel, receipt, row_number() over (partition by channel order by receipt_at desc, delivery_id) as place
      from forewarn.gateway_sendings where receipt is not null) newest
    where place <= ${limit} group by channel order by channel`.execute(trx);
  return found.rows;
}

/** Of each channel: when a receipt last said that a message arrived, and how many of the last day never told. */
export async function findLastReceipts(
  trx: Transaction,
  now: Instant,
): Promise<readonly { readonly channel: LaterChannel; readonly deliveredAt: Instant | undefined; readonly missing: number }[]> {
  const found = await sql<{ channel: LaterChannel; delivered_at: Instant | null; missing: number }>`select channel,
      max(receipt_at) filter (where receipt = 'delivered') as delivered_at,
      (count(*) filter (where receipt = 'missing' and receipt_at > ${secondsLater(now, -24 * 3_600)}))::int as missing
    from forewarn.gateway_sendings group by channel order by channel`.execute(trx);
  return found.rows.map((row) => ({ channel: row.channel, deliveredAt: row.delivered_at ?? undefined, missing: row.missing }));
}
