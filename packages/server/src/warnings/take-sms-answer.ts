import type { Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import { DIGIT_ANSWERS } from '@forewarn/core/deliveries/short-text.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { acknowledgeWarning } from './acknowledge-warning.ts';

/** An answer without a reason is taken with the way it came as its reason: a digit can give no other. */
const WHY = 'answered with 3 by text message';

/**
 * The job `take-sms-answer`: a digit that came from the number of a contact is its answer, as through its link, and confirmed where the code of our
 * message stood with it. The same answer again changes nothing; one that comes after the warning closed is left, and one that only who has read
 * the text can give (`answersUnread`): its follow-up goes on.
 */
export async function takeSmsAnswer(machine: Machine, payload: unknown): Promise<void> {
  const { warningId, institutionId, contactId, number, answer, hasCode } = (payload ?? {}) as Record<string, unknown>;
  if (typeof warningId !== 'string' || typeof institutionId !== 'string' || typeof contactId !== 'string' || typeof number !== 'string')
    throw new InternalFault('a take-sms-answer job names no contact');
  const known = Object.values(DIGIT_ANSWERS).find((each) => each === answer) as Answer | undefined;
  if (known === undefined) throw new InternalFault('a take-sms-answer job has no answer');
  const outcome = await acknowledgeWarning(
    machine,
    { kind: 'system', name: 'take-sms-answer' },
    {
      warningId,
      institutionId,
      input: { answer: known, ...(known === 'not-affected' ? { why: WHY } : {}) },
      bySms: { contactId: idOf<'Contact'>(contactId), number, hasCode: hasCode === true },
    },
  );
  if (isRefusal(outcome)) machine.log.info({ code: outcome.code, warningId }, 'an answer by text message was not taken');
}
