import { findMember, mayDecide } from '@forewarn/core/institutions/nomination.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { resolveNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { decide, findPossibleMembers, holdNominations, markMembers, withoutOpen, type FollowedNomination } from './nomination-store.ts';

/** The CERT accepts (each gets one mail; who became a member since it was brought gets none) or refuses; what was decided, or is a member already, stays. How many were decided. */
export async function decideNominations(
  machine: Machine,
  principal: Principal,
  ids: readonly string[],
  decision: 'accepted' | 'refused',
): Promise<number> {
  const at = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const undecided = (await holdNominations(trx, ids)).filter(({ outcome }) => mayDecide(outcome));
    const open = decision === 'accepted' ? await withoutMembers(trx, undecided) : undecided;
    if (undecided.length === 0) return 0;
    const decided = open.map(({ id }) => id);
    if (decided.length > 0) await decide(trx, decided, { decision, by: principalName(principal), at });
    const branches = [...new Set(undecided.map(({ branchId }) => branchId))];
    for (const key of await withoutOpen(trx, branches)) await resolveNotice(trx, { kind: 'nominations-wait', key }, at);
    const subject = { kind: 'branch', id: branches[0] ?? '' };
    await record(trx, {
      principal,
      at,
      action: `nominations-${decision}`,
      subject,
      details: { nominations: decided, members: undecided.length - open.length },
    });
    if (decision === 'accepted' && decided.length > 0)
      await enqueueAll(
        trx,
        'mail-nomination',
        decided.map((id) => ({ payload: { nominationId: id, isReminder: false }, key: `nomination ${id} invitation` })),
      );
    return decided.length;
  });
}

/** Those who are no member; who is, is marked so. */
async function withoutMembers(trx: Transaction, nominations: readonly FollowedNomination[]): Promise<readonly FollowedNomination[]> {
  const institutions = await findPossibleMembers(trx, nominations);
  const members = nominations.flatMap((one) => {
    const memberId = findMember(one, institutions)?.id;
    return memberId === undefined ? [] : [{ id: one.id, memberId }];
  });
  if (members.length > 0) await markMembers(trx, members);
  return nominations.filter(({ id }) => !members.some((member) => member.id === id));
}
