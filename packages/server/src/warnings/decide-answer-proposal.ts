import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { acknowledgeWarning } from './acknowledge-warning.ts';
import { decideProposal, holdProposal, type AnswerProposal } from './answer-proposal-store.ts';

/**
 * A person of the CERT takes what a reply seems to say as the institution's answer, or does not. Refusals: `no-such`, `proposal-decided`, and those of
 * answering.
 */
export async function decideAnswerProposal(
  machine: Machine,
  principal: Principal,
  id: string,
  decision: 'taken' | 'dismissed',
): Promise<AnswerProposal | Refusal> {
  const proposal = await asPrincipal(machine.database, principal, (trx) => holdProposal(trx, id));
  if (proposal === undefined) return refuse('no-such', 'There is no such proposal.');
  if (proposal.decision !== undefined)
    return refuse('proposal-decided', `This was ${proposal.decision} at ${proposal.decidedAt} by ${proposal.decidedBy}.`, undefined, {
      about: proposal.decision,
      at: proposal.decidedAt ?? '',
      by: proposal.decidedBy ?? '',
    });
  if (decision === 'taken') {
    // The same answer twice is one, so a second person who takes it at this moment changes nothing.
    const { warningId, institutionId, answer, said } = proposal;
    const input = { answer, remark: said, ...(answer === 'not-affected' ? { why: said || 'said in a reply by mail' } : {}) };
    const outcome = await acknowledgeWarning(machine, principal, { warningId, institutionId, input, answeredAs: proposal.sender });
    if (isRefusal(outcome)) return outcome;
  }
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const by = principalName(principal);
    await decideProposal(trx, id, decision, by, now);
    const details = { proposal: id, answer: proposal.answer, decision };
    const subject = { kind: 'warning', id: proposal.warningId };
    await record(trx, { principal, at: now, action: 'answer-proposal-decided', subject, institutionId: proposal.institutionId, details });
    return { ...proposal, decision, decidedAt: now, decidedBy: by };
  });
}
