import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { insertStep, moveOwned } from '../matters/step-store.ts';
import { ownerOf } from '../matters/work-matter.ts';
import { moveHelpRequests } from '../warnings/help-request-store.ts';

export type HandOver = {
  /** Account of a colleague; absent: who acts. */
  readonly to?: string;
  readonly from?: string;
  readonly note?: string;
  /** Of these alone. */
  readonly only?: Handed;
};
export type Handed = { readonly matterIds: readonly string[]; readonly helpRequestIds: readonly string[] };
export type HandedOver = {
  readonly to: string;
  readonly matters: number;
  readonly helpRequests: number;
  readonly handed: { readonly matterIds: string[]; readonly helpRequestIds: string[] };
};

/**
 * Everything open of one person goes to a colleague, with what is said along with it. It is taken back by handing over again what went and nothing
 * else (`only`): what the colleague had already, ended or gave away since stays as it is. Refusals: `no-such`, `same-person`.
 */
export async function handOverShift(machine: Machine, principal: Principal, hand: HandOver): Promise<HandedOver | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const to = await ownerOf(trx, principal, hand.to);
    if (isRefusal(to)) return to;
    const from = hand.from ?? principalName(principal);
    if (from === to.name) return refuse('same-person', `${from} has it already.`, undefined, { name: from });
    const takenBy = principalName(principal);
    const matters = await moveOwned(trx, { from, to, only: hand.only?.matterIds }, now);
    for (const matterId of matters)
      await insertStep(trx, {
        matterId,
        kind: 'assigned',
        note: hand.note === undefined ? to.name : `${to.name}: ${hand.note}`,
        takenAt: now,
        takenBy,
      });
    const helpRequests = await moveHelpRequests(trx, { from, to: to.name, only: hand.only?.helpRequestIds }, now);
    const subject = { kind: 'shift', id: from };
    const details = { to: to.name, matters, helpRequests };
    await record(trx, { principal, at: now, action: 'shift-handed-over', subject, details });
    return {
      to: to.name,
      matters: matters.length,
      helpRequests: helpRequests.length,
      handed: { matterIds: [...matters], helpRequestIds: [...helpRequests] },
    };
  });
}
