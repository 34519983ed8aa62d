import type { Readable } from 'node:stream';
import { request } from 'undici';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { millisecondsOf } from '@forewarn/core/basics/instant.ts';
import { mayGoOut } from '@forewarn/core/deliveries/may-go-out.ts';
import type { FailureReason } from '@forewarn/core/deliveries/failure-reason.ts';
import { placeOfSecret } from '../../../database/reseal-secrets.ts';
import type { Machine } from '../../../machine.ts';
import { openDoor, type Door } from '../../../outbound/door.ts';
import { faultOf } from '../../../outbound/fault-of.ts';
import type { FetchFaultCode } from '../../../outbound/fetch-fault.ts';
import { RESPONSE_LENGTH_MAX, type OpenChannel, type Outcome, type Outgoing } from '../channel.ts';
import { signWebhook } from './sign-webhook.ts';
import { webhookBody } from './webhook-body.ts';
import { webhookOutcome } from './webhook-outcome.ts';

/** From the first connection to the answer. A receiver should take the message in and work on it later. */
const TOTAL_MS = 15_000;
const ANSWER_BYTES_MAX = 4_096;

/** Signed JSON to the address that a member gave for a contact, through the door that refuses private addresses. Always open. */
export function openWebhook(machine: Machine): OpenChannel {
  const door = openDoor({ userAgent: `Forewarn (${machine.config.cert.domain})`, nameServers: machine.config.nameServers });
  return {
    concurrency: machine.config.webhooksMax,
    throughRelay: false,
    send: (outgoing) => send(machine, door, outgoing),
    close: () => door.close(),
  };
}

async function send(machine: Machine, door: Door, outgoing: Outgoing): Promise<Outcome> {
  const allowPrivate = machine.config.allowPrivateWebhooks;
  if (mayGoOut(outgoing.message, 'webhook', machine.clock.now()).kind !== 'yes') return { kind: 'failed-for-good', reason: 'label' };
  if (!isWebhookAddress(outgoing.address, allowPrivate)) return { kind: 'failed-for-good', reason: 'address-unusable' };
  const secret = openSecret(machine, outgoing);
  if (secret === undefined) return { kind: 'failed-for-good', reason: 'secret-missing' };
  const body = webhookBody(outgoing);
  const signal = AbortSignal.timeout(TOTAL_MS);
  try {
    const response = await request(outgoing.address, {
      method: 'POST',
      dispatcher: door.agentFor(allowPrivate),
      headers: {
        'user-agent': door.userAgent,
        'content-type': 'application/json',
        'forewarn-delivery': outgoing.deliveryId,
        'forewarn-attempt': String(outgoing.attempt),
        'forewarn-signature': signWebhook(body, secret, Math.floor(millisecondsOf(machine.clock.now()) / 1000)),
      },
      body,
      headersTimeout: TOTAL_MS,
      bodyTimeout: TOTAL_MS,
      signal,
    });
    return webhookOutcome(response.statusCode, await firstWords(response.body));
  } catch (cause) {
    return outcomeOfFault(outgoing.address, cause, signal.aborted);
  }
}

/** Entered by members: TLS, and no password that would end up in lists of deliveries. */
function isWebhookAddress(text: string, allowPrivate: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === 'https:' || (url.protocol === 'http:' && allowPrivate)) && url.username === '' && url.password === '';
}

/** What the receiver says, as one short line for the CERT; receiver-controlled. The status counts even where this breaks off. */
async function firstWords(body: Readable): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of body) {
      parts.push(part as Buffer);
      bytes += (part as Buffer).length;
      if (bytes > ANSWER_BYTES_MAX) break;
    }
  } catch {
    return '';
  }
  return cleanText(Buffer.concat(parts).toString('utf8'), RESPONSE_LENGTH_MAX);
}

const REASONS: Readonly<Partial<Record<FetchFaultCode, FailureReason>>> = {
  'refused-address': 'address-forbidden',
  'dns-failed': 'domain-unknown',
  tls: 'tls',
  timeout: 'timeout',
};

function outcomeOfFault(address: string, cause: unknown, gaveUp: boolean): Outcome {
  const fault = faultOf(address, cause, gaveUp);
  const reason = REASONS[fault.code] ?? 'connection';
  // A name that can't be looked up today may be a resolver that is down: the retry plan gives it up in time.
  const kind = reason === 'address-forbidden' ? 'failed-for-good' : 'failed-for-now';
  return { kind, reason, response: cleanText(fault.message, RESPONSE_LENGTH_MAX) };
}

function openSecret({ secrets }: Machine, { secret, contactId }: Outgoing): string | undefined {
  return secret === undefined ? undefined : secrets.open(secret, placeOfSecret({ table: 'contacts', column: 'webhook_secret' }, contactId));
}
