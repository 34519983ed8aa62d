import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { contactToRepair } from '@forewarn/core/deliveries/contact-to-repair.ts';
import { describeFailure, isDoorFault } from '@forewarn/core/deliveries/door-fault.ts';
import type { FailureReason } from '@forewarn/core/deliveries/failure-reason.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { raiseNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { markToRepair } from './contact-repair-store.ts';
import { failSent, type LostDelivery } from './delivery-store.ts';
import { keepDoorFaults } from './door-fault-store.ts';

export type Losing = {
  readonly deliveryId: string;
  readonly reason: FailureReason;
  /** What the other side said; hostile, cut by the caller. */
  readonly response: string;
  /** Who says so: the job. */
  readonly principal: Principal;
};

/**
 * What was taken did not arrive: a bounce, a receipt that says no or that never came. The delivery has failed, the contact and the CERT are told why,
 * and another door is used now. Undefined where the delivery was not sent or is lost already: a second bounce changes nothing.
 */
export async function loseDelivery(
  trx: Transaction,
  { deliveryId, reason, response, principal }: Losing,
  now: Instant,
): Promise<LostDelivery | undefined> {
  const lost = await failSent(trx, { id: deliveryId, reason, response }, now);
  if (lost === undefined) return undefined;
  const { id, institutionId, contactId, contactName, channel, address, institutionName, reference } = lost;
  const why = contactToRepair({ outcome: 'failed-for-good', reason, channel, address });
  if (why !== undefined) {
    await markToRepair(trx, [{ contactId, address, why }]);
    await raiseNotice(
      trx,
      {
        kind: 'contact-to-repair',
        key: contactId,
        institution: institutionName,
        contact: contactName,
        address: cleanText(address, 200),
        why: describeFailure(reason),
      },
      now,
    );
  }
  if (isDoorFault(channel, reason)) await keepDoorFaults(trx, [{ contactId, institutionId, channel, address, why: reason }], now);
  await raiseNotice(
    trx,
    {
      kind: 'delivery-failed',
      key: id,
      institution: institutionName,
      contact: contactName,
      reference,
      channel,
      why: describeFailure(reason),
    },
    now,
  );
  const details = { message: lost.messageKey, contact: contactId, channel, reason, response };
  await record(trx, { principal, at: now, action: 'delivery-failed', subject: { kind: 'delivery', id }, institutionId, details });
  await enqueue(trx, 'use-next-door', { deliveryId: id }, { key: `use-next-door:${id}` });
  return lost;
}
