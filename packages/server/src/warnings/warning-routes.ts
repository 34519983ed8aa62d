import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/warnings.ts';
import type { MatterHandedIn } from '@forewarn/api/matters.ts';
import { readInstant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import type { TextPart } from '@forewarn/core/warnings/text-part.ts';
import { textFor, textsFor, type WarningText } from '@forewarn/core/warnings/warning.ts';
import { whyTold } from '@forewarn/core/warnings/why-told.ts';
import { record } from '../audit/record.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { findNotKnown } from '../matching/find-not-known.ts';
import { findMatter } from '../matters/matter-store.ts';
import { shapeOf as matterShape } from '../matters/matter-routes.ts';
import { openMatter } from '../matters/open-matter.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { acknowledgeWarning } from './acknowledge-warning.ts';
import { confirmAnswer, undoAnswer } from './correct-answer.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { revokeAnswerLinks } from './answer-link-store.ts';
import { changeDraft, discardDraft } from './change-draft.ts';
import { closeWarning } from './close-warning.ts';
import { concernedCounts, concernedList, type ConcernedCounts, type ConcernedLine } from './concerned-list.ts';
import { findSpokenDecision, findTextParts } from './concerned-store.ts';
import { draftVersion, draftWarning } from './draft-warning.ts';
import { personalReasons } from './personal-reasons.ts';
import { cancelReleaseTime, planReleaseTime } from './plan-release-time.ts';
import { listPreviewed, plannedShape, previewRelease, silenceOf } from './preview-release.ts';
import { readDraftContent, usualAudience } from './read-draft-content.ts';
import { findReadingInstitutions } from './reader-store.ts';
import { isUnderway, releaseWarning, type Released } from './release-warning.ts';
import { tellingOf } from './telling.ts';
import { findVersion, findWarning, holdWarning, listVersions, listWarnings, type StoredVersion } from './warning-store.ts';
import { correctWarning, withdrawWarning } from './withdraw-warning.ts';

export function registerWarningRoutes(app: FastifyInstance, machine: Machine): void {
  registerReading(app, machine);
  registerDrafting(app, machine);
  registerReleasing(app, machine);
  registerAnswering(app, machine);
}

function registerReading(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listWarnings, async ({ principal, query }) => {
    const limit = query.limit ?? 100;
    return asPrincipal(machine.database, principal, async (trx) => {
      const found = await listWarnings(trx, { ...query, limit: limit + 1 });
      const page = found.slice(0, limit);
      const warnings = [];
      for (const warning of page) {
        const counts = principal.kind === 'cert' && warning.releasedVersion > 0 ? await concernedCounts(trx, warning) : undefined;
        warnings.push({
          id: warning.id,
          reference: warning.reference,
          state: warning.state,
          openedAt: warning.openedAt,
          releasedVersion: warning.releasedVersion,
          releasedAt: warning.releasedAt,
          urgency: warning.urgency,
          tlp: warning.tlp,
          sharedWithItProvider: warning.sharedWithItProvider,
          forYouByName: principal.kind === 'institution' && warning.tlp === 'RED' ? true : undefined,
          title: textFor(warning.texts, 'nl').title,
          hasDraft: warning.hasDraft,
          isDrill: warning.drillId === undefined ? undefined : true,
          counts: counts === undefined ? undefined : countsShape(counts),
        });
      }
      return { warnings, next: found.length > limit ? page.at(-1)?.id : undefined };
    });
  });

  register(app, routes.showWarning, ({ principal, params, query }) => show(machine, principal, params.id, query.language));

  register(app, routes.listConcerned, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const warning = await findWarning(trx, params.id);
      if (warning === undefined) return noSuch();
      await recordReading(trx, machine, { principal, action: 'concerned-read', subject: { kind: 'warning', id: warning.id } });
      const { lines, counts } = await concernedList(trx, warning);
      const matter = await findMatter(trx, warning.matterId);
      const concerned = lines.flatMap(({ institution, decision }) =>
        decision.reasons.length > 0 || decision.told ? [{ institutionId: institution.id }] : [],
      );
      const notKnown = matter === undefined ? [] : await findNotKnown(trx, matter, concerned, machine.clock.now());
      return {
        warningId: warning.id,
        reference: warning.reference,
        version: warning.releasedVersion,
        counts: countsShape(counts),
        notKnown: notKnown.length,
        institutions: lines.map(lineShape),
      };
    }),
  );
}

function registerDrafting(app: FastifyInstance, machine: Machine): void {
  register(app, routes.draftWarning, async ({ principal, body }) => {
    const now = machine.clock.now();
    const drafted = await allOrNothing(machine.database, principal, async (trx) => {
      const matter = await matterOf(trx, principal, body, now);
      if (isRefusal(matter)) return matter;
      const content = readDraftContent(body, { version: 1, kind: 'initial' }, { audience: usualAudience(matter) });
      return isRefusal(content) ? content : draftWarning(trx, machine, principal, matter.id, content, now);
    });
    return isRefusal(drafted) ? drafted : show(machine, principal, drafted.warning.id);
  });

  register(app, routes.draftVersion, async ({ principal, params, body }) => {
    const drafted = await allOrNothing(machine.database, principal, async (trx) => {
      const warning = await holdWarning(trx, params.id);
      if (warning === undefined) return noSuch();
      const inForce = await findVersion(trx, warning.id, warning.releasedVersion);
      const content = readDraftContent(body, { version: warning.releasedVersion + 1, kind: body.kind }, labelOf(inForce));
      return isRefusal(content) ? content : draftVersion(trx, principal, warning, body.kind, content, machine.clock.now());
    });
    return isRefusal(drafted) ? drafted : show(machine, principal, params.id);
  });

  register(app, routes.changeDraft, async ({ principal, params, body }) => {
    const changed = await changeDraft(machine, principal, params.id, (draft) => readDraftContent(body, draft, draft), body.basedOn);
    return isRefusal(changed) ? changed : show(machine, principal, params.id);
  });

  register(app, routes.discardDraft, async ({ principal, params }) => {
    const discarded = await discardDraft(machine, principal, params.id);
    return isRefusal(discarded) ? discarded : show(machine, principal, params.id);
  });
}

/** What follows is about the same thing: a version that says no label has that of the one before, so that a forgotten word opens nothing. */
function labelOf(inForce: StoredVersion | undefined) {
  if (inForce === undefined) return {};
  const { tlp, sharedWithItProvider, audience } = inForce;
  return { tlp, sharedWithItProvider, ...(tlp === 'RED' ? { audience } : {}) };
}

async function matterOf(
  trx: Transaction,
  principal: Principal,
  body: { readonly matterId?: string; readonly matter?: MatterHandedIn },
  now: ReturnType<Machine['clock']['now']>,
) {
  if ((body.matterId === undefined) === (body.matter === undefined))
    return refuse('input-unreadable', 'A warning is on one matter.', 'Give matterId, or matter to open one with it.');
  if (body.matter !== undefined) return openMatter(trx, principal, body.matter, now);
  return (await findMatter(trx, body.matterId ?? '')) ?? refuse('no-such', 'There is no such matter.');
}

function registerReleasing(app: FastifyInstance, machine: Machine): void {
  register(app, routes.previewRelease, ({ principal, params, query }) => previewRelease(machine, principal, params.id, query.limit));

  register(app, routes.listPreviewed, ({ principal, params, query }) =>
    listPreviewed(machine, principal, params.id, { ...query, limit: query.limit ?? 200 }),
  );

  register(app, routes.releaseWarning, async ({ principal, params, body }) =>
    releasedShape(await releaseWarning(machine, principal, params.id, body)),
  );

  register(app, routes.planRelease, async ({ principal, params, body }) => {
    const at = readInstant(body.at);
    if (at === undefined) return refuse('input-unreadable', 'The hour is unreadable.', 'As 2026-11-23T15:00:00Z.', { about: 'hour' });
    const planned = await planReleaseTime(machine, principal, params.id, { ...body, at });
    return isRefusal(planned) ? planned : show(machine, principal, params.id);
  });

  register(app, routes.cancelPlannedRelease, async ({ principal, params }) => {
    const cancelled = await cancelReleaseTime(machine, principal, params.id);
    return isRefusal(cancelled) ? cancelled : show(machine, principal, params.id);
  });

  register(app, routes.withdrawWarning, async ({ principal, params, body }) =>
    releasedShape(await withdrawWarning(machine, principal, params.id, body.because)),
  );

  register(app, routes.correctWarning, async ({ principal, params, body }) =>
    releasedShape(
      await correctWarning(
        machine,
        principal,
        params.id,
        (inForce) => readDraftContent(body, { version: inForce.version + 1, kind: 'correction' }, inForce),
        body.alone?.because,
      ),
    ),
  );

  register(app, routes.closeWarning, async ({ principal, params, body }) => {
    const closed = await closeWarning(machine, principal, params.id, body?.because);
    return isRefusal(closed) ? closed : show(machine, principal, params.id);
  });
}

function registerAnswering(app: FastifyInstance, machine: Machine): void {
  register(app, routes.acknowledgeWarning, async ({ principal, params, body }) => {
    const institutionId = principal.kind === 'institution' ? principal.institutionId : body.institutionId;
    if (institutionId === undefined)
      return refuse('input-unreadable', 'For which institution is this answer?', 'The CERT gives institutionId.', { about: 'institution' });
    if (body.institutionId !== undefined && body.institutionId !== institutionId) return noSuch();
    const { answer, abuseCheck, remark, why, until, forwardedTo, itemKey, version } = body;
    const outcome = await acknowledgeWarning(machine, principal, {
      warningId: params.id,
      institutionId,
      input: { answer, abuseCheck, remark, why, until, forwardedTo, itemKey, version },
      answeredAs: body.answeredAs,
    });
    return isRefusal(outcome) ? outcome : acknowledgementShape(outcome.acknowledgement);
  });

  register(app, routes.listAcknowledgements, ({ principal, params, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findWarning(trx, params.id)) === undefined) return noSuch();
      return { acknowledgements: (await listAcknowledgements(trx, params.id, query.institutionId)).map(acknowledgementShape) };
    }),
  );

  register(app, routes.confirmAcknowledgement, async ({ principal, params }) => {
    const outcome = await confirmAnswer(machine, principal, params.id, params.acknowledgementId);
    return isRefusal(outcome) ? outcome : acknowledgementShape(outcome);
  });

  register(app, routes.undoAcknowledgement, async ({ principal, params }) => {
    const outcome = await undoAnswer(machine, principal, params.id, params.acknowledgementId);
    return isRefusal(outcome) ? outcome : acknowledgementShape(outcome);
  });

  register(app, routes.revokeLinks, ({ principal, params, body }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findWarning(trx, params.id)) === undefined) return noSuch();
      const at = machine.clock.now();
      const revoked = await revokeAnswerLinks(trx, params.id, body, at);
      await record(trx, {
        principal,
        at,
        action: 'links-revoked',
        subject: { kind: 'warning', id: params.id },
        institutionId: body.institutionId,
        details: { revoked, contact: body.contactId },
      });
      return { revoked };
    }),
  );
}

function noSuch() {
  return refuse('no-such', 'There is no such warning.');
}

async function show(machine: Machine, principal: Principal, id: string, language?: Language) {
  return asPrincipal(machine.database, principal, async (trx) => {
    const warning = await findWarning(trx, id);
    if (warning === undefined) return noSuch();
    const matter = principal.kind === 'cert' ? await findMatter(trx, warning.matterId) : undefined;
    const audienceToo = principal.kind === 'cert';
    const versions = await listVersions(trx, id);
    await recordWarningRead(trx, machine, principal, id, versions);
    const parts = principal.kind === 'institution' ? await findTextParts(trx, id, principal.institutionId) : NO_PARTS;
    return {
      id: warning.id,
      reference: warning.reference,
      state: warning.state,
      openedAt: warning.openedAt,
      endedAt: warning.endedAt,
      endedBy: audienceToo ? warning.endedBy : undefined,
      endedBecause: audienceToo ? warning.endedBecause : undefined,
      releasedVersion: warning.releasedVersion,
      isUnderway: audienceToo && versions.some((version) => isUnderway(warning, version)) ? true : undefined,
      isDrill: warning.drillId === undefined ? undefined : true,
      versions: versions.map((version) => versionShape(audienceToo ? version : ownTexts(version, parts), audienceToo)),
      matter: matter === undefined ? undefined : matterShape(matter),
      concerns:
        principal.kind === 'institution'
          ? await concernsOf(trx, versions, { warningId: id, institutionId: principal.institutionId, language })
          : undefined,
    };
  });
}

/** That an institution read its warning is evidence; of staff only what is above GREEN is told. */
async function recordWarningRead(
  trx: Transaction,
  machine: Machine,
  principal: Principal,
  warningId: string,
  versions: readonly StoredVersion[],
): Promise<void> {
  const label = versions.findLast(({ tlp }) => tlp !== 'CLEAR' && tlp !== 'GREEN')?.tlp ?? 'GREEN';
  if (principal.kind === 'institution') {
    const { institutionId } = principal;
    const subject = tellingOf(warningId, institutionId);
    await recordReading(trx, machine, { principal, action: 'warning-read', subject, institutionId, label, isEvidence: true });
  } else if (label !== 'GREEN')
    await recordReading(trx, machine, { principal, action: 'warning-read', subject: { kind: 'warning', id: warningId }, label });
}

async function concernsOf(
  trx: Transaction,
  versions: readonly StoredVersion[],
  {
    warningId,
    institutionId,
    language,
  }: { readonly warningId: string; readonly institutionId: string; readonly language: Language | undefined },
) {
  const decision = await findSpokenDecision(trx, warningId, institutionId);
  if (decision === undefined) return undefined;
  const [institution] = (await findReadingInstitutions(trx, [institutionId])).values();
  const version = versions.find((one) => one.version === decision.version);
  return {
    sharedWithItProvider: version?.sharedWithItProvider === true,
    forYouByName: version?.tlp === 'RED' ? true : undefined,
    urgency: decision.urgency,
    certainty: decision.certainty,
    label: decision.label,
    because: whyTold({ decision, language: language ?? institution?.language ?? 'nl' }),
    reasons: personalReasons(decision.reasons),
    askedInVersion: decision.askedInVersion,
  };
}

const NO_PARTS: ReadonlyMap<number, string> = new Map();

/** What others read instead is theirs. */
function ownTexts(version: StoredVersion, parts: ReadonlyMap<number, string>): StoredVersion {
  return { ...version, texts: textsFor(version.texts, parts.get(version.version)) };
}

/** Whom an analyst excluded, and why, is the CERT's to know. */
function versionShape(version: StoredVersion, audienceToo: boolean) {
  return {
    version: version.version,
    kind: version.kind,
    state: version.state,
    urgency: version.urgency,
    tlp: version.tlp,
    sharedWithItProvider: version.sharedWithItProvider,
    embargoUntil: audienceToo ? version.embargoUntil : undefined,
    validUntil: version.validUntil,
    forYouByName: !audienceToo && version.tlp === 'RED' ? true : undefined,
    texts: { nl: textShape(version.texts.nl), en: version.texts.en === undefined ? undefined : textShape(version.texts.en) },
    audience: audienceToo ? audienceShape(version.audience) : undefined,
    plannedRelease: audienceToo ? plannedShape(version.planned) : undefined,
    draftedAt: version.draftedAt,
    draftedBy: audienceToo ? version.draftedBy : 'CERT',
    releasedAt: version.releasedAt,
    releasedBy: audienceToo ? version.releasedBy : undefined,
  };
}

function audienceShape({ certainties, excluded, persons }: StoredVersion['audience']) {
  return { certainties: [...certainties], excluded: [...excluded], persons: persons === undefined ? undefined : [...persons] };
}

function textShape({ parts, ...text }: WarningText) {
  return { ...text, actions: [...text.actions], ...(parts === undefined ? {} : { parts: parts.map(partShape) }) };
}

function partShape({ name, when: { reasons, products, answers, answeredBefore, answeredFrom }, summary, actions }: TextPart) {
  const when = {
    reasons: reasons === undefined ? undefined : [...reasons],
    products: products === undefined ? undefined : [...products],
    answers: answers === undefined ? undefined : [...answers],
    answeredBefore,
    answeredFrom,
  };
  return { name, when, summary, actions: actions === undefined ? undefined : [...actions] };
}

function countsShape(counts: ConcernedCounts) {
  return { ...counts, byAnswer: { ...counts.byAnswer } };
}

function lineShape({ institution, decision, standing, answers, toldAt, readAt, deliveries }: ConcernedLine) {
  return {
    institutionId: institution.id,
    institution: institution.name,
    sector: institution.sector,
    decision: decision.kind,
    because: silenceOf(decision),
    urgency: decision.urgency,
    certainty: decision.certainty,
    label: decision.label,
    reasons: personalReasons(decision.reasons),
    askedInVersion: decision.askedInVersion,
    told: decision.told,
    toldAt,
    readAt,
    deliveries: deliveries.map((delivery) => ({
      contact: delivery.contactName,
      channel: delivery.channel,
      state: delivery.state,
      version: versionOfKey(delivery.messageKey),
      attempts: delivery.attempts,
      endedAt: delivery.endedAt,
      endedBecause: delivery.endedBecause ?? delivery.lastReason,
      ...(delivery.state === 'held' ? { heldUntil: delivery.nextAttemptAt, heldBecause: delivery.heldBecause } : {}),
    })),
    standing,
    followUp: decision.told && !answers.stopsFollowUp,
    acknowledgement: answers.acknowledgement === undefined ? undefined : acknowledgementShape(answers.acknowledgement),
  };
}

/** Message keys are warning/version/institution/language. */
function versionOfKey(messageKey: string): number | undefined {
  const version = Number(messageKey.split('/')[1]);
  return Number.isInteger(version) ? version : undefined;
}

function releasedShape(outcome: Released | Awaited<ReturnType<typeof releaseWarning>>) {
  if (isRefusal(outcome)) return outcome;
  const { kind: _released, ...shown } = outcome;
  return shown;
}

function acknowledgementShape({ warningId: _warning, contactId: _contact, replaces: _replaces, ...shown }: Acknowledgement) {
  return shown;
}
