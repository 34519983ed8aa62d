import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { mayGoOut } from '@forewarn/core/deliveries/may-go-out.ts';
import { placeOfSecret } from '../../../database/reseal-secrets.ts';
import type { Machine } from '../../../machine.ts';
import { openDoor, type Door } from '../../../outbound/door.ts';
import type { OpenChannel, Outcome, Outgoing } from '../channel.ts';
import { postOnce } from '../post-once.ts';
import { webhookOutcome } from '../webhook/webhook-outcome.ts';
import { adaptiveCard } from './adaptive-card.ts';

const TOTAL_MS = 15_000;

/** A card to the Teams workflow whose address a member gave for a contact. Always open. */
export function openTeams(machine: Machine): OpenChannel {
  const door = openDoor({ userAgent: `Forewarn (${machine.config.cert.domain})`, nameServers: machine.config.nameServers });
  return {
    concurrency: machine.config.webhooksMax,
    throughRelay: false,
    send: (outgoing) => send(machine, door, outgoing),
    close: () => door.close(),
  };
}

async function send(machine: Machine, door: Door, outgoing: Outgoing): Promise<Outcome> {
  const now = machine.clock.now();
  if (mayGoOut(outgoing.message, 'teams', now).kind !== 'yes') return { kind: 'failed-for-good', reason: 'label' };
  const place = placeOfSecret({ table: 'contacts', column: 'chat_url' }, outgoing.contactId);
  const url = outgoing.secret === undefined ? undefined : machine.secrets.open(outgoing.secret, place);
  if (url === undefined) return { kind: 'failed-for-good', reason: 'secret-missing' };
  const posted = await postOnce(door, {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'forewarn-delivery': outgoing.deliveryId },
    body: adaptiveCard(outgoing, now),
    allowPrivate: machine.config.allowPrivateWebhooks,
    totalMs: TOTAL_MS,
  });
  if (posted.kind !== 'answered') return posted;
  // A workflow that was deleted answers 404: it does not come back under its address.
  const status = posted.status === 404 ? 410 : posted.status;
  return webhookOutcome(status, cleanText(posted.text, 200));
}
