import webPush from 'web-push';
import { mayGoOut } from '@forewarn/core/deliveries/may-go-out.ts';
import { placeOfSecret } from '../../../database/reseal-secrets.ts';
import { asSystem } from '../../../database/as-principal.ts';
import type { Machine } from '../../../machine.ts';
import { openDoor, type Door } from '../../../outbound/door.ts';
import { deleteSubscriptions, findSubscriptions, markUsed, type StoredSubscription } from '../../push-store.ts';
import type { OpenChannel, Outcome, Outgoing } from '../channel.ts';
import { postOnce } from '../post-once.ts';
import { webhookOutcome } from '../webhook/webhook-outcome.ts';
import { pushKeys, type PushKeys } from './push-keys.ts';

const TOTAL_MS = 15_000;
/** A push service keeps it so long for a device that is off; what is older is in the mail and in the portal. */
const TTL_SECONDS = 4 * 3_600;

/** A sign on the devices of a contact that there is something, without what it is. Always open. */
export function openPush(machine: Machine): OpenChannel {
  const door = openDoor({ userAgent: `Forewarn (${machine.config.cert.domain})`, nameServers: machine.config.nameServers });
  return {
    concurrency: machine.config.webhooksMax,
    throughRelay: false,
    send: (outgoing) => send(machine, door, pushKeys(machine.config), outgoing),
    close: () => door.close(),
  };
}

async function send(machine: Machine, door: Door, keys: PushKeys, outgoing: Outgoing): Promise<Outcome> {
  const now = machine.clock.now();
  if (mayGoOut(outgoing.message, 'push', now).kind !== 'yes') return { kind: 'failed-for-good', reason: 'label' };
  const subscriptions = await asSystem(machine.database, 'deliverer', (trx) => findSubscriptions(trx, outgoing.contactId));
  const outcomes: { readonly id: string; readonly outcome: Outcome }[] = [];
  for (const subscription of subscriptions)
    outcomes.push({ id: subscription.id, outcome: await pushTo(machine, door, keys, outgoing, subscription) });
  const gone = outcomes.flatMap(({ id, outcome }) => (outcome.kind === 'failed-for-good' && outcome.reason === 'gone' ? [id] : []));
  const reached = outcomes.flatMap(({ id, outcome }) => (outcome.kind === 'sent' ? [id] : []));
  await asSystem(machine.database, 'deliverer', async (trx) => {
    if (gone.length > 0) await deleteSubscriptions(trx, gone);
    if (reached.length > 0) await markUsed(trx, reached, now);
  });
  return (
    outcomes.find(({ outcome }) => outcome.kind === 'sent')?.outcome ??
    outcomes.find(({ outcome }) => outcome.kind === 'failed-for-now')?.outcome ?? { kind: 'failed-for-good', reason: 'gone' }
  );
}

async function pushTo(
  machine: Machine,
  door: Door,
  keys: PushKeys,
  outgoing: Outgoing,
  subscription: StoredSubscription,
): Promise<Outcome> {
  const auth = machine.secrets.open(subscription.auth, placeOfSecret({ table: 'push_subscriptions', column: 'auth' }, subscription.id));
  if (auth === undefined) return { kind: 'failed-for-good', reason: 'secret-missing' };
  let request;
  try {
    request = webPush.generateRequestDetails(
      { endpoint: subscription.endpoint, keys: { p256dh: subscription.p256dh, auth } },
      JSON.stringify({ kind: 'message', delivery: outgoing.deliveryId, urgent: outgoing.urgent, language: outgoing.message.language }),
      {
        vapidDetails: { subject: `mailto:${machine.config.cert.email}`, ...keys },
        TTL: TTL_SECONDS,
        urgency: outgoing.urgent ? 'high' : 'normal',
        contentEncoding: 'aes128gcm',
      },
    );
  } catch {
    return { kind: 'failed-for-good', reason: 'gone' }; // keys that no browser made
  }
  const posted = await postOnce(door, {
    url: request.endpoint,
    method: 'POST',
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: request.body ?? undefined,
    allowPrivate: machine.config.allowPrivateWebhooks,
    totalMs: TOTAL_MS,
  });
  if (posted.kind !== 'answered') return posted;
  // RFC 8030 §7.3: 404 says that the subscription has ended.
  return webhookOutcome(posted.status === 404 ? 410 : posted.status, '');
}
