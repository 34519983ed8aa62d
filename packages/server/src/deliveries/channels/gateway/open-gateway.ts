import { createHmac } from 'node:crypto';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import type { LaterChannel } from '@forewarn/core/deliveries/doors.ts';
import { mayGoOut } from '@forewarn/core/deliveries/may-go-out.ts';
import { smsText, spokenText } from '@forewarn/core/deliveries/short-text.ts';
import { asSystem } from '../../../database/as-principal.ts';
import type { Machine } from '../../../machine.ts';
import { openDoor, type Door } from '../../../outbound/door.ts';
import { keepMessageId, keepSending } from '../../gateway-store.ts';
import { RESPONSE_LENGTH_MAX, type OpenChannel, type Outcome, type Outgoing } from '../channel.ts';
import { postOnce } from '../post-once.ts';
import { fillTemplate } from './fill-template.ts';
import type { Gateway } from './gateway.ts';
import { readGateways } from './read-gateways.ts';
import { valueAt } from './value-at.ts';

const TOTAL_MS = 20_000;
/** Providers take about so many a second from one account. */
const AT_ONCE = 4;
const LANGUAGES = { nl: 'nl-NL', en: 'en-GB' } as const;

/** Text messages or calls through a telephone provider's HTTP API; undefined where the operator's file opens none. */
export function openGateway(machine: Machine, channel: LaterChannel): OpenChannel | undefined {
  const gateway = readGateways(machine.config)[channel];
  if (gateway === undefined) return undefined;
  const door = openDoor({ userAgent: `Forewarn (${machine.config.cert.domain})`, nameServers: machine.config.nameServers });
  return {
    concurrency: AT_ONCE,
    throughRelay: true,
    send: (outgoing) => send(machine, gateway, door, outgoing),
    close: () => door.close(),
  };
}

/** Of letters and digits that are not mistaken for one another. The same for each attempt. */
const CODE_LETTERS = 'ACDEFGHJKLMNPQRTUVWXY34679';

/** What stands in a text message for whoever answers it: who has it has read the message. */
export function codeOf({ linkSecret }: Pick<Machine, 'linkSecret'>, deliveryId: string): string {
  const digest = createHmac('sha256', linkSecret).update(`short-code:${deliveryId}`).digest();
  return [...digest.subarray(0, 4)].map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('');
}

async function send(machine: Machine, gateway: Gateway, door: Door, outgoing: Outgoing): Promise<Outcome> {
  const now = machine.clock.now();
  const { message, deliveryId, address } = outgoing;
  if (mayGoOut(message, gateway.channel, now).kind !== 'yes') return { kind: 'failed-for-good', reason: 'label' };
  if (!/^\+[1-9]\d{7,14}$/.test(address)) return { kind: 'failed-for-good', reason: 'address-unusable' };
  const code = codeOf(machine, deliveryId);
  const { cert } = machine.config;
  const text = gateway.channel === 'sms' ? smsText({ message, code, cert }, now) : spokenText({ message, cert }, now);
  // Before it goes out: an answer may be here sooner than the provider's yes.
  const receiptDueAt = gateway.receipts === undefined ? undefined : secondsLater(now, gateway.receipts.withinMinutes * 60);
  await asSystem(machine.database, 'deliverer', (trx) =>
    keepSending(trx, { deliveryId, gateway: gateway.name, channel: gateway.channel, number: address, code, receiptDueAt }, now),
  );
  const callback = gateway.hook === undefined ? '' : hookUrl(machine, gateway.channel, gateway.hook, deliveryId);
  const filled = fillTemplate(gateway, { number: address, text, delivery: deliveryId, language: LANGUAGES[message.language], callback });
  const posted = await postOnce(door, { ...filled, method: gateway.method, allowPrivate: gateway.allowPrivate, totalMs: TOTAL_MS });
  if (posted.kind !== 'answered')
    return posted.reason === 'address-forbidden' ? { ...posted, kind: 'failed-for-now', reason: 'connection' } : posted;
  const outcome = gatewayOutcome(gateway, posted.status, posted.text);
  const messageId = gateway.messageId === undefined ? undefined : valueAt(jsonOf(posted.text), gateway.messageId);
  if (outcome.kind === 'sent' && messageId !== undefined)
    await asSystem(machine.database, 'deliverer', (trx) => keepMessageId(trx, deliveryId, messageId));
  return outcome;
}

/** Where the gateway calls us about a delivery, or with an answer. */
export function hookUrl({ publicUrl }: Pick<Machine, 'publicUrl'>, channel: LaterChannel, hook: string, deliveryId?: string): string {
  return `${publicUrl}/hooks/gateway/${channel}/${hook}${deliveryId === undefined ? '' : `?delivery=${deliveryId}`}`;
}

/** What a provider's answer means. That it does not know us is our trouble and not the receiver's; what it says of the number is the receiver's. */
export function gatewayOutcome({ accepted }: Pick<Gateway, 'accepted'>, status: number, text: string): Outcome {
  const response = cleanText(`HTTP ${status} ${text}`, RESPONSE_LENGTH_MAX);
  const said = accepted.at === undefined ? undefined : valueAt(jsonOf(text), accepted.at);
  const isAccepted =
    accepted.statuses.includes(status) && (accepted.at === undefined || (said !== undefined && (accepted.values ?? []).includes(said)));
  if (isAccepted) return { kind: 'sent', response };
  if (status === 401 || status === 402 || status === 403 || status === 407)
    return { kind: 'failed-for-now', reason: 'authentication', response };
  if (status === 408 || status === 429 || status >= 500) return { kind: 'failed-for-now', reason: 'busy', response };
  return { kind: 'failed-for-good', reason: 'refused', response };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
