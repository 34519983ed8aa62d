import { createHmac, timingSafeEqual } from 'node:crypto';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { LaterChannel } from '@forewarn/core/deliveries/doors.ts';
import { phoneNumber } from '@forewarn/core/deliveries/phone-number.ts';
import { readDigitAnswer } from '@forewarn/core/deliveries/read-digit-answer.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { raiseNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import type { Gateway } from './channels/gateway/gateway.ts';
import { hookUrl } from './channels/gateway/open-gateway.ts';
import { readGateways } from './channels/gateway/read-gateways.ts';
import { valueAt } from './channels/gateway/value-at.ts';
import { clearDoorFaults } from './door-fault-store.ts';
import { findAskedBySms, findSendingOf, keepReceipt, type AskedBySms } from './gateway-store.ts';
import { findDelivery } from './delivery-store.ts';
import { loseDelivery } from './lose-delivery.ts';

/** What somebody who knows the hook sends; hostile until its secret and its signature are checked, and gateway-controlled after. */
export type FromGateway = {
  readonly channel: LaterChannel;
  readonly hook: string;
  readonly deliveryId: string | undefined;
  /** Of the form, the JSON body or the query. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly header: (name: string) => string | undefined;
};

const GATEWAY: Principal = { kind: 'system', name: 'gateway' };

export type Taken = { readonly taken: 'receipt' | 'answer' | 'nothing' };

/**
 * Takes a receipt or an answer from a gateway. The secret of the address and, where the provider signs, its signature say that it is the gateway.
 * What it does not understand it leaves. Refusal: `no-such`, whatever is wrong with who calls.
 */
export async function takeFromGateway(machine: Machine, from: FromGateway): Promise<Taken | Refusal> {
  const gateway = readGateways(machine.config)[from.channel];
  if (gateway?.hook === undefined || !isSame(gateway.hook, from.hook) || !isSigned(machine, gateway, from))
    return refuse('no-such', 'There is nothing here.');
  const now = machine.clock.now();
  const text = gateway.replies === undefined ? undefined : valueAt(from.fields, gateway.replies.text);
  const sender = gateway.replies === undefined ? undefined : valueAt(from.fields, gateway.replies.from);
  return asSystem(machine.database, 'gateway', async (trx) => {
    if (text !== undefined && sender !== undefined) return { taken: await takeAnswer(trx, sender, text, now) };
    return { taken: await takeReceipt(trx, gateway, from, now) };
  });
}

async function takeReceipt(trx: Transaction, gateway: Gateway, { fields, deliveryId }: FromGateway, now: Instant): Promise<Taken['taken']> {
  const { receipts } = gateway;
  const status = receipts === undefined ? undefined : valueAt(fields, receipts.status);
  if (receipts === undefined || status === undefined) return 'nothing';
  const sending = await findSendingOf(trx, gateway.name, { messageId: valueAt(fields, receipts.messageId), deliveryId });
  if (sending === undefined || sending.receipt === 'delivered') return 'nothing';
  if (receipts.delivered.includes(status)) {
    await keepReceipt(trx, sending.deliveryId, 'delivered', now);
    const delivery = await findDelivery(trx, sending.deliveryId);
    if (delivery !== undefined) await clearDoorFaults(trx, [delivery]);
    return 'receipt';
  }
  if (!receipts.failed.includes(status) || sending.receipt !== undefined) return 'nothing';
  await keepReceipt(trx, sending.deliveryId, 'failed', now);
  const response = `receipt: ${cleanText(status, 100)}`;
  await loseDelivery(trx, { deliveryId: sending.deliveryId, reason: 'receipt-failed', response, principal: GATEWAY }, now);
  return 'receipt';
}

/** A digit from a number that was asked; with the code of the message it is about that one, without it about the only one that is open. */
async function takeAnswer(trx: Transaction, sender: string, text: string, now: Instant): Promise<Taken['taken']> {
  const number = phoneNumber(sender)?.e164 ?? phoneNumber(`+${sender}`)?.e164;
  if (number === undefined) return 'nothing';
  const asked = await findAskedBySms(trx, number);
  if (asked.length === 0) return 'nothing'; // a number that nobody asked anything
  const read = readDigitAnswer(
    text,
    asked.map(({ code }) => code),
  );
  const about = read === undefined ? undefined : matterOf(asked, read.code);
  if (read === undefined || about === undefined) {
    await tellNotUnderstood(trx, number, asked, text, now);
    return 'nothing';
  }
  const { warningId, institutionId, contactId, deliveryId } = about;
  const payload = { warningId, institutionId, contactId, number, answer: read.answer, hasCode: read.code !== undefined };
  await enqueue(trx, 'take-sms-answer', payload, { key: `take-sms-answer:${deliveryId}:${read.answer}` });
  const details = { warning: warningId, contact: contactId, answer: read.answer, hasCode: read.code !== undefined };
  await record(trx, {
    principal: GATEWAY,
    at: now,
    action: 'sms-answer-received',
    subject: { kind: 'delivery', id: deliveryId },
    institutionId,
    details,
  });
  return 'answer';
}

function matterOf(asked: readonly AskedBySms[], code: string | undefined): AskedBySms | undefined {
  if (code !== undefined) return asked.find((each) => each.code === code);
  return asked.length === 1 ? asked[0] : undefined;
}

async function tellNotUnderstood(
  trx: Transaction,
  number: string,
  [first]: readonly AskedBySms[],
  text: string,
  now: Instant,
): Promise<void> {
  if (first === undefined) return;
  await raiseNotice(trx, { kind: 'sms-not-understood', key: first.contactId, number, text: cleanText(text, 160) }, now);
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function isSigned(machine: Machine, { signature, channel, hook, key }: Gateway, from: FromGateway): boolean {
  if (signature === undefined) return true;
  const url = hookUrl(machine, channel, hook ?? '', from.deliveryId);
  const fields = Object.keys(from.fields)
    .sort()
    .map((name) => `${name}${String(from.fields[name])}`);
  const expected = createHmac('sha1', key)
    .update(url + fields.join(''))
    .digest('base64');
  return isSame(expected, from.header(signature.header) ?? '');
}
