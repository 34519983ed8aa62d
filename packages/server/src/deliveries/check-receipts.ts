import { raiseNotice, resolveNotice } from '../audit/notices.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { countRecentReceipts, keepReceipt, takeLostSendings } from './gateway-store.ts';
import { loseDelivery } from './lose-delivery.ts';

const BATCH = 100;
/** So many in a row of which none arrived, and it is the gateway and not a telephone that is off. */
const MISSING_TO_TELL = 5;

/**
 * The job `check-receipts`: a gateway said yes and nothing came of it in time. The delivery has failed, the next door is used now; where nothing at
 * all arrives through a gateway, the CERT is told that the whole channel is down.
 */
export async function checkReceipts(machine: Machine): Promise<void> {
  const now = machine.clock.now();
  for (;;) {
    const taken = await asSystem(machine.database, 'check-receipts', async (trx) => {
      const missing = await takeLostSendings(trx, now, BATCH);
      for (const { deliveryId, receipt } of missing) {
        if (receipt === undefined) await keepReceipt(trx, deliveryId, 'missing', now);
        const reason = receipt === undefined ? 'receipt-missing' : 'receipt-failed';
        const response = receipt === undefined ? 'the gateway took it; no receipt came' : 'the gateway took it; its receipt says no';
        await loseDelivery(trx, { deliveryId, reason, response, principal: { kind: 'system', name: 'check-receipts' } }, now);
      }
      return missing.length;
    });
    if (taken < BATCH) break;
  }
  await asSystem(machine.database, 'check-receipts', async (trx) => {
    for (const { channel, missing, others } of await countRecentReceipts(trx, MISSING_TO_TELL)) {
      const notice = { kind: 'channel-silent', key: channel } as const;
      if (others === 0 && missing >= MISSING_TO_TELL) await raiseNotice(trx, { ...notice, channel, missing }, now);
      else await resolveNotice(trx, notice, now);
    }
  });
}
