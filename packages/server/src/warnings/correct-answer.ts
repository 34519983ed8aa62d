import type { Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import { confirmAcknowledgement } from '@forewarn/core/warnings/confirm-acknowledgement.ts';
import { undoAcknowledgement } from '@forewarn/core/warnings/undo-acknowledgement.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { answererOf, entryOf, settleLater, tellOthers } from './acknowledge-warning.ts';
import { holdAcknowledgement, markConfirmed, markUndone } from './acknowledgement-store.ts';

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

async function trace(trx: Transaction, principal: Principal, action: string, of: Acknowledgement, now: Instant): Promise<void> {
  await record(trx, entryOf(principal, action, of, now));
  await settleLater(trx, of);
}
