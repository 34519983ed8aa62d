import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { resolveNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findDelivery, planAgain, wakeDeliverer, type StoredDelivery } from './delivery-store.ts';

/**
 * Plans a delivery that failed or waits for now, to the contact's address of today: a contact was repaired, a filter was told.
 * Refusals: `no-such`, `delivery-sent`, `delivery-cancelled` (what was withdrawn stays so).
 */
export async function retryDelivery(machine: Machine, principal: Principal, id: string): Promise<StoredDelivery | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const delivery = await findDelivery(trx, id);
    if (delivery === undefined) return refuse('no-such', 'There is no such delivery.');
    if (delivery.state === 'sent')
      return refuse('delivery-sent', `This was sent at ${delivery.endedAt}; it can't be sent again.`, undefined, {
        at: delivery.endedAt ?? '',
      });
    if (delivery.state === 'cancelled') {
      return refuse('delivery-cancelled', `This was cancelled at ${delivery.endedAt} (${delivery.endedBecause}).`, undefined, {
        at: delivery.endedAt ?? '',
      });
    }
    if (!(await planAgain(trx, id, now))) return refuse('delivery-sent', 'This was sent a moment ago.');
    await resolveNotice(trx, { kind: 'delivery-failed', key: id }, now);
    await record(trx, {
      principal,
      at: now,
      action: 'delivery-planned-again',
      subject: { kind: 'delivery', id },
      institutionId: delivery.institutionId,
    });
    await wakeDeliverer(trx);
    return (await findDelivery(trx, id)) ?? delivery;
  });
}
