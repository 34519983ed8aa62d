import { idOf, type ContactId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { acknowledge, type Answerer, type AnswerInput } from '@forewarn/core/warnings/acknowledge.ts';
import type { Acknowledgement, Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import { answersUnread } from '@forewarn/core/warnings/answers-unread.ts';
import { confirmAcknowledgement } from '@forewarn/core/warnings/confirm-acknowledgement.ts';
import { undoAcknowledgement } from '@forewarn/core/warnings/undo-acknowledgement.ts';
import { entryRow } from '../audit/entry-row.ts';
import { record, type AuditEntry } from '../audit/record.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { inGroups } from '../database/in-groups.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { originOfWork } from '../database/origin.ts';
import { findFirstTold } from '../deliveries/delivery-store.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { holdAcknowledgement, keepAnswers, markConfirmed, markUndone } from './acknowledgement-store.ts';
import { findAnswerFacts, type AnswerFacts } from './answer-facts-store.ts';
import { answerItems } from './answer-items.ts';
import { countAnswers, type FirstAnswer } from './count-answers.ts';
import type { StoredDecision } from './concerned-store.ts';
import { stateEntered } from './state-entered.ts';

export type Acknowledging = {
  readonly warningId: string;
  readonly institutionId: string;
  readonly input: AnswerInput;
  /** As the answer page names the line, in the place of `input.itemKey`; what is none of its lines reads as a line that there is not. */
  readonly item?: string | undefined;
  /** As typed on the page; through the API the token's own name says it. */
  readonly answeredAs?: string;
  /** A digit from the number of a contact. */
  readonly bySms?: { readonly contactId: ContactId; readonly number: string; readonly hasCode: boolean };
};

/** `unchanged`: the same answer by the same person stood already. */
export type Answered = { readonly kind: 'acknowledged' | 'unchanged'; readonly acknowledgement: Acknowledgement };

type Outcome = Answered | (Refusal & { readonly problems?: readonly Problem[] });
type Asked = Acknowledging & { readonly principal: Principal; readonly at: Instant; readonly origin: string | undefined };

/** In one transaction: little enough that nobody waits long for the others. One at a time: the more wait, the more go together. */
const TOGETHER = { most: 200, atOnce: 1, keyOf: ({ warningId, institutionId }: Asked) => `${warningId}/${institutionId}` };

/**
 * Records an institution's answer. Through a link it also tells the institution's other contacts, by the job `tell-of-answer`. The same
 * answer again changes nothing. Answers that arrive together are kept in one transaction (decision 039): each is looked up and written as who
 * gives it, and one that is refused leaves the others as they are. Refusals: `no-such` warning or one that the institution was never told of,
 * `input-unreadable` with the problems, and those of the warning's state.
 */
export function acknowledgeWarning(machine: Machine, principal: Principal, given: Acknowledging): Promise<Outcome> {
  return deskOf(machine)({ ...given, principal, at: machine.clock.now(), origin: originOfWork() });
}

const desks = new WeakMap<Machine, (asked: Asked) => Promise<Outcome>>();

function deskOf(machine: Machine): (asked: Asked) => Promise<Outcome> {
  const known = desks.get(machine);
  if (known !== undefined) return known;
  const desk = inGroups(TOGETHER, (group: readonly Asked[]) => takeAnswers(machine, group));
  desks.set(machine, desk);
  return desk;
}

type Decided = { readonly outcome: Outcome; readonly kept?: Acknowledgement; readonly first?: FirstAnswer };
type Kept = { readonly asked: Asked; readonly answer: Acknowledgement };

/** What comes of each, in the order of the group. */
async function takeAnswers(machine: Machine, group: readonly Asked[]): Promise<readonly Outcome[]> {
  const { decided, firsts, told } = await asSystem(machine.database, 'take-answers', async (trx) => {
    const facts = await findAnswerFacts(
      trx,
      group.map(({ principal, warningId, institutionId, bySms }) => ({
        principal,
        warningId,
        institutionId,
        withLabel: bySms !== undefined,
      })),
    );
    const each = group.map((asked, place) => ({ asked, ...decide(asked, facts[place]) }));
    const kept = each.flatMap(({ asked, kept: answer }) => (answer === undefined ? [] : [{ asked, answer }]));
    await keepAnswers(
      trx,
      kept.map(({ asked, answer }) => ({
        principal: asked.principal,
        answer,
        entry: entryRow(entryOf(asked.principal, 'warning-acknowledged', answer, asked.at), asked.origin),
      })),
    );
    await followAll(trx, kept);
    const firsts = each.flatMap(({ first }) => first ?? []);
    return { decided: each, firsts, told: await findFirstTold(trx, firsts) };
  });
  countAnswers(machine, firsts, told);
  return decided.map(({ outcome }) => outcome);
}

function decide(asked: Asked, facts: AnswerFacts | undefined): Decided {
  const { principal, at: now, bySms } = asked;
  if (facts?.warning === undefined) return { outcome: refuse('no-such', 'There is no such warning.') };
  const { warning, decision, earlier, tlp } = facts;
  if (bySms !== undefined && !mayAnswerBySms(tlp, asked.input.answer)) return { outcome: READ_FIRST };
  const institutionId = idOf<'Institution'>(asked.institutionId);
  const by = bySms === undefined ? answererOf(principal, asked.answeredAs) : answererBySms(bySms);
  const input = asked.item === undefined ? asked.input : { ...asked.input, itemKey: itemKeyOf(asked.item, decision) };
  const outcome = acknowledge({ warning, institutionId, decision, earlier, input, by, entered: stateEntered(warning) }, now);
  if (isRefusal(outcome)) return { outcome };
  switch (outcome.kind) {
    case 'problems': {
      const [first] = outcome.problems;
      const refusal = refuse('input-unreadable', first?.message ?? 'The answer could not be understood.', first?.hint);
      return { outcome: { ...refusal, problems: outcome.problems } };
    }
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
        { warningId, institutionIds: ofWarning.map(({ answer }) => answer.institutionId) },
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

/** Somebody who is known says that an answer through a link is right. Refusals: `no-such`, and core's. */
export async function confirmAnswer(
  machine: Machine,
  principal: Principal,
  warningId: string,
  acknowledgementId: string,
): Promise<Acknowledgement | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const acknowledgement = await holdAcknowledgement(trx, warningId, acknowledgementId);
    if (acknowledgement === undefined) return refuse('no-such', 'There is no such answer.');
    const outcome = confirmAcknowledgement({ acknowledgement, by: answererOf(principal, undefined) }, now);
    if (isRefusal(outcome)) return outcome;
    await markConfirmed(trx, acknowledgement.id, outcome.confirmedBy, outcome.confirmedAt);
    const confirmed = { ...acknowledgement, confirmed: true, confirmedBy: outcome.confirmedBy };
    await trace(trx, principal, 'answer-confirmed', confirmed, now);
    return confirmed;
  });
}

/** Undoes an answer: it is kept, with who undid it and when, and no longer counts. Refusals: `no-such`, and core's. */
export async function undoAnswer(
  machine: Machine,
  principal: Principal,
  warningId: string,
  acknowledgementId: string,
  answeredAs?: string,
): Promise<Acknowledgement | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const acknowledgement = await holdAcknowledgement(trx, warningId, acknowledgementId);
    if (acknowledgement === undefined) return refuse('no-such', 'There is no such answer.');
    const outcome = undoAcknowledgement({ acknowledgement, by: answererOf(principal, answeredAs) }, now);
    if (isRefusal(outcome)) return outcome;
    await markUndone(trx, acknowledgement.id, outcome.undoneBy, outcome.undoneAt);
    const undone = { ...acknowledgement, undoneAt: outcome.undoneAt, undoneBy: outcome.undoneBy };
    await trace(trx, principal, 'answer-undone', undone, now);
    if (principal.kind === 'link') await tellOthers(trx, principal.contactId, undone.id, 'undone');
    return undone;
  });
}

const READ_FIRST = refuse('not-allowed', 'A text message tells of this warning and does not hold it: that is read after sign-in.');

/** What a telephone shows of a warning above GREEN is a notice: who has that alone answers as the holder of a link does. */
function mayAnswerBySms(tlp: TlpLabel | undefined, answer: Answer): boolean {
  return tlp === undefined || answersUnread(tlp).includes(answer);
}

function answererOf(principal: Principal, answeredAs: string | undefined): Answerer {
  if (principal.kind === 'link') return { through: 'link', contactId: principal.contactId, answeredAs: answeredAs ?? '' };
  return { through: principal.kind === 'institution' ? 'api' : 'cert', answeredAs: answeredAs ?? principalName(principal) };
}

function answererBySms({ contactId, number, hasCode }: NonNullable<Acknowledging['bySms']>): Answerer {
  return { through: 'sms', contactId, answeredAs: number, hasCode };
}

async function trace(trx: Transaction, principal: Principal, action: string, of: Acknowledgement, now: Instant): Promise<void> {
  await record(trx, entryOf(principal, action, of, now));
  await settleLater(trx, of);
}

function entryOf(principal: Principal, action: string, of: Acknowledgement, at: Instant): AuditEntry {
  return {
    principal,
    at,
    action,
    subject: { kind: 'warning', id: of.warningId },
    institutionId: of.institutionId,
    details: { acknowledgement: of.id, answer: of.answer, version: of.version, through: of.through },
  };
}

async function settleLater(trx: Transaction, { warningId, institutionId }: Acknowledgement): Promise<void> {
  await enqueue(trx, 'settle-follow-up', { warningId, institutionId }, { key: `settle-follow-up:${warningId}/${institutionId}` });
}

/** Their messages are written by Forewarn itself: a link sees one contact only. */
async function tellOthers(trx: Transaction, contactId: ContactId, acknowledgementId: string, what: 'answered' | 'undone'): Promise<void> {
  await enqueue(trx, 'tell-of-answer', { acknowledgementId, contactId, what }, { key: `tell-of-answer:${acknowledgementId}:${what}` });
}
