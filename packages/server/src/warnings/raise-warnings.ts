import { describeExploited, exploitedSince } from '@forewarn/core/advisories/exploited-since.ts';
import type { RevisionComparison } from '@forewarn/core/advisories/revision-change.ts';
import { cvesOf, saysExploited } from '@forewarn/core/advisories/severity.ts';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { CERTAINTIES, type Certainty } from '@forewarn/core/matching/match.ts';
import { NO_SCOPE } from '@forewarn/core/matters/matter.ts';
import { standsInQueue } from '@forewarn/core/matters/stands-in-queue.ts';
import { draftFromAdvisory } from '@forewarn/core/warnings/draft-from-advisory.ts';
import { ruleFires } from '@forewarn/core/warnings/standing-rule.ts';
import { URGENCIES, type Urgency, type VersionKind, type WarningText } from '@forewarn/core/warnings/warning.ts';
import { speakerAmong } from '@forewarn/core/warnings/speaker-among.ts';
import { tellChanges } from '@forewarn/core/warnings/tell-changes.ts';
import { findKnownExploited, type ListedExploited } from '../advisories/known-exploited-store.ts';
import { loadPriority } from '../advisories/load-priority.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { InternalFault } from '../internal-fault.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { findConcerned } from '../matching/find-concerned.ts';
import { beginMatterTraces } from '../matters/matter-trace-store.ts';
import { findMattersOfAdvisory, holdAdvisory, type StoredMatter } from '../matters/matter-store.ts';
import { joinByCve } from '../matters/join-by-cve.ts';
import { openMatter } from '../matters/open-matter.ts';
import { inSpan, traceAtHand, type Say } from '../traces/in-span.ts';
import { draftVersion, draftWarning, type DraftContent } from './draft-warning.ts';
import { cvesIn, recentlyExploited, tellExploitedNow, type ExploitedNews } from './exploited-now.ts';
import { concernsSomebody, findMatterAdvisories, wasInMatter, type MatterAdvisory } from './matter-advisory-store.ts';
import type { DoneAboutIt, WhyDraftWaits, WhyToReview } from '@forewarn/core/notices/notice.ts';
import { raiseNotice } from '../audit/notices.ts';
import { countHearers } from './plan-release.ts';
import { isUnderway, releaseHeld } from './release-warning.ts';
import { listStandingRules, type StoredRule } from './standing-rule-store.ts';
import {
  findDraft,
  findVersion,
  findWarningOfMatter,
  hasPersonsVersion,
  holdWarning,
  updateDraft,
  type StoredVersion,
  type StoredWarning,
} from './warning-store.ts';
import { withdrawnTexts } from './withdraw-warning.ts';

const COME_BACK_SECONDS = 30;

/** One advisory, with what is asked of every rule and every warning about it. */
type Raising = {
  readonly trx: Transaction;
  readonly machine: Machine;
  readonly now: Instant;
  /** Of the job. */
  readonly advisoryId: string;
  readonly found: MatterAdvisory;
  readonly exploited: boolean;
  /** What lists of exploited vulnerabilities say of its vulnerabilities. */
  readonly listed: readonly ListedExploited[];
  /** What is proposed by all that is known; asked only where a list has it. */
  readonly proposed?: Urgency;
  readonly rules: readonly StoredRule[];
};

/**
 * The job `raise-warnings` {advisoryId}, after an advisory was matched. Where no warning is on it and a standing rule fires, it drafts the
 * first; where a warning is open and its next version would change something for somebody (warn, update or close), it drafts that; where
 * the publisher took the advisory back, it drafts the withdrawal. What came on a list of exploited vulnerabilities since a version was released
 * makes the next one as urgent as is proposed, and the CERT is told. A draft that an analyst writes is left alone: a notice says that there is
 * news. A rule with automatic release, never with act-now, releases what it drafted. What no rule takes up gets a matter, so that it stands in the
 * queue. Key: the advisory; a second run changes nothing.
 */
export async function raiseWarnings(machine: Machine, payload: unknown): Promise<void> {
  const { advisoryId } = (payload ?? {}) as { readonly advisoryId?: unknown };
  if (typeof advisoryId !== 'string') throw new InternalFault('a raise-warnings job names no advisory');
  await inSpan(machine.traces, { name: 'matter', attributes: { 'forewarn.advisory': advisoryId } }, (say) =>
    raiseFor(machine, advisoryId, say),
  );
}

async function raiseFor(machine: Machine, advisoryId: string, say: Say): Promise<void> {
  const now = machine.clock.now();
  await asSystem(machine.database, 'raise-warnings', async (trx) => {
    if (!(await holdAdvisory(trx, advisoryId))) return;
    const [found] = await findMatterAdvisories(trx, [advisoryId]);
    if (found === undefined) return;
    const listed = await findKnownExploited(trx, cvesOf(found.advisory));
    const exploited = saysExploited(found.advisory) || listed.length > 0;
    const proposed = listed.length === 0 ? undefined : (await loadPriority(trx, advisoryId, now))?.proposal.urgency;
    const raising: Raising = { trx, machine, now, advisoryId, found, exploited, listed, proposed, rules: await listStandingRules(trx) };
    let matters = await findMattersOfAdvisory(trx, advisoryId);
    if (matters.length === 0 && !isTakenBack(found) && (await joinByCve(trx, principalOf(undefined), found, now)))
      matters = await findMattersOfAdvisory(trx, advisoryId);
    if (matters.length === 0) {
      await raiseFirst(raising, undefined);
      await openForQueue(raising);
    }
    for (const matter of matters) {
      const warning = await findWarningOfMatter(trx, matter.id);
      const spoken = await withSpeaker(raising, matter);
      if (warning === undefined) await raiseFirst(spoken, matter);
      else await raiseNext(spoken, matter, warning.id);
    }
    await keepTrace(raising, say);
  });
}

/** What a person does with these matters later, and what is delivered then, goes on in this trace. */
async function keepTrace({ trx, found, now }: Raising, say: Say): Promise<void> {
  const traceparent = traceAtHand();
  if (traceparent === undefined) return;
  const ids = (await findMattersOfAdvisory(trx, found.id)).map(({ id }) => id);
  say({ 'forewarn.matters': ids.length, 'forewarn.matter': ids[0] });
  await beginMatterTraces(trx, ids, traceparent, now);
}

/** Where a database's record came to a matter that a nearer source speaks of, the warning stays in that source's words. */
async function withSpeaker(raising: Raising, matter: StoredMatter): Promise<Raising> {
  const { trx, found } = raising;
  const others = matter.advisoryIds.filter((id) => id !== found.id);
  if (others.length === 0 || found.advisory.format === 'csaf') return raising;
  const speaker = speakerAmong([found, ...(await findMatterAdvisories(trx, others))]);
  const severity = Math.max(speaker.severity ?? 0, found.severity ?? 0);
  return speaker === found ? raising : { ...raising, found: { ...speaker, ...(severity > 0 ? { severity } : {}) } };
}

/** No warning yet: the rules decide. The matter is opened where it is not there. */
async function raiseFirst(raising: Raising, matter: StoredMatter | undefined): Promise<void> {
  const { trx, machine, now, found } = raising;
  if (isTakenBack(found) || (firingRule(raising, 'certain') === undefined && newsSince(raising, found.readAt).length === 0)) return;
  const concerned = await findConcerned(trx, { advisoryIds: matter?.advisoryIds ?? [found.id], scope: matter?.scope ?? NO_SCOPE }, now);
  const rule = firingRule(raising, strongestOf(concerned.flatMap((one) => one.reasons.map((reason) => reason.certainty))));
  const news = concerned.length === 0 ? [] : recentlyExploited(newsSince(raising, found.readAt), found.readAt);
  if (rule === undefined)
    return tellExploitedNow(trx, news, { ...aboutAdvisory(found), done: { kind: 'not-drafted', concerned: concerned.length } }, now);
  const principal = principalOf(rule);
  const { advisory } = found;
  const opened = matter ?? (await openMatter(trx, principal, matterInput(found), now));
  if (isRefusal(opened)) return;
  const content: DraftContent = {
    ...draftFromAdvisory({ advisory, urgency: rule.urgency, exploited: raising.exploited }),
    ruleId: rule.id,
  };
  const drafted = await draftWarning(trx, machine, principal, opened.id, content, now);
  if (isRefusal(drafted)) return;
  await tellExploitedNow(trx, news, { ...aboutWarning(drafted.warning), done: { kind: 'drafted', version: 1 } }, now);
  await releaseByRule(raising, rule, drafted.warning, drafted.draft);
}

/** What no rule took up is for an analyst to assess: it stands in the queue. */
async function openForQueue({ trx, now, found, exploited }: Raising): Promise<void> {
  if (isTakenBack(found) || (await findMattersOfAdvisory(trx, found.id)).length > 0) return;
  const incoming = {
    format: found.advisory.format,
    changedAt: found.advisory.currentReleaseAt ?? found.advisory.initialReleaseAt,
    isHandedIn: found.sourceId === undefined,
    isExploited: exploited,
    concernsSomebody: await concernsSomebody(trx, found.id),
  };
  if (standsInQueue(incoming, now) && !(await wasInMatter(trx, found.id)))
    await openMatter(trx, principalOf(undefined), matterInput(found), now);
}

/** What lists say that nobody knew at that moment; nothing where the publisher had said so itself. */
function newsSince({ found, listed }: Raising, moment: Instant): ExploitedNews {
  return saysExploited(found.advisory) && found.readAt <= moment ? [] : exploitedSince(listed, moment);
}

function aboutWarning(warning: StoredWarning): { readonly key: string; readonly name: string } {
  return { key: warning.id, name: warning.reference };
}

function aboutAdvisory({ id, advisory }: MatterAdvisory): { readonly key: string; readonly name: string } {
  return { key: id, name: cleanText(advisory.trackingId, 100) };
}

function matterInput({ id, advisory }: MatterAdvisory) {
  const title = cleanText(advisory.title, 300) || advisory.trackingId;
  return {
    kind: 'advisory' as const,
    title,
    source: advisory.publisher.name,
    confirmation: { kind: 'confirmed' as const },
    advisoryIds: [id],
  };
}

/** A warning is there: its next version is drafted where somebody would hear something of it. */
async function raiseNext(raising: Raising, matter: StoredMatter, warningId: string): Promise<void> {
  const { trx, found } = raising;
  const warning = await holdWarning(trx, warningId);
  if (warning === undefined || warning.state === 'withdrawn') return;
  if (warning.state === 'closed') return reviewClosed(raising, warning);
  const inForce = await findVersion(trx, warning.id, warning.releasedVersion);
  const draft = await findDraft(trx, warning.id);
  if (inForce === undefined) return draft === undefined ? undefined : refreshFirst(raising, warning, draft);
  // Whom the version in force has not decided on yet would seem to be new. It has in a minute.
  if (isUnderway(warning, inForce)) return comeBack(raising);
  if (await isWhollyTakenBack(raising, matter))
    return propose(raising, matter, { warning, inForce, draft, kind: 'withdrawal', content: withdrawal(inForce, found) });
  const rule = firingRule(raising, 'certain');
  const news = inForce.releasedAt === undefined ? [] : newsSince(raising, inForce.releasedAt);
  // A version that this job drafted of an analyst's words is still an analyst's.
  const isRules = inForce.isAutomatic && !(await hasPersonsVersion(trx, warning.id));
  const content = update(raising, { inForce, isRules, rule, news });
  await propose(raising, matter, { warning, inForce, draft, kind: 'update', rule, content, news, isRules });
}

async function comeBack({ trx, advisoryId, now }: Raising): Promise<void> {
  await enqueue(
    trx,
    'raise-warnings',
    { advisoryId },
    { key: `raise-warnings-later:${advisoryId}`, runAt: secondsLater(now, COME_BACK_SECONDS) },
  );
}

type Proposal = {
  readonly warning: StoredWarning;
  readonly inForce: StoredVersion;
  readonly draft: StoredVersion | undefined;
  readonly kind: Exclude<VersionKind, 'initial'>;
  readonly content: DraftContent;
  readonly rule?: StoredRule;
  /** Exploited since the version in force was released. */
  readonly news?: ExploitedNews;
  /** No person ever wrote a version of it. */
  readonly isRules?: boolean;
};

async function propose(raising: Raising, matter: StoredMatter, proposal: Proposal): Promise<void> {
  const { trx, now } = raising;
  const { warning, draft, kind, content, rule, news = [] } = proposal;
  const version = { ...content, kind, version: warning.releasedVersion + 1 };
  const hears = await countHearers(trx, raising.machine, { warning, version, matter }, now);
  const tell = (done: DoneAboutIt) => tellExploitedNow(trx, news, { ...aboutWarning(warning), done }, now);
  if (hears === 0 && kind !== 'withdrawal') return tell({ kind: 'stays-the-same' });
  const principal = principalOf(rule);
  if (draft === undefined) {
    const drafted = await draftVersion(trx, principal, warning, kind, content, now);
    if (isRefusal(drafted)) return;
    await tell({ kind: 'drafted', version: drafted.version });
    if (kind === 'withdrawal') await tellToReview(raising, warning, { kind: 'withdrawal-drafted' });
    else if (proposal.isRules === true) await releaseByRule(raising, rule, warning, drafted); // a rule does not speak for a person
    return;
  }
  if (!draft.isAutomatic) {
    await tell({ kind: 'left-alone', version: draft.version, by: draft.draftedBy });
    const because = kind === 'withdrawal' ? takenBackBy(raising.found) : ({ kind: 'would-hear', institutions: hears } as const);
    return tellDraftWaits(raising, warning, draft, because);
  }
  // What a rule wrote and nobody touched is written anew; a withdrawal and an update are different drafts, so that is left to a person.
  if (draft.kind !== kind) return tellToReview(raising, warning, { kind: 'other-draft-waits', draft: draft.kind });
  if (isSame(draft, content)) return;
  await updateDraft(trx, warning.id, { ...content, draftedAt: now, draftedBy: draft.draftedBy, isAutomatic: true });
  await tell({ kind: 'written-anew', version: draft.version });
}

/** The first draft of a rule follows the advisory until somebody touches or releases it. */
async function refreshFirst(raising: Raising, warning: StoredWarning, draft: StoredVersion): Promise<void> {
  const { trx, found, exploited, now, proposed } = raising;
  if (isTakenBack(found)) return tellToReview(raising, warning, { kind: 'taken-back' });
  const news = newsSince(raising, draft.draftedAt);
  const done: DoneAboutIt = draft.isAutomatic
    ? { kind: 'written-anew', version: 1 }
    : { kind: 'left-alone', version: 1, by: draft.draftedBy };
  await tellExploitedNow(trx, news, { ...aboutWarning(warning), done }, now);
  if (!draft.isAutomatic) {
    if (isNews(found, draft))
      await tellDraftWaits(raising, warning, draft, { kind: 'advisory-changed', advisory: found.advisory.trackingId });
    return;
  }
  const urgency = moreUrgent(draft.urgency, firingRule(raising, 'certain')?.urgency, news.length > 0 ? proposed : undefined);
  const content: DraftContent = { ...draftFromAdvisory({ advisory: found.advisory, urgency, exploited }), ruleId: draft.ruleId };
  if (!isSame(draft, content))
    await updateDraft(trx, warning.id, { ...content, draftedAt: now, draftedBy: draft.draftedBy, isAutomatic: true });
}

/** True where the advisory was changed after the draft was last written. */
function isNews(found: MatterAdvisory, draft: StoredVersion): boolean {
  return (found.change as { readonly kind?: string }).kind === 'material' && found.readAt > draft.draftedAt;
}

/** A warning that is closed speaks again only where a person says so. */
async function reviewClosed(raising: Raising, warning: StoredWarning): Promise<void> {
  const { found } = raising;
  if (warning.endedAt === undefined) return;
  const news = newsSince(raising, warning.endedAt);
  if (news.length > 0) return tellToReview(raising, warning, { kind: 'closed-and-exploited', cves: cvesIn(news) });
  if (found.readAt <= warning.endedAt) return;
  await tellToReview(raising, warning, { kind: 'closed-and-changed', advisory: found.advisory.trackingId });
}

async function tellToReview({ trx, now }: Raising, warning: StoredWarning, because: WhyToReview): Promise<void> {
  await raiseNotice(trx, { kind: 'warning-to-review', key: warning.id, reference: warning.reference, because }, now);
}

async function tellDraftWaits({ trx, now }: Raising, warning: StoredWarning, draft: StoredVersion, because: WhyDraftWaits): Promise<void> {
  const { draftedBy: by, version } = draft;
  await raiseNotice(trx, { kind: 'draft-waits', key: warning.id, reference: warning.reference, by, version, because }, now);
}

/**
 * The words of the version in force stay where an analyst wrote them; a rule's own are made anew. It is never less urgent than before by
 * itself.
 */
function update(
  raising: Raising,
  { inForce, isRules, rule, news }: Required<Pick<Proposal, 'inForce' | 'isRules' | 'news'>> & Pick<Proposal, 'rule'>,
): DraftContent {
  const { found, exploited, proposed } = raising;
  const changes = changesSince(raising, inForce, news);
  const urgency = moreUrgent(inForce.urgency, rule?.urgency, news.length > 0 ? proposed : undefined);
  const made = draftFromAdvisory({ advisory: found.advisory, urgency, exploited, changes });
  const { nl, en } = made.texts;
  const texts = !isRules
    ? {
        nl: kept(inForce.texts.nl, nl, news),
        ...(inForce.texts.en === undefined ? {} : { en: kept(inForce.texts.en, en, news) }),
      }
    : made.texts;
  const { tlp, sharedWithItProvider, audience } = inForce;
  return { urgency, tlp, sharedWithItProvider, audience, texts, ruleId: rule?.id ?? inForce.ruleId };
}

/** An analyst's words, with what changed; what is exploited since is asked about apart: mended is not yet checked for abuse. */
function kept(text: WarningText, made: WarningText | undefined, news: ExploitedNews): WarningText {
  const abuseCheck = text.abuseCheck ?? (news.length > 0 ? made?.abuseCheck : undefined);
  return { ...text, ...(abuseCheck === undefined ? {} : { abuseCheck }), whatChanged: made?.whatChanged };
}

const LOOKED_AGAIN = { nl: ['Wij hebben opnieuw gekeken wie dit raakt.'], en: ['We have looked again at whom this concerns.'] };

/** That it is exploited now goes before all else. Where the advisory is as it was, it is the inventories that changed. */
function changesSince(
  { found, now }: Raising,
  inForce: StoredVersion,
  news: ExploitedNews,
): { readonly nl: readonly string[]; readonly en: readonly string[] } {
  const comparison = found.change as RevisionComparison;
  const isAsItWas = comparison.kind === 'first' || (inForce.releasedAt !== undefined && found.readAt <= inForce.releasedAt);
  if (isAsItWas && news.length === 0) return LOOKED_AGAIN;
  const told = (language: Language) => [
    ...[describeExploited(news, language, now) ?? []].flat(),
    ...(isAsItWas ? [] : tellChanges(comparison, found.advisory, language)),
  ];
  return { nl: told('nl'), en: told('en') };
}

function takenBackBy({ isPutAway }: MatterAdvisory): WhyDraftWaits {
  return { kind: isPutAway === true ? 'put-away' : 'withdrawn-by-publisher' };
}

function withdrawal(inForce: StoredVersion, { advisory, isPutAway }: MatterAdvisory): DraftContent {
  const publisher = cleanText(advisory.publisher.name, 100);
  const id = cleanText(advisory.trackingId, 100);
  const texts = withdrawnTexts(
    inForce.texts,
    isPutAway === true
      ? { nl: `Wij gebruiken advies ${id} van ${publisher} niet meer.`, en: `We no longer use advisory ${id} of ${publisher}.` }
      : { nl: `${publisher} heeft advies ${id} ingetrokken.`, en: `${publisher} has withdrawn advisory ${id}.` },
  );
  const { urgency, tlp, sharedWithItProvider, audience } = inForce;
  return { urgency, tlp, sharedWithItProvider, audience, texts };
}

async function releaseByRule(raising: Raising, rule: StoredRule | undefined, warning: StoredWarning, draft: StoredVersion): Promise<void> {
  if (rule === undefined || !rule.automaticRelease || draft.urgency === 'act-now' || draft.ruleId !== rule.id) return;
  // A refusal (nobody concerned, the label) leaves the draft for a person.
  await releaseHeld(raising.trx, raising.machine, principalOf(rule), { warning, draft, by: 'rule' }, raising.now);
}

/** As the audit trail names it. Without a rule it is the job that drafts the next version of what a person released. */
function principalOf(rule: StoredRule | undefined): Principal {
  return { kind: 'system', name: rule === undefined ? 'raise-warnings' : `standing rule ${rule.name}` };
}

/** Of the rules that fire the most urgent one; of equals the oldest. */
function firingRule({ rules, found, exploited }: Raising, strongest: Certainty | undefined): StoredRule | undefined {
  return rules
    .filter((rule) => ruleFires({ rule, severity: found.severity, exploited, strongest, tlp: found.tlp }))
    .sort((a, b) => URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency))[0];
}

function strongestOf(certainties: readonly Certainty[]): Certainty | undefined {
  return CERTAINTIES.find((certainty) => certainties.includes(certainty));
}

function moreUrgent(than: Urgency, ...others: readonly (Urgency | undefined)[]): Urgency {
  return URGENCIES.find((urgency) => urgency === than || others.includes(urgency)) ?? than;
}

function isTakenBack(found: MatterAdvisory): boolean {
  return found.withdrawnAt !== undefined || (found.change as { readonly kind?: string }).kind === 'withdrawn';
}

/** A matter of several advisories stands while one of them does, or a scope of its own. */
async function isWhollyTakenBack({ trx, found }: Raising, matter: StoredMatter): Promise<boolean> {
  if (!isTakenBack(found) || Object.values(matter.scope).some((part) => part.length > 0)) return false;
  const others = matter.advisoryIds.filter((id) => id !== found.id);
  return (await findMatterAdvisories(trx, others)).every(isTakenBack);
}

function isSame(draft: StoredVersion, content: DraftContent): boolean {
  return (
    draft.urgency === content.urgency &&
    draft.tlp === content.tlp &&
    JSON.stringify(sorted(draft.texts)) === JSON.stringify(sorted(content.texts)) &&
    JSON.stringify(draft.audience) === JSON.stringify(content.audience)
  );
}

/** The database gives keys back in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
