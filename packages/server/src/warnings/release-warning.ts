import type { Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { refusedToOne, type FourEyes } from '@forewarn/core/warnings/four-eyes.ts';
import { partsIn } from '@forewarn/core/notices/notice-text.ts';
import { mayRelease } from '@forewarn/core/warnings/release.ts';
import { nextState, VERB_OF_KIND } from '@forewarn/core/warnings/transitions.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { cancelDeliveries } from '../deliveries/delivery-store.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { continueMatterTrace, findMatterTraces } from '../matters/matter-trace-store.ts';
import { inSpan, traceAtHand, workAtHand } from '../traces/in-span.ts';
import { insertDecisions } from './concerned-store.ts';
import { raiseNotice, resolveNotice } from '../audit/notices.ts';
import { planRelease, type NotPerson, type ReleasePlan, type ToldInstitution } from './plan-release.ts';
import { findPlannedKeys } from './reader-store.ts';
import { changedSince, previewDigest } from './preview-digest.ts';
import { lookWithTwo } from './look-with-two.ts';
import { findReleaseCounts } from './release-count-store.ts';
import { endFollowUps } from './start-follow-ups.ts';
import { recordTellingLater, tellPart } from './tell-part.ts';
import { stateEntered } from './state-entered.ts';
import {
  findDraft,
  findVersion,
  holdWarning,
  markEnded,
  markReleased,
  releaseDraft,
  type StoredVersion,
  type StoredWarning,
} from './warning-store.ts';

/** Institutions named in a notice; the concerned list has them all. */
const NAMED_MAX = 20;

export type Released = {
  readonly kind: 'released';
  readonly warningId: string;
  readonly reference: string;
  readonly version: number;
  readonly told: number;
  readonly stayedSilent: number;
  readonly deliveries: number;
  readonly cancelled: number;
  readonly unreachable: number;
};

export type ReleaseRequest = {
  /** The version meant. Where it is released already, the answer tells what that did and nothing changes. */
  readonly version?: number;
  /** Of the preview that was seen: anything else is refused. */
  readonly previewDigest?: string;
  readonly evenIfNobody?: boolean;
  /** One person alone releases act now, and why. */
  readonly alone?: { readonly because: string };
};

/**
 * Releases the draft in one transaction: the version, the decision for every institution, links, messages, planned deliveries, audit. Of more than
 * `tellAtOnceMax` institutions the first hear of it by that, and the others by the job that it adds (`tell-rest`).
 * Refusals: `no-such`, `no-draft`, `draft-changed` (another version is meant), `preview-outdated`, and those of core's `mayRelease`.
 */
export async function releaseWarning(
  machine: Machine,
  principal: Principal,
  id: string,
  request: ReleaseRequest = {},
): Promise<Released | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const warning = await holdWarning(trx, id);
    if (warning === undefined) return refuse('no-such', 'There is no such warning.');
    const earlier = request.version === undefined ? undefined : await findVersion(trx, id, request.version);
    if (earlier?.state === 'released') return released(warning, earlier.version, await findReleaseCounts(trx, id, earlier.version));
    const draft = await findDraft(trx, id);
    if (draft === undefined)
      return refuse('no-draft', `${warning.reference} has no draft to release.`, 'Draft the next version first.', {
        reference: warning.reference,
      });
    if (request.version !== undefined && request.version !== draft.version)
      return refuse('draft-changed', `The draft of ${warning.reference} is version ${draft.version}, not ${request.version}.`, undefined, {
        version: draft.version,
      });
    const eyes = await lookWithTwo(trx, principal, id, draft, request.alone?.because);
    return refusedToOne(eyes) ?? releaseHeld(trx, machine, principal, { warning, draft, by: 'analyst', eyes, ...request }, now);
  });
}

export type HeldRelease = Omit<ReleaseRequest, 'version'> & {
  /** Held by this transaction (`holdWarning`). */
  readonly warning: StoredWarning;
  readonly draft: StoredVersion;
  readonly by: 'analyst' | 'rule';
  /** Which two people stand behind it, where that was asked. */
  readonly eyes?: FourEyes;
  /** Who decided that it goes out now, where a job does it. */
  readonly plannedBy?: string;
};

/** The same for one who holds the warning in a transaction already: withdrawal, correction, a standing rule. */
export async function releaseHeld(
  trx: Transaction,
  machine: Machine,
  principal: Principal,
  release: HeldRelease,
  now: Instant,
): Promise<Released | Refusal> {
  if (machine.traces === undefined) return releaseNow(trx, machine, principal, release, now);
  const { matterId, id } = release.warning;
  const from = workAtHand() ?? (await findMatterTraces(trx, [matterId])).get(matterId);
  const attributes = {
    'forewarn.matter': matterId,
    'forewarn.warning': id,
    'forewarn.version': release.draft.version,
    'forewarn.by': release.by,
  };
  return inSpan(machine.traces, { name: 'release', attributes, from }, async (say) => {
    const outcome = await releaseNow(trx, machine, principal, release, now);
    const traceparent = traceAtHand();
    if (isRefusal(outcome) || traceparent === undefined) say({ 'forewarn.refused': isRefusal(outcome) ? outcome.code : '' });
    else {
      say({ 'forewarn.told': outcome.told, 'forewarn.deliveries': outcome.deliveries, 'forewarn.unreachable': outcome.unreachable });
      await continueMatterTrace(trx, matterId, traceparent, now);
    }
    return outcome;
  });
}

async function releaseNow(
  trx: Transaction,
  machine: Machine,
  principal: Principal,
  release: HeldRelease,
  now: Instant,
): Promise<Released | Refusal> {
  const { warning, draft } = release;
  const plan = await planRelease(trx, machine, warning, draft, now);
  const refusal = mayRelease(
    {
      warning,
      version: draft,
      by: release.by,
      decisions: plan.decisions,
      evenIfNobody: release.evenIfNobody,
      entered: stateEntered(warning),
      notPersons: plan.notPersons.map(inWords),
      matterEmbargoUntil: plan.matter.embargoUntil,
    },
    now,
  );
  if (refusal !== undefined) return refusal;
  if (release.previewDigest !== undefined) {
    const changed = changedSince(release.previewDigest, previewDigest(draft, plan));
    if (changed.length > 0)
      return refuse(
        'preview-outdated',
        `Since that preview this has changed: ${partsIn(changed, 'en')}.`,
        'Look at the preview again, then release.',
      );
  }
  const state = nextState({ state: warning.state, verb: VERB_OF_KIND[draft.kind], entered: stateEntered(warning) });
  if (isRefusal(state)) return state;

  const by = release.plannedBy ?? principalName(principal);
  await releaseDraft(trx, warning.id, now, by);
  await markReleased(trx, warning.id, draft.version, state);
  if (state === 'withdrawn' || state === 'closed') await markEnded(trx, warning.id, state, now, by);
  await insertDecisions(trx, warning.id, draft.version, plan.decisions);
  const cancelled = await cancelEarlier(trx, warning, draft, plan, now);
  await endFollowUps(trx, warning, draft, plan.told, now);
  const first = firstPart(plan.told, machine.config.tellAtOnceMax);
  await tellPart(trx, warning, draft, first, now);
  const unreachable = await tellUnreachable(trx, warning, plan, now);
  for (const kind of ['draft-waits', 'warning-to-review', 'exploited-now']) await resolveNotice(trx, { kind, key: warning.id }, now);
  const counts = {
    told: plan.told.length,
    stayedSilent: plan.decisions.length - plan.told.length,
    deliveries: plan.told.reduce((sum, { deliveries }) => sum + deliveries.length, 0),
    cancelled,
    unreachable,
  };
  await record(trx, {
    principal,
    at: now,
    action: `warning-${draft.kind === 'withdrawal' ? 'withdrawn' : 'released'}`,
    subject: { kind: 'warning', id: warning.id },
    details: {
      reference: warning.reference,
      version: draft.version,
      kind: draft.kind,
      urgency: draft.urgency,
      label: draft.tlp,
      sharedWithItProvider: draft.sharedWithItProvider,
      by: release.by,
      plannedBy: release.plannedBy,
      ...(release.eyes === undefined || release.eyes.kind === 'not-needed' ? {} : { fourEyes: release.eyes }),
      rule: draft.ruleId,
      ...counts,
    },
  });
  const version = { warningId: warning.id, version: draft.version };
  if (first.length < plan.told.length) await enqueue(trx, 'tell-rest', version, { key: `tell-rest:${warning.id}/${draft.version}` });
  else await recordTellingLater(trx, version, counts.told, now);
  return released(warning, draft.version, counts);
}

/** All where they are few; else so many that the first hear of it at once, and the job `tell-rest` goes on with the others. */
function firstPart(told: readonly ToldInstitution[], atOnceMax: number): readonly ToldInstitution[] {
  return told.length <= atOnceMax ? told : told.slice(0, Math.ceil(atOnceMax / 4));
}

/** "Piket Lindemark (no-person)". */
export function inWords({ contactId, name, because }: NotPerson): string {
  return `${name ?? contactId} (${because})`;
}

function released(
  warning: StoredWarning,
  version: number,
  counts: Omit<Released, 'kind' | 'warningId' | 'reference' | 'version'>,
): Released {
  return { kind: 'released', warningId: warning.id, reference: warning.reference, version, ...counts };
}

/**
 * Those who hear this version need not hear an earlier one first. A withdrawal stops every thread of the warning, whatever is in it; a
 * later version only takes the place of earlier ones (a correction of all of them, whoever hears it): that somebody answered through a link is still told.
 */
async function cancelEarlier(
  trx: Transaction,
  warning: StoredWarning,
  draft: StoredVersion,
  plan: ReleasePlan,
  now: Instant,
): Promise<number> {
  if (draft.kind === 'withdrawal')
    return (await cancelDeliveries(trx, { threads: plan.earlierThreads }, `${warning.reference} is withdrawn`, now)).cancelled;
  const earlier = new Set(plan.earlierThreads);
  const threads =
    draft.kind === 'correction'
      ? plan.earlierThreads
      : plan.told.map((told) => told.addressed[0].thread).filter((thread) => earlier.has(thread));
  const messageKeys = await findPlannedKeys(trx, warning.id, threads);
  if (messageKeys.length === 0) return 0;
  const because = `${warning.reference} version ${draft.version} took its place`;
  return (await cancelDeliveries(trx, { messageKeys }, because, now)).cancelled;
}

/** Whom no channel reaches must be telephoned: the CERT hears it at once, and not by looking for it. */
async function tellUnreachable(trx: Transaction, warning: StoredWarning, plan: ReleasePlan, now: Instant): Promise<number> {
  const unreachable = plan.told.filter((told) => told.unreachable !== undefined);
  if (unreachable.length === 0) {
    await resolveNotice(trx, { kind: 'institutions-unreachable', key: warning.id }, now);
    return 0;
  }
  const named = unreachable.slice(0, NAMED_MAX).map((told) => told.institution.name);
  const others = unreachable.length - named.length;
  await raiseNotice(
    trx,
    {
      kind: 'institutions-unreachable',
      key: warning.id,
      reference: warning.reference,
      institutions: named,
      others,
    },
    now,
  );
  return unreachable.length;
}
