import { millisecondsBetween, type Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { describeState } from '@forewarn/core/warnings/transitions.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { InternalFault } from '../internal-fault.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { raiseNotice } from '../audit/notices.ts';
import { releaseHeld } from './release-warning.ts';
import { stateEntered } from './state-entered.ts';
import { findDraft, holdWarning, unplanDraft, type PlannedRelease, type StoredVersion, type StoredWarning } from './warning-store.ts';

const RELEASER = { kind: 'system', name: 'release-planned' } as const satisfies Principal;

/**
 * The job `release-planned` {warningId, version}, at the hour that an analyst chose: releases the draft as it would go out now. Whom it concerns may
 * have changed since the preview that the analyst saw: it goes out to whom it concerns, and the CERT is told what is different. What may not go out
 * any more does not: the plan ends, and the CERT is told why. A second run, or one for a plan that was changed or cancelled, does nothing.
 */
export async function releasePlanned(machine: Machine, payload: unknown): Promise<void> {
  const { warningId, version } = (payload ?? {}) as Record<string, unknown>;
  if (typeof warningId !== 'string' || typeof version !== 'number') throw new InternalFault('a release-planned job names no version');
  const now = machine.clock.now();
  await asSystem(machine.database, RELEASER.name, async (trx) => {
    const warning = await holdWarning(trx, warningId);
    const draft = await findDraft(trx, warningId);
    if (warning === undefined || draft?.planned === undefined || draft.version !== version) return;
    if (millisecondsBetween(now, draft.planned.at) > 0) return wakeAt(trx, warningId, version, draft.planned.at);
    await release(trx, machine, warning, draft, draft.planned, now);
  });
}

/** The hour was moved: the job comes back for it. */
async function wakeAt(trx: Transaction, warningId: string, version: number, runAt: Instant): Promise<void> {
  await enqueue(trx, 'release-planned', { warningId, version }, { key: `release-planned:${warningId}/${version}/${runAt}`, runAt });
}

async function release(
  trx: Transaction,
  machine: Machine,
  warning: StoredWarning,
  draft: StoredVersion,
  planned: PlannedRelease,
  now: Instant,
): Promise<void> {
  if (warning.state === 'closed' || warning.state === 'withdrawn')
    return giveUp(trx, warning, draft, describeState(warning.state, stateEntered(warning)), now);
  const { evenIfNobody, by: plannedBy, previewDigest } = planned;
  const outcome = await releaseHeld(trx, machine, RELEASER, { warning, draft, by: 'analyst', plannedBy, evenIfNobody, previewDigest }, now);
  if (isRefusal(outcome)) await giveUp(trx, warning, draft, outcome.message, now);
}

async function giveUp(trx: Transaction, warning: StoredWarning, draft: StoredVersion, because: string, now: Instant): Promise<void> {
  await unplanDraft(trx, warning.id);
  await raiseNotice(
    trx,
    {
      kind: 'release-not-made',
      key: warning.id,
      reference: warning.reference,
      version: draft.version,
      because,
    },
    now,
  );
}
