import { record } from '../../../audit/record.ts';
import { asSystem } from '../../../database/as-principal.ts';
import type { Machine } from '../../../machine.ts';
import { deleteAllSubscriptions } from '../../push-store.ts';
import { replacePushKeys } from './push-keys.ts';

/**
 * A new pair for push services. A subscription belongs to the pair that it was made under (RFC 8292 §4.2), so every device has to allow
 * messages again: the subscriptions go, and each contact's other doors are used until it does.
 */
export async function rotatePushKeys(
  machine: Pick<Machine, 'database' | 'clock' | 'config'>,
): Promise<{ readonly publicKey: string; readonly devices: number }> {
  const { publicKey } = replacePushKeys(machine.config);
  return asSystem(machine.database, 'forewarn secrets', async (trx) => {
    const devices = await deleteAllSubscriptions(trx);
    await record(trx, {
      principal: { kind: 'system', name: 'forewarn secrets' },
      at: machine.clock.now(),
      action: 'push-keys-rotated',
      subject: { kind: 'push-keys', id: publicKey.slice(0, 16) },
      details: { devices },
    });
    return { publicKey, devices };
  });
}
