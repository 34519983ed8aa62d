import { record } from './record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { newAuditKey, putAuditKey } from './audit-key.ts';
import { auditPlace, sealAll } from './seal-all.ts';

/**
 * A new key signs the trail. The old one signs last of all the entry that names the new one, so whoever trusts the old key finds the new one
 * in what it signed; then its private half is gone and its public half stays, for what it signed before.
 */
export async function rotateAuditKey(
  machine: Pick<Machine, 'database' | 'clock' | 'config'>,
): Promise<{ readonly from: string; readonly to: string; readonly sequence: number }> {
  const { database, config, clock } = machine;
  const old = await auditPlace(database, config.dataDirectory);
  const fresh = newAuditKey();
  await asSystem(database, 'forewarn secrets', (trx) =>
    record(trx, {
      principal: { kind: 'system', name: 'forewarn secrets' },
      at: clock.now(),
      action: 'audit-key-rotated',
      subject: { kind: 'audit-key', id: fresh.id },
      details: { from: old.key.id, to: fresh.id, publicKey: fresh.publicKey },
    }),
  );
  const { head } = await sealAll(old, clock.now(), { wait: true, checkpoint: true });
  await putAuditKey(config.dataDirectory, old.key, fresh);
  return { from: old.key.id, to: fresh.id, sequence: head?.sequence ?? 0 };
}
