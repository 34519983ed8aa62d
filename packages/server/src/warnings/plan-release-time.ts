import { millisecondsBetween, type Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { describeMoment } from '@forewarn/core/institutions/describe-moment.ts';
import { refusedToOne } from '@forewarn/core/warnings/four-eyes.ts';
import { partsIn } from '@forewarn/core/notices/notice-text.ts';
import { mayRelease } from '@forewarn/core/warnings/release.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { lookWithTwo } from './look-with-two.ts';
import { resolveNotice } from '../audit/notices.ts';
import { findNotPersons, loadReleaseFacts, planParts } from './plan-release.ts';
import { beginDigest, changedSince } from './preview-digest.ts';
import { inWords } from './release-warning.ts';
import { stateEntered } from './state-entered.ts';
import { findDraft, holdWarning, planDraft, unplanDraft } from './warning-store.ts';

export type PlanRequest = {
  readonly at: Instant;
  readonly previewDigest?: string;
  readonly evenIfNobody?: boolean;
  readonly alone?: { readonly because: string };
};

/**
 * Plans that the draft goes out by itself at an hour. All that would refuse the release then, refuses it now: the label, the text, an embargo that
 * lasts longer. Whoever changes the draft takes the plan away with it. Refusals: `no-such`, `no-draft`, `hour-past`, `preview-outdated`, core's.
 */
export async function planReleaseTime(
  machine: Machine,
  principal: Principal,
  id: string,
  request: PlanRequest,
): Promise<{ readonly kind: 'planned' } | Refusal> {
  const now = machine.clock.now();
  if (millisecondsBetween(now, request.at) <= 0)
    return refuse('hour-past', `${describeMoment(request.at, 'en')} is past.`, 'Release it now, or choose a later hour.', {
      at: request.at,
    });
  return asPrincipal(machine.database, principal, async (trx) => {
    const warning = await holdWarning(trx, id);
    if (warning === undefined) return refuse('no-such', 'There is no such warning.');
    const draft = await findDraft(trx, id);
    if (draft === undefined)
      return refuse('no-draft', `${warning.reference} has no draft to release.`, 'Draft the next version first.', {
        reference: warning.reference,
      });
    const eyes = await lookWithTwo(trx, principal, id, draft, request.alone?.because);
    const refusedAlone = refusedToOne(eyes);
    if (refusedAlone !== undefined) return refusedAlone;
    const toRelease = { warning, version: draft, facts: await loadReleaseFacts(trx, warning, now) };
    const digest = beginDigest(draft, toRelease.facts.matter);
    let hears = false;
    for await (const part of planParts(trx, machine, toRelease, now)) {
      digest.add(part);
      hears ||= part.decisions.some(({ kind }) => kind !== 'stay-silent');
    }
    const refusal = mayRelease(
      {
        warning,
        version: draft,
        by: 'analyst',
        hears,
        evenIfNobody: request.evenIfNobody,
        entered: stateEntered(warning),
        notPersons: (await findNotPersons(trx, toRelease, now)).map(inWords),
        matterEmbargoUntil: toRelease.facts.matter.embargoUntil,
      },
      request.at,
    );
    if (isRefusal(refusal)) return refusal;
    const seen = digest.end();
    const changed = request.previewDigest === undefined ? [] : changedSince(request.previewDigest, seen);
    if (changed.length > 0)
      return refuse('preview-outdated', `Since that preview this has changed: ${partsIn(changed, 'en')}.`, 'Look at the preview again.');
    const by = principalName(principal);
    await planDraft(trx, id, { at: request.at, by, previewDigest: seen, evenIfNobody: request.evenIfNobody === true });
    await resolveNotice(trx, { kind: 'release-not-made', key: id }, now);
    await enqueue(
      trx,
      'release-planned',
      { warningId: id, version: draft.version },
      { key: `release-planned:${id}/${draft.version}`, runAt: request.at },
    );
    await record(trx, {
      principal,
      at: now,
      action: 'release-planned',
      subject: { kind: 'warning', id },
      details: { reference: warning.reference, version: draft.version, releaseAt: request.at },
    });
    return { kind: 'planned' } as const;
  });
}

/** The draft stays and goes out no more by itself. Refusals: `no-such`, `not-planned`. */
export async function cancelReleaseTime(
  machine: Machine,
  principal: Principal,
  id: string,
): Promise<{ readonly kind: 'cancelled' } | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const warning = await holdWarning(trx, id);
    if (warning === undefined) return refuse('no-such', 'There is no such warning.');
    if (!(await unplanDraft(trx, id)))
      return refuse('not-planned', `No release of ${warning.reference} is planned.`, undefined, { reference: warning.reference });
    await record(trx, {
      principal,
      at: now,
      action: 'release-unplanned',
      subject: { kind: 'warning', id },
      details: { reference: warning.reference, version: warning.releasedVersion + 1 },
    });
    return { kind: 'cancelled' } as const;
  });
}
