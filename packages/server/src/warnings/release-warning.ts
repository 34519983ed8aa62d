import type { Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { refusedToOne, type FourEyes } from '@forewarn/core/warnings/four-eyes.ts';
import type { PreviewedPart } from '@forewarn/core/notices/notice.ts';
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
import { insertDecisions, listToldThreads } from './concerned-store.ts';
import { raiseNotice, resolveNotice } from '../audit/notices.ts';
import {
  findNotPersons,
  loadReleaseFacts,
  planParts,
  type NotPerson,
  type ReleasePart,
  type ToldInstitution,
  type ToRelease,
} from './plan-release.ts';
import { findLastInstitution, findPlannedKeys } from './reader-store.ts';
import { changedSince, draftDigest, previewDigest } from './preview-digest.ts';
import { lookWithTwo } from './look-with-two.ts';
import { findReleaseCounts } from './release-count-store.ts';
import { endFollowUps } from './start-follow-ups.ts';
import { recordTellingLater, tellPart } from './tell-part.ts';
import { stateEntered } from './state-entered.ts';
import {
  findDraft,
  findVersion,
  holdWarning,
  keepUndecided,
  markEnded,
  markReleased,
  releaseDraft,
  type StoredVersion,
  type StoredWarning,
} from './warning-store.ts';

/** Institutions named in a notice; the concerned list has them all. */
export const NAMED_MAX = 20;

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
  /** More are being decided on, part by part: the counts are of those who were. */
  readonly isUnderway?: boolean;
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
 * `tellAtOnceMax` institutions the first hear of it by that, and the others by the job that it adds (`tell-rest`). Where there are more than
 * `decideAtOnceMax` to decide on, it decides on the first of them, and the job `release-rest` on the others, part by part (decision 041).
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
    if (earlier?.state === 'released') return released(warning, earlier.version, await countsOf(trx, warning, earlier));
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
  /** Who decided that it goes out now, where a job does it. Then it goes out to whom it concerns, and the CERT is told what is not as it was previewed. */
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
  const toRelease = { warning, version: draft, facts: await loadReleaseFacts(trx, warning, now), through: await findLastInstitution(trx) };
  const first = await planFirst(trx, machine, toRelease, now);
  const notPersons = await findNotPersons(trx, toRelease, now);
  const refusal = mayRelease(
    {
      warning,
      version: draft,
      by: release.by,
      hears: first.told.length > 0 || (await speaksToRest(trx, machine, toRelease, first, now)),
      evenIfNobody: release.evenIfNobody,
      entered: stateEntered(warning),
      notPersons: notPersons.map(inWords),
      matterEmbargoUntil: toRelease.facts.matter.embargoUntil,
    },
    now,
  );
  if (refusal !== undefined) return refusal;
  // Of many only the draft is held against the preview now: they would wait for it. Whom it concerns otherwise is told when all are decided on.
  const seen = first.last === undefined ? previewDigest(draft, toRelease.facts.matter, first) : draftDigest(draft, toRelease.facts.matter);
  const changed = release.previewDigest === undefined ? [] : changedSince(release.previewDigest, seen);
  if (changed.length > 0 && release.plannedBy === undefined)
    return refuse(
      'preview-outdated',
      `Since that preview this has changed: ${partsIn(changed, 'en')}.`,
      'Look at the preview again, then release.',
    );
  const state = nextState({ state: warning.state, verb: VERB_OF_KIND[draft.kind], entered: stateEntered(warning) });
  if (isRefusal(state)) return state;

  const atOnce = Math.ceil(machine.config.tellAtOnceMax / 4);
  const plan = first.last === undefined ? first : cutBehind(first, atOnce);
  const toTell = plan.last === undefined && plan.told.length > machine.config.tellAtOnceMax ? plan.told.slice(0, atOnce) : plan.told;
  const by = release.plannedBy ?? principalName(principal);
  await releaseDraft(trx, warning.id, now, by);
  await markReleased(trx, warning.id, draft.version, state);
  if (state === 'withdrawn' || state === 'closed') await markEnded(trx, warning.id, state, now, by);
  const threads = await earlierThreadsOf(trx, warning, draft, plan);
  await insertDecisions(trx, warning.id, draft.version, plan.decisions);
  const cancelled = await cancelEarlier(trx, warning, draft, threads, now);
  await endFollowUps(trx, warning, draft, plan.told, now);
  await tellPart(trx, warning, draft, toTell, now);
  const unreachable = await tellUnreachable(trx, warning, unreachableOf(plan.told), now);
  for (const kind of ['draft-waits', 'warning-to-review', 'exploited-now']) await resolveNotice(trx, { kind, key: warning.id }, now);
  const counts = {
    told: plan.told.length,
    stayedSilent: plan.decisions.length - plan.told.length,
    deliveries: plan.told.reduce((sum, { deliveries }) => sum + deliveries.length, 0),
    cancelled,
    unreachable,
    ...(plan.last === undefined ? {} : { isUnderway: true }),
  };
  if (changed.length > 0) await tellChanged(trx, warning, draft, { plannedBy: by, changed, told: counts.told }, now);
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
  await goOn(
    trx,
    warning,
    draft,
    { plan, through: toRelease.through, isAllTold: toTell.length === plan.told.length },
    release.previewDigest,
    now,
  );
  return released(warning, draft.version, counts);
}

type FirstPlan = Pick<ReleasePart, 'decisions' | 'told' | 'earlierThreads'> & {
  /** Behind whom there is more to decide on; undefined: these are all. */
  readonly last: string | undefined;
};

/** All there is to decide on, or where that is much the first of it. */
async function planFirst(
  trx: Transaction,
  machine: Machine,
  toRelease: ToRelease & { readonly through: string | undefined },
  now: Instant,
): Promise<FirstPlan> {
  const parts: ReleasePart[] = [];
  let [decided, last]: [number, string | undefined] = [0, undefined];
  for await (const part of planParts(trx, machine, toRelease, now)) {
    parts.push(part);
    ({ last } = part);
    decided += part.decisions.length;
    if (decided > machine.config.decideAtOnceMax) break;
  }
  return {
    decisions: parts.flatMap(({ decisions }) => decisions),
    told: parts.flatMap(({ told }) => told),
    earlierThreads: parts.flatMap(({ earlierThreads }) => earlierThreads),
    last,
  };
}

/** Whether somebody behind the first would hear of it, where none of these does; looked for until one is found. */
async function speaksToRest(
  trx: Transaction,
  machine: Machine,
  toRelease: ToRelease,
  { told, last: after }: FirstPlan,
  now: Instant,
): Promise<boolean> {
  // Of a later version nobody need hear; only of the first it is asked whether somebody does.
  if (toRelease.version.kind !== 'initial' || after === undefined || told.length > 0) return false;
  for await (const part of planParts(trx, machine, { ...toRelease, after }, now)) if (part.told.length > 0) return true;
  return false;
}

/** What is decided up to and with the one that is told as the `told`th: they hear at once, the job goes on behind them. */
function cutBehind(plan: FirstPlan, told: number): FirstPlan {
  const last = plan.told.map(({ institution }) => institution.id).sort()[told - 1];
  if (last === undefined) return plan;
  const decisions = plan.decisions.filter(({ institutionId }) => institutionId <= last);
  return { ...plan, decisions, told: plan.told.filter(({ institution }) => institution.id <= last), last };
}

/** What follows the release in jobs. */
async function goOn(
  trx: Transaction,
  warning: StoredWarning,
  draft: StoredVersion,
  first: { readonly plan: FirstPlan; readonly through: string | undefined; readonly isAllTold: boolean },
  seenDigest: string | undefined,
  now: Instant,
): Promise<void> {
  const version = { warningId: warning.id, version: draft.version };
  const { plan, through } = first;
  const add = (job: 'release-rest' | 'tell-rest') => enqueue(trx, job, version, { key: `${job}:${warning.id}/${draft.version}` });
  if (plan.last !== undefined && through !== undefined) {
    await keepUndecided(trx, version, { after: plan.last, through }, seenDigest);
    return add('release-rest');
  }
  if (!first.isAllTold) return add('tell-rest');
  await recordTellingLater(trx, version, plan.told.length, now);
}

/** Whether a released version still decides on some. */
export function isUnderway(warning: StoredWarning, version: StoredVersion): boolean {
  return version.undecided !== undefined && version.version === warning.releasedVersion && warning.state !== 'closed';
}

/** It went out to whom it concerns, and not quite as whoever decided that had seen it. */
export async function tellChanged(
  trx: Transaction,
  { id: key, reference }: StoredWarning,
  { version }: StoredVersion,
  of: { readonly plannedBy: string; readonly changed: readonly PreviewedPart[]; readonly told: number },
  now: Instant,
): Promise<void> {
  await raiseNotice(trx, { kind: 'release-differs', key, reference, version, ...of }, now);
}

/** "Piket Lindemark (no-person)". */
export function inWords({ contactId, name, because }: NotPerson): string {
  return `${name ?? contactId} (${because})`;
}

/** What a release did until now. */
async function countsOf(trx: Transaction, warning: StoredWarning, version: StoredVersion) {
  const counts = await findReleaseCounts(trx, warning.id, version.version);
  return isUnderway(warning, version) ? { ...counts, isUnderway: true } : counts;
}

function released(
  warning: StoredWarning,
  version: number,
  counts: Omit<Released, 'kind' | 'warningId' | 'reference' | 'version'>,
): Released {
  return { kind: 'released', warningId: warning.id, reference: warning.reference, version, ...counts };
}

/** Whose earlier deliveries a version ends. A withdrawal and a correction end those of all at once, also where they are decided on in parts. */
async function earlierThreadsOf(
  trx: Transaction,
  warning: StoredWarning,
  { kind }: StoredVersion,
  plan: FirstPlan,
): Promise<readonly string[]> {
  if (kind === 'withdrawal' || kind === 'correction') return plan.last === undefined ? plan.earlierThreads : listToldThreads(trx, warning);
  return threadsOfTold(plan);
}

/** Of those who hear a version, the threads in which something was said before. */
export function threadsOfTold({ told, earlierThreads }: Pick<ReleasePart, 'told' | 'earlierThreads'>): readonly string[] {
  const earlier = new Set(earlierThreads);
  return told.map((one) => one.addressed[0].thread).filter((thread) => earlier.has(thread));
}

/**
 * Those who hear this version need not hear an earlier one first. A withdrawal stops every thread of the warning, whatever is in it; a
 * later version only takes the place of earlier ones (a correction of all of them, whoever hears it): that somebody answered through a link is still told.
 */
export async function cancelEarlier(
  trx: Transaction,
  warning: StoredWarning,
  draft: StoredVersion,
  threads: readonly string[],
  now: Instant,
): Promise<number> {
  if (draft.kind === 'withdrawal') return (await cancelDeliveries(trx, { threads }, `${warning.reference} is withdrawn`, now)).cancelled;
  const messageKeys = await findPlannedKeys(trx, warning.id, threads);
  if (messageKeys.length === 0) return 0;
  const because = `${warning.reference} version ${draft.version} took its place`;
  return (await cancelDeliveries(trx, { messageKeys }, because, now)).cancelled;
}

type Unreachable = { readonly count: number; readonly names: readonly string[] };

function unreachableOf(told: readonly ToldInstitution[]): Unreachable {
  const unreachable = told.filter((one) => one.unreachable !== undefined);
  return { count: unreachable.length, names: unreachable.slice(0, NAMED_MAX).map(({ institution }) => institution.name) };
}

/** Whom no channel reaches must be telephoned: the CERT hears it at once, and not by looking for it. */
export async function tellUnreachable(
  trx: Transaction,
  warning: StoredWarning,
  { count, names }: Unreachable,
  now: Instant,
): Promise<number> {
  const of = { kind: 'institutions-unreachable', key: warning.id } as const;
  if (count === 0) await resolveNotice(trx, of, now);
  else await raiseNotice(trx, { ...of, reference: warning.reference, institutions: names, others: count - names.length }, now);
  return count;
}
