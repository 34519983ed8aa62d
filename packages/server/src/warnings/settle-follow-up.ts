import type { Instant } from '@forewarn/core/basics/instant.ts';
import { isFreshlyConfirmed } from '@forewarn/core/institutions/reachability.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import { followUpDueAt } from '@forewarn/core/warnings/next-follow-up.ts';
import { standingOf } from '@forewarn/core/warnings/standing-of.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { cancelDeliveries } from '../deliveries/delivery-store.ts';
import { findContacts, markConfirmed } from '../institutions/contact-store.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { findDecisions } from './concerned-store.ts';
import { endClocks, holdFollowUps, resumeClock } from './follow-up-store.ts';
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
  await asSystem(machine.database, 'settle-follow-up', (trx) => settle(trx, warningId, [institutionId], now));
}

/**
 * The job `settle-follow-ups`: the same for many institutions whose answers to one warning came together, in one transaction. Where it fails
 * each gets a job of its own, so that one cannot hold up the others.
 */
export async function settleFollowUps(machine: Machine, payload: unknown): Promise<void> {
  const { warningId, institutionIds } = (payload ?? {}) as Record<string, unknown>;
  if (typeof warningId !== 'string' || !isTexts(institutionIds)) throw new InternalFault('a settle-follow-ups job names no institutions');
  const now = machine.clock.now();
  try {
    await asSystem(machine.database, 'settle-follow-up', (trx) => settle(trx, warningId, institutionIds, now));
  } catch (cause) {
    machine.log.warn({ err: cause, institutions: institutionIds.length }, 'answers are settled one by one, not together');
    await asSystem(machine.database, 'settle-follow-up', (trx) =>
      enqueueAll(
        trx,
        'settle-follow-up',
        institutionIds.map((institutionId) => ({
          payload: { warningId, institutionId },
          key: `settle-follow-up:${warningId}/${institutionId}`,
        })),
      ),
    );
  }
}

async function settle(trx: Transaction, warningId: string, institutionIds: readonly string[], now: Instant): Promise<void> {
  // Held before the answers are read: another that settles the same has what it saw written by then.
  const clocks = await holdFollowUps(trx, warningId, institutionIds);
  const answers = await listAcknowledgements(trx, warningId, institutionIds);
  const help = new Set(answers.filter(({ answer }) => answer === 'need-help').map(({ institutionId }) => institutionId));
  if (help.size > 0) await openHelpRequests(trx, warningId, [...help], now);
  const warning = clocks.length === 0 ? undefined : await findWarning(trx, warningId);
  if (warning === undefined) return;
  const ids = clocks.map(({ institutionId }) => institutionId);
  const decisions = new Map((await findDecisions(trx, warningId, ids)).map((decision) => [String(decision.institutionId), decision]));
  await confirmAnswerers(trx, [...decisions.keys()], answers, now);
  const ofInstitution = Map.groupBy(answers, ({ institutionId }) => String(institutionId));
  const ended: string[] = [];
  for (const clock of clocks) {
    const { institutionId } = clock;
    const decision = decisions.get(institutionId);
    if (decision === undefined) continue;
    const standing = standingOf({ answers: ofInstitution.get(institutionId) ?? [], decision, urgency: decision.urgency });
    if (standing.stopsFollowUp) {
      if (clock.endedAt === undefined) ended.push(institutionId);
    } else if (clock.endedBecause === 'answered')
      await resumeClock(trx, warningId, institutionId, followUpDueAt(clock.policy, clock.step, clock.askedAt));
  }
  if (ended.length === 0) return;
  await endClocks(trx, warningId, ended, 'answered', now);
  const threads = ended.map((institutionId) => `${warning.matterId}/${institutionId}`);
  const messageKeys = await findPlannedKeys(trx, warningId, threads);
  if (messageKeys.length > 0) await cancelDeliveries(trx, { messageKeys }, `${warning.reference} was answered`, now);
}

/** Whoever answered through a link is still there, and so is the mailbox: the contact is confirmed by it, once a day. */
async function confirmAnswerers(
  trx: Transaction,
  institutionIds: readonly string[],
  answers: readonly Acknowledgement[],
  now: Instant,
): Promise<void> {
  const answered = new Set(answers.filter(({ undoneAt }) => undoneAt === undefined).flatMap(({ contactId }) => contactId ?? []));
  if (answered.size === 0) return;
  const due = (await findContacts(trx, institutionIds)).filter((contact) => answered.has(contact.id) && !isFreshlyConfirmed(contact, now));
  if (due.length > 0)
    await markConfirmed(
      trx,
      due.map(({ id }) => id),
      'an answer',
      now,
    );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
}
