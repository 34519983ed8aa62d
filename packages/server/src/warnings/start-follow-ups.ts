import type { Instant } from '@forewarn/core/basics/instant.ts';
import { FOLLOW_UP_POLICIES, followUpPolicyFor, type FollowUpPolicy } from '@forewarn/core/warnings/follow-up-policy.ts';
import { followUpDueAt } from '@forewarn/core/warnings/next-follow-up.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { endClocks, findManagedElsewhere, findPolicies, startClocks, type FollowUpStart } from './follow-up-store.ts';
import type { ToldInstitution } from './plan-release.ts';
import type { StoredVersion, StoredWarning } from './warning-store.ts';

/** Stops the clocks of those whom this version tells that it is over. */
export async function endFollowUps(
  trx: Transaction,
  warning: StoredWarning,
  version: Pick<StoredVersion, 'kind'>,
  told: readonly ToldInstitution[],
  now: Instant,
): Promise<void> {
  if (version.kind === 'withdrawal') return endClocks(trx, warning.id, undefined, 'withdrawn', now);
  const closed = told.filter(({ decision }) => decision.kind === 'close').map(({ institution }) => institution.id);
  if (closed.length > 0) await endClocks(trx, warning.id, closed, 'closed', now);
}

/**
 * Starts the clock of everybody whom this version asks. An institution whose action did not change keeps the clock it has. Whom no door reaches is
 * on the call list at once: unreachable is not silent.
 */
export async function startFollowUps(
  trx: Transaction,
  warning: StoredWarning,
  version: StoredVersion,
  told: readonly ToldInstitution[],
  now: Instant,
): Promise<void> {
  const asked = told.filter(({ decision }) => decision.kind !== 'close' && decision.urgency !== 'for-information');
  if (asked.length === 0) return;
  const products = [...new Set(asked.flatMap(({ decision }) => decision.reasons.flatMap(({ product }) => product ?? [])))];
  const managed = await findManagedElsewhere(
    trx,
    asked.map(({ institution }) => institution.id),
    products,
  );
  const policies = await policiesInForce(trx);
  const starts = asked.flatMap((told) => {
    const managedBy = managed.has(told.institution.id) ? 'it-provider' : 'institution';
    const policy = followUpPolicyFor(policies, { urgency: told.decision.urgency, staff: told.institution.staff, managedBy });
    return policy === undefined ? [] : [startOf(told, version.version, policy, now)];
  });
  await startClocks(trx, warning.id, starts);
  for (const at of new Set(starts.flatMap(({ nextAt }) => nextAt ?? [])))
    await enqueue(trx, 'follow-up', {}, { key: `follow-up:${at}`, runAt: at });
}

/** As the CERT changed them, else those that ship. */
export async function policiesInForce(trx: Transaction): Promise<readonly FollowUpPolicy[]> {
  const changed = await findPolicies(trx);
  return changed.length > 0 ? changed : FOLLOW_UP_POLICIES;
}

function startOf({ institution, deliveries }: ToldInstitution, version: number, policy: FollowUpPolicy, now: Instant): FollowUpStart {
  const start = { institutionId: institution.id, version, policy };
  if (deliveries.length === 0) return { ...start, askedAt: now, callSince: now, callBecause: 'unreachable' };
  // What waits for a bundle is not said yet: the clock begins when the first of it goes.
  const askedAt = deliveries.map(({ notBefore }) => notBefore).toSorted()[0] ?? now;
  return { ...start, askedAt, nextAt: followUpDueAt(policy, 0, askedAt) };
}
