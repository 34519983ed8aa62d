import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { millisecondsOf } from '@forewarn/core/basics/instant.ts';
import { mayGoOut } from '@forewarn/core/deliveries/may-go-out.ts';
import { placeOfSecret } from '../../../database/reseal-secrets.ts';
import type { Machine } from '../../../machine.ts';
import { openDoor } from '../../../outbound/door.ts';
import { openCaller, TookTooLong, type Caller } from '../../../outbound/open-caller.ts';
import { RESPONSE_LENGTH_MAX, type OpenChannel, type Outcome, type Outgoing } from '../channel.ts';
import { outcomeOfFault } from '../post-once.ts';
import { signWebhook } from './sign-webhook.ts';
import { webhookBody } from './webhook-body.ts';
import { webhookOutcome } from './webhook-outcome.ts';

/** From the first connection to the answer. A receiver should take the message in and work on it later. */
const TOTAL_MS = 15_000;
const ANSWER_BYTES_MAX = 4_096;

/** Signed JSON to the address that a member gave for a contact, through the door that refuses private addresses. Always open. */
export function openWebhook(machine: Machine): OpenChannel {
  const door = openDoor({ userAgent: `Forewarn (${machine.config.cert.domain})`, nameServers: machine.config.nameServers });
  const caller = openCaller(door);
  return {
    concurrency: machine.config.webhooksMax,
    throughRelay: false,
    yieldsWhenSlow: true,
    send: (outgoing) => send(machine, caller, outgoing),
    close: async () => {
      caller.close();
      await door.close();
    },
  };
}

async function send(machine: Machine, caller: Caller, outgoing: Outgoing): Promise<Outcome> {
  const allowPrivate = machine.config.allowPrivateWebhooks;
  if (mayGoOut(outgoing.message, 'webhook', machine.clock.now()).kind !== 'yes') return { kind: 'failed-for-good', reason: 'label' };
  const url = webhookAddress(outgoing.address, allowPrivate);
  if (url === undefined) return { kind: 'failed-for-good', reason: 'address-unusable' };
  const secret = openSecret(machine, outgoing);
  if (secret === undefined) return { kind: 'failed-for-good', reason: 'secret-missing' };
  const body = webhookBody(outgoing);
  const headers = {
    'content-type': 'application/json',
    'forewarn-delivery': outgoing.deliveryId,
    'forewarn-attempt': String(outgoing.attempt),
    'forewarn-signature': signWebhook(body, secret, Math.floor(millisecondsOf(machine.clock.now()) / 1000)),
  };
  try {
    const answer = await caller.call({ url, headers, body, allowPrivate, totalMs: TOTAL_MS, answerBytesMax: ANSWER_BYTES_MAX });
    return webhookOutcome(answer.status, cleanText(answer.content.toString('utf8'), RESPONSE_LENGTH_MAX));
  } catch (cause) {
    return outcomeOfFault(outgoing.address, cause, cause instanceof TookTooLong);
  }
}

/** Entered by members: TLS, and no password that would end up in lists of deliveries. */
function webhookAddress(text: string, allowPrivate: boolean): URL | undefined {
  const url = URL.parse(text);
  const isOpen = url?.protocol === 'https:' || (url?.protocol === 'http:' && allowPrivate);
  return url !== null && isOpen && url.username === '' && url.password === '' ? url : undefined;
}

function openSecret({ secrets }: Machine, { secret, contactId }: Outgoing): string | undefined {
  return secret === undefined ? undefined : secrets.open(secret, placeOfSecret({ table: 'contacts', column: 'webhook_secret' }, contactId));
}
