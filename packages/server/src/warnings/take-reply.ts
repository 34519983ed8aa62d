import type { Instant } from '@forewarn/core/basics/instant.ts';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { proposeAnswer } from '@forewarn/core/warnings/propose-answer.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { findDelivery } from '../deliveries/delivery-store.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { insertProposal } from './answer-proposal-store.ts';
import { raiseNotice } from '../audit/notices.ts';
import { findWarning } from './warning-store.ts';
import { warningOfMessage } from './warning-of-message.ts';

/**
 * The job `take-reply`: somebody answered a mail of ours. Where a single answer seems to stand in it, it is proposed to the CERT, which takes it or not;
 * anything else is told, so that somebody reads it. Nothing is answered for the institution by itself.
 */
export async function takeReply(machine: Machine, payload: unknown): Promise<void> {
  const { readMailId, deliveryId, sender, said, receivedAt } = (payload ?? {}) as Record<string, unknown>;
  if (typeof readMailId !== 'string' || typeof deliveryId !== 'string' || typeof said !== 'string')
    throw new InternalFault('a take-reply job names no mail');
  const now = machine.clock.now();
  await asSystem(machine.database, 'take-reply', async (trx) => {
    const delivery = await findDelivery(trx, deliveryId);
    const warningId = delivery === undefined ? undefined : warningOfMessage(delivery.messageKey);
    const warning = warningId === undefined ? undefined : await findWarning(trx, warningId);
    if (delivery === undefined || warning === undefined) return;
    const { answer, said: kept } = proposeAnswer(said);
    const from = cleanText(typeof sender === 'string' ? sender : '', 254);
    const { institutionId, contactId } = delivery;
    if (answer !== undefined && warning.state === 'open') {
      const proposal = {
        id: newId(now),
        readMailId,
        deliveryId,
        warningId: warning.id,
        institutionId,
        contactId,
        answer,
        said: kept,
        sender: from,
      };
      if (!(await insertProposal(trx, { ...proposal, receivedAt: (typeof receivedAt === 'string' ? receivedAt : now) as Instant }))) return;
      await raiseNotice(trx, { kind: 'answer-proposed', key: warning.id, reference: warning.reference }, now);
      return;
    }
    const { contactName: contact } = delivery;
    await raiseNotice(trx, { kind: 'reply-received', key: readMailId, reference: warning.reference, from, contact }, now);
  });
}
