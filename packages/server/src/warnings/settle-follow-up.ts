import { followUpDueAt } from '@forewarn/core/warnings/next-follow-up.ts';
import { standingOf } from '@forewarn/core/warnings/standing-of.ts';
import { asSystem } from '../database/as-principal.ts';
import { cancelDeliveries } from '../deliveries/delivery-store.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { findDecisions } from './concerned-store.ts';
import { endClocks, holdFollowUp, resumeClock } from './follow-up-store.ts';
import { findPlannedKeys } from './reader-store.ts';
import { findWarning } from './warning-store.ts';

/**
 * The job `settle-follow-up`: an answer came, was confirmed or was undone. Where it stops the clock, the clock stops and what was still to be
 * sent of the warning is not sent; where it no longer does, the clock goes on. A second run changes nothing.
 */
export async function settleFollowUp(machine: Machine, payload: unknown): Promise<void> {
  const { warningId, institutionId } = (payload ?? {}) as Record<string, unknown>;
  if (typeof warningId !== 'string' || typeof institutionId !== 'string')
    throw new InternalFault('a settle-follow-up job names no institution');
  const now = machine.clock.now();
  await asSystem(machine.database, 'settle-follow-up', async (trx) => {
    const clock = await holdFollowUp(trx, warningId, institutionId);
    const warning = await findWarning(trx, warningId);
    const [decision] = await findDecisions(trx, warningId, institutionId);
    if (clock === undefined || warning === undefined || decision === undefined) return;
    const standing = standingOf({
      answers: await listAcknowledgements(trx, warningId, institutionId),
      decision,
      urgency: decision.urgency,
    });
    if (!standing.stopsFollowUp) {
      if (clock.endedBecause === 'answered')
        await resumeClock(trx, warningId, institutionId, followUpDueAt(clock.policy, clock.step, clock.askedAt));
      return;
    }
    if (clock.endedAt !== undefined) return;
    await endClocks(trx, warningId, [institutionId], 'answered', now);
    const messageKeys = await findPlannedKeys(trx, warningId, [`${warning.matterId}/${institutionId}`]);
    if (messageKeys.length > 0) await cancelDeliveries(trx, { messageKeys }, `${warning.reference} was answered`, now);
  });
}
