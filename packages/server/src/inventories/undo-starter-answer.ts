import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { StarterAnswer } from '@forewarn/core/inventories/starter-inventory.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { removeStarterAnswer } from './starter-store.ts';

/** Takes back an answer, so that it is asked again; a line that it became stays. Refusal: `no-such` answer. */
export async function undoStarterAnswer(
  machine: Machine,
  principal: Principal,
  of: { readonly institutionId: string; readonly product: string },
): Promise<{ readonly product: string; readonly answer: StarterAnswer } | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const answer = await removeStarterAnswer(trx, of.institutionId, of.product);
    if (answer === undefined) return refuse('no-such', 'There is no such answer.');
    const subject = { kind: 'institution', id: of.institutionId };
    const details = { product: of.product, answer };
    await record(trx, {
      principal,
      at: machine.clock.now(),
      action: 'starter-answer-undone',
      subject,
      institutionId: of.institutionId,
      details,
    });
    return { product: of.product, answer };
  });
}
