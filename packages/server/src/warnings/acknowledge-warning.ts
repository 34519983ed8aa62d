import { idOf, type ContactId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { acknowledge, type Answerer, type AnswerInput } from '@forewarn/core/warnings/acknowledge.ts';
import type { Acknowledgement, Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import { answersUnread } from '@forewarn/core/warnings/answers-unread.ts';
import { confirmAcknowledgement } from '@forewarn/core/warnings/confirm-acknowledgement.ts';
import { undoAcknowledgement } from '@forewarn/core/warnings/undo-acknowledgement.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { holdAcknowledgement, insertAcknowledgement, listAcknowledgements, markConfirmed, markUndone } from './acknowledgement-store.ts';
import { countAnswer } from './count-answer.ts';
import { findDecisions } from './concerned-store.ts';
import { stateEntered } from './state-entered.ts';
import { findVersionLabel, findWarning, type StoredWarning } from './warning-store.ts';

export type Acknowledging = {
  readonly warningId: string;
  readonly institutionId: string;
  readonly input: AnswerInput;
  /** As typed on the page; through the API the token's own name says it. */
  readonly answeredAs?: string;
  /** A digit from the number of a contact. */
  readonly bySms?: { readonly contactId: ContactId; readonly number: string; readonly hasCode: boolean };
};

/** `unchanged`: the same answer by the same person stood already. */
export type Answered = { readonly kind: 'acknowledged' | 'unchanged'; readonly acknowledgement: Acknowledgement };

/**
 * Records an institution's answer. Through a link it also tells the institution's other contacts, by the job `tell-of-answer`. The same
 * answer again changes nothing. Refusals: `no-such` warning or one that the institution was never told of, `input-unreadable` with the
 * problems, and those of the warning's state.
 */
export async function acknowledgeWarning(
  machine: Machine,
  principal: Principal,
  given: Acknowledging,
): Promise<Answered | (Refusal & { readonly problems?: readonly Problem[] })> {
  const now = machine.clock.now();
  let first: Parameters<typeof countAnswer>[1] | undefined;
  const answered = await asPrincipal<Awaited<ReturnType<typeof acknowledgeWarning>>>(machine.database, principal, async (trx) => {
    first = undefined;
    const warning = await findWarning(trx, given.warningId);
    if (warning === undefined) return refuse('no-such', 'There is no such warning.');
    const [decision] = await findDecisions(trx, given.warningId, given.institutionId);
    const institutionId = idOf<'Institution'>(given.institutionId);
    const earlier = await listAcknowledgements(trx, given.warningId, given.institutionId);
    if (given.bySms !== undefined && !(await mayAnswerBySms(trx, warning, given.input.answer))) return READ_FIRST;
    const by = given.bySms === undefined ? answererOf(principal, given.answeredAs) : answererBySms(given.bySms);
    const outcome = acknowledge({ warning, institutionId, decision, earlier, input: given.input, by, entered: stateEntered(warning) }, now);
    if (isRefusal(outcome)) return outcome;
    switch (outcome.kind) {
      case 'problems':
        return {
          ...refuse('input-unreadable', outcome.problems[0]?.message ?? 'The answer could not be understood.', outcome.problems[0]?.hint),
          problems: outcome.problems,
        };
      case 'unchanged': {
        const standing = earlier.find((one) => one.id === outcome.acknowledgementId);
        return standing === undefined ? refuse('no-such', 'There is no such answer.') : { kind: 'unchanged', acknowledgement: standing };
      }
      case 'acknowledged': {
        const acknowledgement: Acknowledgement = { ...outcome.acknowledgement, id: newId<'Acknowledgement'>(now) };
        await insertAcknowledgement(trx, acknowledgement);
        await trace(trx, principal, 'warning-acknowledged', acknowledgement, now);
        const saidBy = principal.kind === 'link' ? principal.contactId : given.bySms?.contactId;
        if (saidBy !== undefined) await tellOthers(trx, saidBy, acknowledgement, 'answered');
        if (earlier.length === 0 && decision !== undefined && warning.drillId === undefined)
          first = { matterId: warning.matterId, acknowledgement, urgency: decision.urgency };
        return { kind: 'acknowledged', acknowledgement };
      }
    }
  });
  if (first !== undefined) await countAnswer(machine, first);
  return answered;
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
    if (principal.kind === 'link') await tellOthers(trx, principal.contactId, undone, 'undone');
    return undone;
  });
}

const READ_FIRST = refuse('not-allowed', 'A text message tells of this warning and does not hold it: that is read after sign-in.');

/** What a telephone shows of a warning above GREEN is a notice: who has that alone answers as the holder of a link does. */
async function mayAnswerBySms(trx: Transaction, { id, releasedVersion }: StoredWarning, answer: Answer): Promise<boolean> {
  const label = await findVersionLabel(trx, id, releasedVersion);
  return label === undefined || answersUnread(label.tlp).includes(answer);
}

function answererOf(principal: Principal, answeredAs: string | undefined): Answerer {
  if (principal.kind === 'link') return { through: 'link', contactId: principal.contactId, answeredAs: answeredAs ?? '' };
  return { through: principal.kind === 'institution' ? 'api' : 'cert', answeredAs: answeredAs ?? principalName(principal) };
}

function answererBySms({ contactId, number, hasCode }: NonNullable<Acknowledging['bySms']>): Answerer {
  return { through: 'sms', contactId, answeredAs: number, hasCode };
}

async function trace(trx: Transaction, principal: Principal, action: string, of: Acknowledgement, now: Instant): Promise<void> {
  await record(trx, {
    principal,
    at: now,
    action,
    subject: { kind: 'warning', id: of.warningId },
    institutionId: of.institutionId,
    details: { acknowledgement: of.id, answer: of.answer, version: of.version, through: of.through },
  });
  const { warningId, institutionId } = of;
  await enqueue(trx, 'settle-follow-up', { warningId, institutionId }, { key: `settle-follow-up:${warningId}/${institutionId}` });
}

/** Their messages are written by Forewarn itself: a link sees one contact only. */
async function tellOthers(trx: Transaction, contactId: ContactId, of: Acknowledgement, what: 'answered' | 'undone'): Promise<void> {
  await enqueue(trx, 'tell-of-answer', { acknowledgementId: of.id, contactId, what }, { key: `tell-of-answer:${of.id}:${what}` });
}
