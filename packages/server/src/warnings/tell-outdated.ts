import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { raiseNotice, wasRaisedSince } from '../audit/notices.ts';
import { findOutdated } from './warning-store.ts';

/**
 * The recurring job `tell-outdated`: where the version in force of an open warning holds no more, the CERT is told to look at it. What was sent is
 * not taken back by a clock. Key: warning and hour; one that was dismissed is not raised again for the same hour.
 */
export async function tellOutdated(machine: Machine): Promise<void> {
  const now = machine.clock.now();
  await asSystem(machine.database, 'tell-outdated', async (trx) => {
    for (const { id, reference, version, validUntil } of await findOutdated(trx, now)) {
      if (await wasRaisedSince(trx, 'warning-outdated', id, validUntil)) continue;
      await raiseNotice(trx, { kind: 'warning-outdated', key: id, reference, version, until: validUntil }, now);
    }
  });
}
