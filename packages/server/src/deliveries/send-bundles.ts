import type { ContactId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { bundleKey, composeBundle, type BundledItem } from '@forewarn/core/deliveries/compose-bundle.ts';
import { nextBundleAt } from '@forewarn/core/deliveries/decide-arrival.ts';
import { inWishedOrder } from '@forewarn/core/deliveries/doors-as-wished.ts';
import { channelsOf, type Door } from '@forewarn/core/deliveries/doors.ts';
import { localTimeOf } from '@forewarn/core/deliveries/local-time.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Wishes } from '@forewarn/core/deliveries/wishes.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { findContacts } from '../institutions/contact-store.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import {
  failHeld,
  holdWaiting,
  isBundled,
  putInBundle,
  sendUnbundled,
  takeDueContacts,
  waitUntil,
  type HeldDelivery,
} from './bundle-store.ts';
import { storePlanned, wakeDeliverer } from './delivery-store.ts';
import { digestMessage } from './digest-message.ts';
import { loadWishes } from './wishes-store.ts';

/** Contacts of one transaction. */
const BATCH = 100;

/**
 * The job `send-bundles`: whose hour it is gets what waited, in one message a day. Key: contact and local day; a second run, or another
 * Forewarn at the same moment, sends nothing more. Whoever has nothing waiting gets nothing. Where no door is left for a bundle its messages have
 * failed, which is seen and followed by the next door.
 */
export async function sendBundles(machine: Machine): Promise<void> {
  const now = machine.clock.now();
  while ((await asSystem(machine.database, 'send-bundles', (trx) => sendBatch(trx, machine, now))) === BATCH);
}

/** Returns how many contacts were due. */
async function sendBatch(trx: Transaction, machine: Machine, now: Instant): Promise<number> {
  const due = await takeDueContacts(trx, now, BATCH);
  if (due.length === 0) return 0;
  const waiting = Map.groupBy(await holdWaiting(trx, due), ({ contactId }) => contactId);
  const institutionIds = [...new Set([...waiting.values()].flatMap(([first]) => first?.institutionId ?? []))];
  const contacts = new Map((await findContacts(trx, institutionIds)).map((contact) => [contact.id, contact]));
  const wishesOf = await loadWishes(trx, institutionIds);
  for (const [contactId, items] of waiting) {
    const contact = contacts.get(contactId);
    const [door] = contact === undefined || contact.toRepair !== undefined ? [] : bundleDoors(contact, wishesOf(contact));
    if (contact === undefined || door === undefined)
      await giveUp(trx, items, contact === undefined ? 'contact-removed' : 'address-unusable', now);
    else await sendTo(trx, machine, { contact, door, wishes: wishesOf(contact), items }, now);
  }
  return due.length;
}

/** Where a person reads: a program got its messages at once. */
function bundleDoors(contact: Contact, { channels }: Wishes): readonly Door[] {
  return inWishedOrder(
    channelsOf(contact).filter(({ channel }) => channel !== 'webhook'),
    channels,
  );
}

async function giveUp(trx: Transaction, items: readonly HeldDelivery[], because: string, now: Instant): Promise<void> {
  const ids = items.map(({ id }) => id);
  await failHeld(trx, ids, because, now);
  await enqueueAll(
    trx,
    'use-next-door',
    ids.map((id) => ({ payload: { deliveryId: id }, key: `use-next-door:${id}` })),
  );
}

type Sending = { readonly contact: Contact; readonly door: Door; readonly wishes: Wishes; readonly items: readonly HeldDelivery[] };

async function sendTo(trx: Transaction, machine: Machine, { contact, door, wishes, items }: Sending, now: Instant): Promise<void> {
  const { day } = localTimeOf(now, wishes.zone);
  const keys = (['open', 'closed'] as const).map((kind) => bundleKey(contact.id, day, kind));
  const ids = items.map(({ id }) => id);
  // The hour was changed after today's bundle went: what came since waits for that of another day.
  if ((await isBundled(trx, keys)).size > 0) return waitUntil(trx, ids, bundleOfAnotherDay(wishes, day, now));
  const { bundles, alone } = composeBundle({
    contactId: contact.id,
    language: contact.language,
    day,
    items: items.map((item): BundledItem => ({ id: item.id, message: item.message, linkId: item.linkId })),
    cert: machine.config.cert,
  });
  if (alone.length > 0) {
    await sendUnbundled(trx, alone, now);
    await wakeDeliverer(trx);
  }
  for (const { message, itemIds } of bundles) {
    const delivery = {
      messageKey: message.key,
      thread: message.thread,
      institutionId: contact.institutionId,
      contactId: contact.id,
      ...door,
      urgent: false,
      notBefore: now,
    };
    await storePlanned(trx, { messages: [{ message, institutionId: contact.institutionId }], deliveries: [delivery] }, now);
    await putInBundle(trx, itemIds, { messageKey: message.key, contactId: contact.id });
    await recordBundle(
      trx,
      contact,
      message,
      items.filter(({ id }) => itemIds.includes(id)),
      now,
    );
  }
}

function bundleOfAnotherDay(wishes: Wishes, day: string, now: Instant): Instant {
  let at = nextBundleAt(wishes, now);
  while (localTimeOf(at, wishes.zone).day === day) at = nextBundleAt(wishes, at);
  return at;
}

/** What was in it, by its digests: whoever proves that a message reached somebody finds with what it went. */
async function recordBundle(
  trx: Transaction,
  contact: Contact,
  message: Message,
  items: readonly HeldDelivery[],
  now: Instant,
): Promise<void> {
  await record(trx, {
    principal: { kind: 'system', name: 'send-bundles' },
    at: now,
    action: 'bundle-planned',
    subject: { kind: 'contact', id: contact.id satisfies ContactId },
    institutionId: contact.institutionId,
    details: {
      bundle: message.key,
      sha256: digestMessage(message),
      messages: items.map((item) => ({ delivery: item.id, key: item.message.key, sha256: digestMessage(item.message) })),
    },
  });
}
