import { idOf, type ContactId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, refuseUnreadable, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { acknowledge, type Answerer, type AnswerInput } from '@forewarn/core/warnings/acknowledge.ts';
import type { Acknowledgement, Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import { answersUnread } from '@forewarn/core/warnings/answers-unread.ts';
import { entryRow } from '../audit/entry-row.ts';
import type { AuditEntry } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { inGroupsOf } from '../database/in-groups.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { originOfWork } from '../database/origin.ts';
import { waitForLocks } from '../database/wait-for-locks.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { knownLinkSecrets, linkIdOfAny } from '../sessions/link-token.ts';
import { keepAnswers } from './acknowledgement-store.ts';
import { findAnswerFacts, type AnswerFacts } from './answer-facts-store.ts';
import { findAnswerLinks, type AnswerLink } from './answer-link-store.ts';
import { answerItems } from './answer-items.ts';
import { countAnswers, type FirstAnswer } from './count-answers.ts';
import type { StoredDecision } from './concerned-store.ts';
import { openedLink, type OpenedLink } from './open-answer-link.ts';
import { stateEntered } from './state-entered.ts';

/** What is answered. */
export type GivenAnswer = {
  readonly input: AnswerInput;
  /** As the answer page names the line, in the place of `input.itemKey`; what is none of its lines reads as a line that there is not. */
  readonly item?: string | undefined;
  /** As typed on the page; through the API the token's own name says it. */
  readonly answeredAs?: string;
};

export type Acknowledging = GivenAnswer & {
  readonly warningId: string;
  readonly institutionId: string;
  /** A digit from the number of a contact. */
  readonly bySms?: { readonly contactId: ContactId; readonly number: string; readonly hasCode: boolean };
};

/** `unchanged`: the same answer by the same person stood already. */
export type Answered = { readonly kind: 'acknowledged' | 'unchanged'; readonly acknowledgement: Acknowledgement };
export type AnswerRefused = Refusal & { readonly problems?: readonly Problem[] };

/** A link that opens nothing. */
type Ended = Exclude<OpenedLink, { kind: 'open' }>;
type Outcome = Answered | AnswerRefused | Ended;
type Known = { readonly principal: Principal; readonly warningId: string; readonly institutionId: string };
type Asked = GivenAnswer &
  Pick<Acknowledging, 'bySms'> & {
    /** Who answers to what; where that stands in a link, its id. */
    readonly who: Known | { readonly linkId: string };
    readonly at: Instant;
    readonly origin: string | undefined;
  };

/** In one transaction: little enough that nobody waits long for the others. */
const TOGETHER_MAX = 200;
/** For what somebody else holds in the database; and where a group waited in vain, for each of it, while the next group waits. */
const LOCK_MS_MAX = 3_000;
const LOCK_AGAIN_MS_MAX = 100;

/**
 * Records an institution's answer. Through a link it also tells the institution's other contacts, by the job `tell-of-answer`. The same
 * answer again changes nothing. Answers that arrive together are kept in one transaction (decision 039): each is looked up and written as who
 * gives it, and one that is refused leaves the others as they are. Refusals: `no-such` warning or one that the institution was never told of,
 * `input-unreadable` with the problems, and those of the warning's state.
 */
export async function acknowledgeWarning(
  machine: Machine,
  principal: Principal,
  { warningId, institutionId, ...given }: Acknowledging,
): Promise<Answered | AnswerRefused> {
  const who = { principal, warningId, institutionId };
  const outcome = await deskOf(machine)({ ...given, who, at: machine.clock.now(), origin: originOfWork() });
  if (isEnded(outcome)) throw new InternalFault('an answer without a link was given through one');
  return outcome;
}

/**
 * The same through the link that a token names, which is opened in the same transaction. The token is whatever somebody typed: hostile. What who
 * reads the notice alone can't say (`answersUnread`) is `input-unreadable` with the problem `read-first`.
 */
export async function answerThroughLink(machine: Machine, token: string, given: GivenAnswer): Promise<Outcome> {
  const linkId = linkIdOfAny(token, knownLinkSecrets(machine));
  if (linkId === undefined) return { kind: 'unknown' };
  return deskOf(machine)({ ...given, who: { linkId }, at: machine.clock.now(), origin: originOfWork() });
}

export function isEnded(outcome: Outcome): outcome is Ended {
  return outcome.kind === 'unknown' || outcome.kind === 'expired' || outcome.kind === 'revoked';
}

const deskOf = inGroupsOf(TOGETHER_MAX, takeAnswers);

/** One of a group, with who gives it known. `place`: in the group. */
type Taking = Omit<Asked, 'who'> & Known & { readonly place: number };
type Decided = { readonly outcome: Outcome; readonly kept?: Acknowledgement; readonly first?: FirstAnswer };
type Kept = { readonly asked: Taking; readonly answer: Acknowledgement };

/** What comes of each, in the order of the group. */
async function takeAnswers(machine: Machine, group: readonly Asked[], isAgain: boolean): Promise<readonly Outcome[]> {
  const { outcomes, firsts } = await asSystem(machine.database, 'take-answers', async (trx) => {
    await waitForLocks(trx, isAgain ? LOCK_AGAIN_MS_MAX : LOCK_MS_MAX);
    const { outcomes, takings } = knownOf(group, await openLinks(trx, group));
    return { outcomes, firsts: await keepInRounds(trx, takings, outcomes) };
  });
  void countAnswers(machine, firsts); // nobody's answer waits for a figure
  return group.map((_, place) => outcomes.get(place) ?? { kind: 'unknown' });
}

/** Decides on each and keeps what is acknowledged, with what follows from it; `outcomes` gets what comes of each. */
async function keepInRounds(trx: Transaction, takings: readonly Taking[], outcomes: Map<number, Outcome>): Promise<readonly FirstAnswer[]> {
  const kept: Kept[] = [];
  const firsts: FirstAnswer[] = [];
  for (const round of roundsOf(takings)) {
    const facts = await findAnswerFacts(
      trx,
      round.map((asked) => ({ ...asked, withLabel: asked.bySms !== undefined })),
    );
    const decided = round.map((asked, at) => ({ asked, ...decide(asked, facts[at]) }));
    for (const { asked, outcome, first } of decided) {
      outcomes.set(asked.place, outcome);
      if (first !== undefined) firsts.push(first);
    }
    const added = decided.flatMap(({ asked, kept: answer }) => (answer === undefined ? [] : [{ asked, answer }]));
    await keepAll(trx, added);
    kept.push(...added);
  }
  await followAll(trx, kept);
  return firsts;
}

function openLinks(trx: Transaction, group: readonly Asked[]): Promise<ReadonlyMap<string, AnswerLink>> {
  const ids = group.flatMap(({ who }) => ('linkId' in who ? [who.linkId] : []));
  return ids.length === 0 ? Promise.resolve(new Map()) : findAnswerLinks(trx, ids);
}

/** Who gives each, and what comes of those whose link opens nothing, or not this answer. */
function knownOf(
  group: readonly Asked[],
  links: ReadonlyMap<string, AnswerLink>,
): { readonly outcomes: Map<number, Outcome>; readonly takings: readonly Taking[] } {
  const outcomes = new Map<number, Outcome>();
  const takings = group.flatMap(({ who, ...asked }, place): readonly Taking[] => {
    if ('principal' in who) return [{ ...asked, ...who, place }];
    const link = openedLink(links.get(who.linkId), asked.at);
    if (link.kind !== 'open') outcomes.set(place, link);
    else if (!mayAnswerUnread(link.label?.tlp, asked.input.answer)) outcomes.set(place, UNREAD);
    else {
      const { principal } = link;
      return [{ ...asked, principal, warningId: principal.warningId, institutionId: principal.institutionId, place }];
    }
    return [];
  });
  return { outcomes, takings };
}
const UNREAD: AnswerRefused = {
  ...refuse('input-unreadable', 'Who was told only that there is something reads it first.', undefined, { about: 'read-first' }),
  problems: [{ code: 'read-first', at: 'answer', message: '' }],
};

/** Of one institution to one warning one in each round, in their order: the second sees what the first did. */
function roundsOf(takings: readonly Taking[]): readonly (readonly Taking[])[] {
  const rounds: Taking[][] = [];
  const seen = new Map<string, number>();
  for (const taking of takings) {
    const key = `${taking.warningId}/${taking.institutionId}`;
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    (rounds[round] ??= []).push(taking);
  }
  return rounds;
}

function keepAll(trx: Transaction, kept: readonly Kept[]): Promise<void> {
  return keepAnswers(
    trx,
    kept.map(({ asked: { principal, at, origin }, answer }) => ({
      principal,
      answer,
      entry: entryRow(entryOf(principal, 'warning-acknowledged', answer, at), origin),
    })),
  );
}

function decide(asked: Taking, facts: AnswerFacts | undefined): Decided {
  const { principal, at: now, bySms } = asked;
  if (facts?.warning === undefined) return { outcome: refuse('no-such', 'There is no such warning.') };
  const { warning, decision, earlier, tlp } = facts;
  if (bySms !== undefined && !mayAnswerUnread(tlp, asked.input.answer)) return { outcome: READ_FIRST };
  const institutionId = idOf<'Institution'>(asked.institutionId);
  const by = bySms === undefined ? answererOf(principal, asked.answeredAs) : answererBySms(bySms);
  const input = asked.item === undefined ? asked.input : { ...asked.input, itemKey: itemKeyOf(asked.item, decision) };
  const outcome = acknowledge({ warning, institutionId, decision, earlier, input, by, entered: stateEntered(warning) }, now);
  if (isRefusal(outcome)) return { outcome };
  switch (outcome.kind) {
    case 'problems':
      return { outcome: refuseUnreadable(outcome.problems) };
    case 'unchanged': {
      const standing = earlier.find((one) => one.id === outcome.acknowledgementId);
      return {
        outcome: standing === undefined ? refuse('no-such', 'There is no such answer.') : { kind: 'unchanged', acknowledgement: standing },
      };
    }
    case 'acknowledged': {
      const kept: Acknowledgement = { ...outcome.acknowledgement, id: newId<'Acknowledgement'>(now) };
      const isFirst = earlier.length === 0 && decision !== undefined && warning.drillId === undefined;
      return {
        outcome: { kind: 'acknowledged', acknowledgement: kept },
        kept,
        ...(isFirst ? { first: { thread: `${warning.matterId}/${institutionId}`, until: now, urgency: decision.urgency } } : {}),
      };
    }
  }
}

/** The line that was chosen; what is none of them reads as a line that there is not, which core says. */
function itemKeyOf(item: string, decision: StoredDecision | undefined): string {
  return answerItems(decision?.reasons ?? [], '').find(({ value }) => value === item)?.key ?? '';
}

/** What answers set going, in the transaction that keeps them: of several to one warning one job, so that they are settled together too. */
async function followAll(trx: Transaction, kept: readonly Kept[]): Promise<void> {
  for (const [warningId, ofWarning] of Map.groupBy(kept, ({ answer }) => answer.warningId)) {
    const [only, ...others] = ofWarning;
    if (only === undefined) continue;
    if (others.length === 0) await settleLater(trx, only.answer);
    else
      await enqueue(
        trx,
        'settle-follow-ups',
        { warningId, institutionIds: [...new Set(ofWarning.map(({ answer }) => answer.institutionId))] },
        { key: `settle-follow-ups:${only.answer.id}` },
      );
  }
  const told = kept.flatMap(({ asked, answer }) => {
    const contactId = asked.principal.kind === 'link' ? asked.principal.contactId : asked.bySms?.contactId;
    return contactId === undefined ? [] : [{ acknowledgementId: answer.id, contactId }];
  });
  const [first, ...others] = told;
  if (first === undefined) return;
  if (others.length === 0) await tellOthers(trx, first.contactId, first.acknowledgementId, 'answered');
  else await enqueue(trx, 'tell-of-answers', { answers: told }, { key: `tell-of-answers:${first.acknowledgementId}` });
}

const READ_FIRST = refuse(
  'not-allowed',
  'A text message tells of this warning and does not hold it: that is read after sign-in.',
  undefined,
  { about: 'by-text' },
);

/** What a link or a telephone shows of a warning above GREEN is a notice: who has that alone says no more than that needs. */
function mayAnswerUnread(tlp: TlpLabel | undefined, answer: Answer): boolean {
  return tlp === undefined || answersUnread(tlp).includes(answer);
}

export function answererOf(principal: Principal, answeredAs: string | undefined): Answerer {
  if (principal.kind === 'link') return { through: 'link', contactId: principal.contactId, answeredAs: answeredAs ?? '' };
  return { through: principal.kind === 'institution' ? 'api' : 'cert', answeredAs: answeredAs ?? principalName(principal) };
}

function answererBySms({ contactId, number, hasCode }: NonNullable<Acknowledging['bySms']>): Answerer {
  return { through: 'sms', contactId, answeredAs: number, hasCode };
}

export function entryOf(principal: Principal, action: string, of: Acknowledgement, at: Instant): AuditEntry {
  return {
    principal,
    at,
    action,
    subject: { kind: 'warning', id: of.warningId },
    institutionId: of.institutionId,
    details: { acknowledgement: of.id, answer: of.answer, version: of.version, through: of.through },
  };
}

export async function settleLater(trx: Transaction, { warningId, institutionId }: Acknowledgement): Promise<void> {
  await enqueue(trx, 'settle-follow-up', { warningId, institutionId }, { key: `settle-follow-up:${warningId}/${institutionId}` });
}

/** Their messages are written by Forewarn itself: a link sees one contact only. */
export async function tellOthers(
  trx: Transaction,
  contactId: ContactId,
  acknowledgementId: string,
  what: 'answered' | 'undone',
): Promise<void> {
  await enqueue(trx, 'tell-of-answer', { acknowledgementId, contactId, what }, { key: `tell-of-answer:${acknowledgementId}:${what}` });
}
