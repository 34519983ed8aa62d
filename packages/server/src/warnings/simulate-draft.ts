import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { PlannedDelivery } from '@forewarn/core/deliveries/planned-delivery.ts';
import { followUpPolicyFor, type FollowUpPolicy } from '@forewarn/core/warnings/follow-up-policy.ts';
import type { Knock } from '@forewarn/core/warnings/next-follow-up.ts';
import { beginFollowUpSimulation, type Simulated, type SimulatedMoment } from '@forewarn/core/warnings/simulate-follow-up.ts';
import type { Transaction } from '../database/open-database.ts';
import { openLaterChannels } from '../deliveries/channels/gateway/read-gateways.ts';
import type { Machine } from '../machine.ts';
import { findManagedElsewhere } from './follow-up-store.ts';
import { loadReleaseFacts, planParts, type ToldInstitution } from './plan-release.ts';
import type { StoredVersion, StoredWarning } from './warning-store.ts';

export type ToSimulate = {
  readonly warning: StoredWarning;
  readonly draft: StoredVersion;
  readonly policies: readonly FollowUpPolicy[];
  /** The moment that it is tried for, which may lie ahead. */
  readonly releasedAt: Instant;
};

/** What follow-up of a draft would do. `asked`: institutions that hear of it and are asked to answer; of those `withoutPolicy` nothing follows. */
export type SimulatedDraft = {
  readonly moments: readonly SimulatedMoment[];
  readonly asked: number;
  readonly withoutPolicy: number;
};

/** Plans the release part by part, as the release itself would, and counts what policies would do if nobody answered. Writes nothing. */
export async function simulateDraft(trx: Transaction, machine: Machine, toSimulate: ToSimulate): Promise<SimulatedDraft> {
  const { warning, draft, policies, releasedAt } = toSimulate;
  const toRelease = { warning, version: draft, facts: await loadReleaseFacts(trx, warning, machine.clock.now()) };
  const simulation = beginFollowUpSimulation(releasedAt, openLaterChannels(machine.config));
  let asked = 0;
  let followed = 0;
  for await (const { told } of planParts(trx, machine, toRelease, releasedAt)) {
    const open = told.filter(({ decision }) => decision.kind !== 'close');
    const simulated = await simulatedOf(trx, open, policies);
    simulation.add(simulated);
    asked += open.length;
    followed += simulated.length;
  }
  return { moments: simulation.moments(), asked, withoutPolicy: asked - followed };
}

/** Those for whom a policy is in force, with what it does with them. */
async function simulatedOf(
  trx: Transaction,
  asked: readonly ToldInstitution[],
  policies: readonly FollowUpPolicy[],
): Promise<readonly Simulated[]> {
  const products = [...new Set(asked.flatMap(({ decision }) => decision.reasons.flatMap(({ product }) => product ?? [])))];
  const ids = asked.map(({ institution }) => institution.id);
  const managed = await findManagedElsewhere(trx, ids, products);
  return asked.flatMap((told) => {
    const policy = policyFor(policies, told, managed);
    return policy === undefined ? [] : [{ policy, contacts: told.contacts, knocks: told.deliveries.map(knockOf) }];
  });
}

function policyFor(policies: readonly FollowUpPolicy[], { decision, institution }: ToldInstitution, managed: ReadonlySet<string>) {
  const managedBy = managed.has(institution.id) ? 'it-provider' : 'institution';
  return followUpPolicyFor(policies, { urgency: decision.urgency, staff: institution.staff, managedBy });
}

/** As it will be once the release is sent: out, or waiting for a bundle. */
function knockOf({ contactId, channel, address, heldBecause, notBefore }: PlannedDelivery): Knock {
  const state = heldBecause === undefined ? 'sent' : 'held';
  return { contactId, channel, address, state, heldUntil: heldBecause === undefined ? undefined : notBefore };
}
