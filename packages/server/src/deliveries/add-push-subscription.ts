import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { placeOfSecret } from '../database/reseal-secrets.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import { deleteSubscription, findSubscriptions, insertSubscription } from './push-store.ts';

const DEVICES_MAX = 10;

export type AddingSubscription = {
  readonly institutionId: string;
  readonly contactId: string;
  /** As the browser's PushSubscription gives it (Push API §8). */
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
  readonly device: string;
};

/** A device that allows messages for a contact. Refusals: `no-such` contact, `push-unusable`, `device-there`, `devices-too-many`. */
export async function addPushSubscription(
  machine: Machine,
  principal: Principal,
  adding: AddingSubscription,
): Promise<{ readonly id: string } | Refusal> {
  const { institutionId, contactId, endpoint, keys } = adding;
  const protocols = machine.config.allowPrivateWebhooks ? ['https:', 'http:'] : ['https:'];
  if (!URL.canParse(endpoint) || !protocols.includes(new URL(endpoint).protocol) || !isKeyPair(keys))
    return refuse('push-unusable', 'This is no subscription that a browser made.', 'Allow messages again in the portal.');
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const contact = (await findContacts(trx, [institutionId])).find(({ id }) => id === contactId);
    if (contact === undefined) return refuse('no-such', 'There is no such contact.');
    if ((await findSubscriptions(trx, contactId)).length >= DEVICES_MAX)
      return refuse('devices-too-many', `This contact has ${DEVICES_MAX} devices.`, 'Remove one that is no longer in use.', {
        most: DEVICES_MAX,
      });
    const id = newId(now);
    const auth = machine.secrets.seal(keys.auth, placeOfSecret({ table: 'push_subscriptions', column: 'auth' }, id));
    const device = cleanText(adding.device, 100);
    const isNew = await insertSubscription(trx, {
      id,
      institutionId,
      contactId,
      endpoint,
      p256dh: keys.p256dh,
      auth,
      device,
      addedAt: now,
    });
    if (!isNew) return refuse('device-there', 'This device gets messages already.');
    await record(trx, {
      principal,
      at: now,
      action: 'push-device-added',
      subject: { kind: 'contact', id: contactId },
      institutionId,
      details: { device: id },
    });
    return { id };
  });
}

/** A device that gets no messages any more. Refusal: `no-such`. */
export async function removePushSubscription(
  machine: Machine,
  principal: Principal,
  { institutionId, contactId, id }: { readonly institutionId: string; readonly contactId: string; readonly id: string },
): Promise<{ readonly removed: true } | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const contact = (await findContacts(trx, [institutionId])).find((each) => each.id === contactId);
    if (contact === undefined || !(await deleteSubscription(trx, contactId, id))) return refuse('no-such', 'There is no such device.');
    await record(trx, {
      principal,
      at: now,
      action: 'push-device-removed',
      subject: { kind: 'contact', id: contactId },
      institutionId,
      details: { device: id },
    });
    return { removed: true } as const;
  });
}

/** RFC 8291 §3.1, §3.2: a point of P-256, uncompressed, and 16 bytes; base64url. */
function isKeyPair({ p256dh, auth }: AddingSubscription['keys']): boolean {
  const [point, secret] = [Buffer.from(p256dh, 'base64url'), Buffer.from(auth, 'base64url')];
  return point.length === 65 && point[0] === 4 && secret.length === 16;
}
