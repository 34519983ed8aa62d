import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { contactToRepair } from '@forewarn/core/deliveries/contact-to-repair.ts';
import { describeFailure, isDoorFault } from '@forewarn/core/deliveries/door-fault.ts';
import { LATER_CHANNELS } from '@forewarn/core/deliveries/doors.ts';
import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import { retryPlan, type RetryPlan } from '@forewarn/core/deliveries/retry-plan.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { raiseNotice, resolveNotice } from '../audit/notices.ts';
import { recordAll } from '../audit/record-all.ts';
import type { AuditEntry } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import type { Outcome } from './channels/channel.ts';
import { clearToRepair, markToRepair } from './contact-repair-store.ts';
import { clearDoorFaults, keepDoorFaults } from './door-fault-store.ts';
import { recordAttempts, type LeasedDelivery } from './lease-store.ts';

const DELIVERER: Principal = { kind: 'system', name: 'deliverer' };
/** Of what the other side said: hostile, and a sentence is enough. */
const RESPONSE_CHARACTERS_MAX = 300;

/** One attempt that is over. */
export type Attempt = {
  readonly delivery: LeasedDelivery;
  readonly beganAt: Instant;
  readonly endedAt: Instant;
  readonly outcome: Outcome;
};

/** Records attempts, plans what comes next, and tells the CERT of contacts to repair and of who was not reached: one transaction. */
export async function recordOutcomes(machine: Machine, attempts: readonly Attempt[]): Promise<void> {
  const now = machine.clock.now();
  const planned = attempts.map((attempt) => ({ attempt, next: nextOf(attempt, now) }));
  await asSystem(machine.database, 'deliverer', async (trx) => {
    await recordAttempts(
      trx,
      planned.map(({ attempt, next }) => ({
        deliveryId: attempt.delivery.id,
        beganAt: attempt.beganAt,
        endedAt: attempt.endedAt,
        outcome: attempt.outcome.kind,
        reason: attempt.outcome.kind === 'sent' ? undefined : attempt.outcome.reason,
        response: attempt.outcome.response,
        nextAttemptAt: next.kind === 'try-again' ? next.at : undefined,
      })),
    );
    await recordAll(
      trx,
      planned.flatMap(({ attempt, next }) => entryOf(attempt, next)),
    );
    await keepContacts(trx, attempts, now);
    const givenUp = planned.flatMap(({ attempt, next }) => (next.kind === 'give-up' ? [attempt] : []));
    for (const attempt of givenUp) await tellNotReached(trx, attempt, now);
    await keepDoors(trx, attempts, givenUp, now);
    await useNextDoors(
      trx,
      givenUp.filter(({ outcome }) => outcome.kind !== 'sent' && outcome.reason !== 'label'),
    );
  });
}

/** What is wrong with a door is shown at the contact until something goes through it. A gateway's yes is not yet that: its receipt is. */
async function keepDoors(trx: Transaction, attempts: readonly Attempt[], givenUp: readonly Attempt[], now: Instant): Promise<void> {
  const faults = givenUp.flatMap(({ delivery, outcome }) =>
    outcome.kind === 'sent' || !isDoorFault(delivery.channel, outcome.reason) ? [] : [{ ...delivery, why: outcome.reason }],
  );
  if (faults.length > 0)
    await keepDoorFaults(
      trx,
      faults.map(({ contactId, institutionId, channel, address, why }) => ({ contactId, institutionId, channel, address, why })),
      now,
    );
  const rings: readonly Channel[] = LATER_CHANNELS;
  const passed = attempts.filter(({ delivery, outcome }) => outcome.kind === 'sent' && !rings.includes(delivery.channel));
  const doors = passed.flatMap(({ delivery }) =>
    delivery.hasDoorFault ? [{ contactId: delivery.contactId, channel: delivery.channel }] : [],
  );
  if (doors.length > 0) await clearDoorFaults(trx, doors);
}

/** Another way is tried now, and not at the next step of follow-up. */
async function useNextDoors(trx: Transaction, failed: readonly Attempt[]): Promise<void> {
  await enqueueAll(
    trx,
    'use-next-door',
    failed.map(({ delivery: { id } }) => ({ payload: { deliveryId: id }, key: `use-next-door:${id}` })),
  );
}

/** In the audit trail stands how a delivery ended: who took it, when, and what the other side said. */
function entryOf({ delivery, outcome, endedAt }: Attempt, next: RetryPlan): readonly AuditEntry[] {
  if (outcome.kind !== 'sent' && next.kind === 'try-again') return [];
  const { id, institutionId, contactId, channel, message } = delivery;
  const details = {
    message: message.key,
    contact: contactId,
    channel,
    attempt: delivery.attempts + 1,
    ...(outcome.kind === 'sent' ? {} : { reason: outcome.reason }),
    response: outcome.response?.slice(0, RESPONSE_CHARACTERS_MAX),
  };
  const action = outcome.kind === 'sent' ? 'delivery-sent' : 'delivery-failed';
  return [{ principal: DELIVERER, at: endedAt, action, subject: { kind: 'delivery', id }, institutionId, details }];
}

function nextOf({ delivery, outcome }: Attempt, now: Instant): RetryPlan {
  return retryPlan(
    {
      attempt: delivery.attempts + 1,
      outcome: outcome.kind,
      urgency: delivery.urgent ? 'act-now' : 'this-week',
      plannedAt: delivery.triedSince,
      jitter: Number.parseInt(delivery.id.slice(-8), 16),
    },
    now,
  );
}

/** A contact that can't be reached is marked, and the CERT is told; one that was marked and is reached is free of it. */
async function keepContacts(trx: Transaction, attempts: readonly Attempt[], now: Instant): Promise<void> {
  const repairs = attempts.flatMap((attempt) => repairOf(attempt) ?? []);
  if (repairs.length > 0) await markToRepair(trx, repairs);
  for (const { notice } of repairs) await raiseNotice(trx, notice, now);
  const reached = attempts.flatMap(({ delivery, outcome }) =>
    outcome.kind === 'sent' && delivery.toRepair !== undefined ? [delivery.contactId] : [],
  );
  if (reached.length > 0) await clearToRepair(trx, reached);
  for (const contactId of reached) await resolveNotice(trx, { kind: 'contact-to-repair', key: contactId }, now);
}

function repairOf({ delivery, outcome }: Attempt) {
  if (outcome.kind === 'sent') return undefined;
  const why = contactToRepair({ outcome: outcome.kind, reason: outcome.reason, channel: delivery.channel, address: delivery.address });
  if (why === undefined) return undefined;
  const { contactId, address, institutionName: institution, contactName: contact } = delivery;
  const notice = {
    kind: 'contact-to-repair',
    key: contactId,
    institution,
    contact,
    address: cleanText(address, 200),
    why: describeFailure(outcome.reason),
  } as const;
  return { contactId, address, why, notice };
}

async function tellNotReached(trx: Transaction, { delivery, outcome }: Attempt, now: Instant): Promise<void> {
  if (outcome.kind === 'sent') return;
  const { id: key, institutionName: institution, contactName: contact, channel, message } = delivery;
  const { reference } = message;
  await raiseNotice(
    trx,
    { kind: 'delivery-failed', key, institution, contact, reference, channel, why: describeFailure(outcome.reason) },
    now,
  );
}
