import type { Instant } from '@forewarn/core/basics/instant.ts';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { nextState } from '@forewarn/core/warnings/transitions.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { cancelDeliveries } from '../deliveries/delivery-store.ts';
import type { Machine } from '../machine.ts';
import { listEarlierDecisions } from './concerned-store.ts';
import { stateEntered } from './state-entered.ts';
import { findDraft, holdWarning, markEnded, type StoredWarning } from './warning-store.ts';

/**
 * Ends a warning: nobody is asked any more, what was still to be sent is not sent. Tells nobody. Refusals: `no-such`, `draft-exists`, and
 * those of the warning's state.
 */
export async function closeWarning(
  machine: Machine,
  principal: Principal,
  id: string,
  because?: string,
): Promise<{ readonly kind: 'closed' } | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const warning = await holdWarning(trx, id);
    if (warning === undefined) return refuse('no-such', 'There is no such warning.');
    return closeHeld(trx, principal, warning, now, because);
  });
}

/** The same for one who holds the warning in a transaction already. */
export async function closeHeld(
  trx: Transaction,
  principal: Principal,
  warning: StoredWarning,
  now: Instant,
  because?: string,
): Promise<{ readonly kind: 'closed' } | Refusal> {
  const { id } = warning;
  const state = nextState({ state: warning.state, verb: 'close', entered: stateEntered(warning) });
  if (isRefusal(state)) return state;
  const draft = await findDraft(trx, id);
  if (draft !== undefined)
    return refuse('draft-exists', `${warning.reference} has a draft of version ${draft.version}.`, 'Release or discard it first.', {
      about: 'closing',
      reference: warning.reference,
      version: draft.version,
    });
  const why = because === undefined ? undefined : cleanText(because, 2_000) || undefined;
  await markEnded(trx, id, state, now, principalName(principal), why);
  const threads = (await listEarlierDecisions(trx, id)).map((decision) => `${warning.matterId}/${decision.institutionId}`);
  const { cancelled } = await cancelDeliveries(trx, { threads }, `${warning.reference} is closed`, now);
  const subject = { kind: 'warning', id };
  await record(trx, { principal, at: now, action: 'warning-closed', subject, details: { cancelled, because: why } });
  return { kind: 'closed' } as const;
}
