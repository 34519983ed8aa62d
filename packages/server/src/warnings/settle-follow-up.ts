import type { Instant } from '@forewarn/core/basics/instant.ts';
import { isFreshlyConfirmed } from '@forewarn/core/institutions/reachability.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import { followUpDueAt } from '@forewarn/core/warnings/next-follow-up.ts';
import { standingOf } from '@forewarn/core/warnings/standing-of.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { cancelDeliveries } from '../deliveries/delivery-store.ts';
import { findContacts, markConfirmed } from '../institutions/contact-store.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { findDecisions } from './concerned-store.ts';
import { endClocks, holdFollowUp, resumeClock } from './follow-up-store.ts';
import { openHelpRequests } from './open-help-requests.ts';
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
    await openHelpRequests(trx, warningId, institutionId, now);
    const clock = await holdFollowUp(trx, warningId, institutionId);
    const warning = await findWarning(trx, warningId);
    const [decision] = await findDecisions(trx, warningId, institutionId);
    if (clock === undefined || warning === undefined || decision === undefined) return;
    const answers = await listAcknowledgements(trx, warningId, institutionId);
    await confirmAnswerers(trx, institutionId, answers, now);
    const standing = standingOf({ answers, decision, urgency: decision.urgency });
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

/** Whoever answered through a link is still there, and so is the mailbox: the contact is confirmed by it, once a day. */
async function confirmAnswerers(trx: Transaction, institutionId: string, answers: readonly Acknowledgement[], now: Instant): Promise<void> {
  const answered = new Set(answers.filter(({ undoneAt }) => undoneAt === undefined).flatMap(({ contactId }) => contactId ?? []));
  const due = (await findContacts(trx, [institutionId])).filter((contact) => answered.has(contact.id) && !isFreshlyConfirmed(contact, now));
  if (due.length > 0)
    await markConfirmed(
      trx,
      due.map(({ id }) => id),
      'an answer',
      now,
    );
}
