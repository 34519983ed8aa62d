import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { countNamesakes, insertStep, moveOwned, nameOfAccount, type Owner, type Whose } from '../matters/step-store.ts';
import { ownerOf } from '../matters/work-matter.ts';
import { moveHelpRequests } from '../warnings/help-request-store.ts';

export type HandOver = {
  /** Account of a colleague; absent: who acts. */
  readonly to?: string;
  /** A name; of somebody with an account better the account, as two may bear one name. Neither: who acts. */
  readonly from?: string;
  readonly fromAccountId?: string;
  readonly note?: string;
  /** Of these alone. */
  readonly only?: Handed;
};
export type Handed = { readonly matterIds: readonly string[]; readonly helpRequestIds: readonly string[] };
export type HandedOver = {
  readonly to: string;
  readonly toAccountId?: string;
  readonly matters: number;
  readonly helpRequests: number;
  readonly handed: { readonly matterIds: string[]; readonly helpRequestIds: string[] };
};

/**
 * Everything open of one person goes to a colleague, with what is said along with it. It is taken back by handing over again what went and nothing
 * else (`only`): what the colleague had already, ended or gave away since stays as it is. Refusals: `no-such`, `same-person`, `two-of-that-name`.
 */
export async function handOverShift(machine: Machine, principal: Principal, hand: HandOver): Promise<HandedOver | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const to = await ownerOf(trx, principal, hand.to);
    if (isRefusal(to)) return to;
    const from = await handsOver(trx, principal, hand);
    if (isRefusal(from)) return from;
    if (isSame(from, to)) return refuse('same-person', `${to.name} has it already.`, undefined, { name: to.name });
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
    const helpRequests = await moveHelpRequests(trx, { from, to, only: hand.only?.helpRequestIds }, now);
    const subject = { kind: 'shift', id: from.name };
    const details = { to: to.name, matters, helpRequests };
    await record(trx, { principal, at: now, action: 'shift-handed-over', subject, details });
    return {
      to: to.name,
      ...(to.accountId === undefined ? {} : { toAccountId: to.accountId }),
      matters: matters.length,
      helpRequests: helpRequests.length,
      handed: { matterIds: [...matters], helpRequestIds: [...helpRequests] },
    };
  });
}

async function handsOver(trx: Transaction, principal: Principal, { from, fromAccountId }: HandOver): Promise<Whose | Refusal> {
  if (fromAccountId !== undefined) {
    const name = await nameOfAccount(trx, fromAccountId);
    return name === undefined ? refuse('no-such', 'There is no such colleague.') : { accountId: fromAccountId, name };
  }
  if (from === undefined) return ownerOf(trx, principal, undefined);
  if ((await countNamesakes(trx, from)) < 2) return { name: from, byNameAlone: true };
  return refuse('two-of-that-name', `${from} is the name of more than one colleague.`, 'Say which account: fromAccountId.', { name: from });
}

function isSame(from: Whose, to: Owner): boolean {
  return from.accountId !== undefined && to.accountId !== undefined ? from.accountId === to.accountId : from.name === to.name;
}
