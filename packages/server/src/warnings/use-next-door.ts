import type { Instant } from '@forewarn/core/basics/instant.ts';
import { isBundleKey } from '@forewarn/core/deliveries/compose-bundle.ts';
import { afterFailedDoor } from '@forewarn/core/warnings/doors-to-try.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { findBundled } from '../deliveries/bundle-store.ts';
import { openLaterChannels } from '../deliveries/channels/gateway/read-gateways.ts';
import { findDelivery, storePlanned, type StoredDelivery } from '../deliveries/delivery-store.ts';
import { loadWishes } from '../deliveries/wishes-store.ts';
import { findContacts } from '../institutions/contact-store.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { findKnocks, findVersionMessages, holdFollowUp, putUnreachableOnCallList, type StoredFollowUp } from './follow-up-store.ts';
import { raiseNotice } from '../audit/notices.ts';
import { keepLinks } from './keep-links.ts';
import { warningOfMessage } from './warning-of-message.ts';
import { findWarning, type StoredWarning } from './warning-store.ts';

/**
 * The job `use-next-door`: a delivery of a warning failed for good, bounced, or was never received. While its institution is still asked, another
 * door of the contact or the next contact is used now; where there is none left and it is act now, a person telephones. Key: the delivery; what was
 * planned already is not planned again.
 */
export async function useNextDoor(machine: Machine, payload: unknown): Promise<void> {
  const { deliveryId } = (payload ?? {}) as Record<string, unknown>;
  if (typeof deliveryId !== 'string') throw new InternalFault('a use-next-door job names no delivery');
  const now = machine.clock.now();
  const open = openLaterChannels(machine.config);
  await asSystem(machine.database, 'use-next-door', async (trx) => {
    const delivery = await findDelivery(trx, deliveryId);
    if (delivery === undefined) return;
    // A bundle that did not arrive is every message in it that did not.
    const ids = isBundleKey(delivery.messageKey) ? await findBundled(trx, deliveryId) : [deliveryId];
    for (const id of ids) await goOnAfter(trx, id, open, now);
  });
}

async function goOnAfter(trx: Transaction, deliveryId: string, open: GoingOn['open'], now: Instant): Promise<void> {
  const failed = await findDelivery(trx, deliveryId);
  const warningId = failed === undefined ? undefined : warningOfMessage(failed.messageKey);
  if (failed === undefined || warningId === undefined || failed.state !== 'failed') return;
  const clock = await holdFollowUp(trx, warningId, failed.institutionId);
  const warning = await findWarning(trx, warningId);
  if (clock === undefined || warning?.state !== 'open' || clock.endedAt !== undefined || clock.pausedAt !== undefined) return;
  await goOn(trx, { warning, clock, failed, open }, now);
}

type GoingOn = {
  readonly warning: StoredWarning;
  readonly clock: StoredFollowUp;
  readonly failed: StoredDelivery;
  readonly open: ReturnType<typeof openLaterChannels>;
};

async function goOn(trx: Transaction, { warning, clock, failed, open }: GoingOn, now: Instant): Promise<void> {
  const { institutionId, contactId } = failed;
  const messages = (await findVersionMessages(trx, warning.id, clock.version, [institutionId])).get(institutionId) ?? [];
  const [own, ...others] = messages;
  if (own === undefined) return;
  const knocks = (await findKnocks(trx, warning.id, [institutionId])).get(institutionId) ?? [];
  const contacts = await findContacts(trx, [institutionId]);
  const deliveries = afterFailedDoor(
    { policy: clock.policy, contacts, knocks, messages: [own, ...others], open, wishes: await loadWishes(trx, [institutionId]) },
    contactId,
    now,
  );
  if (deliveries.length > 0) {
    const planned = await keepLinks(trx, warning.id, deliveries, now);
    await storePlanned(trx, { messages: messages.map((message) => ({ message, institutionId })), deliveries: planned }, now);
  } else if (clock.policy.urgency === 'act-now' && !knocks.some(({ state }) => state === 'sent' || state === 'planned')) {
    await putUnreachableOnCallList(trx, warning.id, institutionId, now);
    await raiseNotice(trx, { kind: 'to-call', key: warning.id, reference: warning.reference }, now);
  }
  await record(trx, {
    principal: { kind: 'system', name: 'use-next-door' },
    at: now,
    action: 'next-door-used',
    subject: { kind: 'warning', id: warning.id },
    institutionId,
    details: { failed: failed.id, channels: deliveries.map(({ channel }) => channel) },
  });
}
