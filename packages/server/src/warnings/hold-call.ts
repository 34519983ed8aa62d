import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import { insertCall, type CallOutcome } from './call-store.ts';
import { endClocks, holdFollowUp, listFollowUps, markHeld, putOnCallList, type StoredFollowUp } from './follow-up-store.ts';

/** A conversation seldom takes longer; after it somebody else may ring. */
const HELD_SECONDS = 600;

type Of = { readonly warningId: string; readonly institutionId: string };

/** Says who is telephoning, or that nobody is any more. Refusals: `no-such`, `held-by-other` with the name. */
export async function holdCall(machine: Machine, principal: Principal, of: Of, held: boolean): Promise<StoredFollowUp | Refusal> {
  const now = machine.clock.now();
  const by = principalName(principal);
  return asPrincipal(machine.database, principal, async (trx) => {
    const clock = await free(trx, machine, of, by);
    if ('code' in clock) return clock;
    if (held && clock.callSince === undefined) await putOnCallList(trx, of.warningId, of.institutionId, now);
    await markHeld(trx, clock, held ? { by, until: secondsLater(now, HELD_SECONDS) } : null);
    const action = held ? 'call-begun' : 'call-let-go';
    await record(trx, { principal, at: now, action, subject: { kind: 'warning', id: of.warningId }, institutionId: of.institutionId });
    return again(trx, of);
  });
}

export type CallGiven = { readonly outcome: CallOutcome; readonly contactId?: string; readonly note?: string };

/** Records a call. Refusals: `no-such`, `held-by-other`. */
export async function recordCall(machine: Machine, principal: Principal, of: Of, given: CallGiven): Promise<StoredFollowUp | Refusal> {
  const now = machine.clock.now();
  const by = principalName(principal);
  return asPrincipal(machine.database, principal, async (trx) => {
    const clock = await free(trx, machine, of, by);
    if ('code' in clock) return clock;
    const isTheirs = (await findContacts(trx, [of.institutionId])).some(({ id }) => id === given.contactId);
    if (given.contactId !== undefined && !isTheirs) return refuse('no-such', 'There is no such contact.');
    const id = newId<'Call'>(now);
    await insertCall(trx, { ...of, ...given, id, calledAt: now, calledBy: by });
    if (given.outcome === 'spoken') await endClocks(trx, of.warningId, [of.institutionId], 'spoken', now);
    else await putOnCallList(trx, of.warningId, of.institutionId, now);
    await markHeld(trx, clock, null);
    const details = { call: id, outcome: given.outcome, contact: given.contactId };
    await record(trx, {
      principal,
      at: now,
      action: 'called',
      subject: { kind: 'warning', id: of.warningId },
      institutionId: of.institutionId,
      details,
    });
    return again(trx, of);
  });
}

/** The clock, where nobody else is telephoning. */
async function free(trx: Transaction, { clock: { now } }: Machine, of: Of, by: string): Promise<StoredFollowUp | Refusal> {
  const clock = await holdFollowUp(trx, of.warningId, of.institutionId);
  if (clock === undefined)
    return refuse('no-such', 'This warning asked nothing of this institution.', undefined, { about: 'asked-nothing' });
  if (clock.heldBy === undefined || clock.heldBy === by || (clock.heldUntil ?? '') <= now()) return clock;
  return refuse('held-by-other', `${clock.heldBy} is telephoning this institution.`, 'Take the next, or ask them.', { by: clock.heldBy });
}

async function again(trx: Transaction, of: Of): Promise<StoredFollowUp | Refusal> {
  const [clock] = await listFollowUps(trx, of.warningId, of.institutionId);
  return clock ?? refuse('no-such', 'This warning asked nothing of this institution.', undefined, { about: 'asked-nothing' });
}
