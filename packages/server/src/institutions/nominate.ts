import type { Problem } from '@forewarn/core/basics/problem.ts';
import { findMember, judgeNominations, type JudgedNomination } from '@forewarn/core/institutions/nomination.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { raiseNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { asSystemFor } from '../database/as-system-for.ts';
import { holdTurn } from '../database/hold-turn.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import { findPossibleMembers, insertNominations, listBrought } from './nomination-store.ts';

export type NominationResult = { readonly kind: 'proposed' | 'repeated' } | { readonly kind: 'refused'; readonly problems: Problem[] };
type OfBranch = Extract<Principal, { kind: 'branch' }>;

/** What handing in these lines would do, with nothing written. As the branch organisation itself, which reads its own list and nobody else. */
export async function previewNominations(machine: Machine, principal: OfBranch, lines: readonly unknown[]): Promise<NominationResult[]> {
  const brought = await asPrincipal(machine.database, principal, (trx) => listBrought(trx, principal.branchId));
  return judgeNominations(lines, brought).map(resultOf);
}

/**
 * Takes in what a branch organisation brings, line by line, in their order. As the system, because whether somebody is a member already is
 * looked up among all, and never told to the branch. Key: branch, name and place.
 */
export async function nominate(machine: Machine, principal: OfBranch, lines: readonly unknown[]): Promise<NominationResult[]> {
  const at = machine.clock.now();
  return asSystemFor(machine.database, principal, 'nominate', async (trx) => {
    await holdTurn(trx, `nominations of ${principal.branchId}`); // what it brought is counted first
    const judged = judgeNominations(lines, await listBrought(trx, principal.branchId));
    const fresh = judged.flatMap((one) => (one.kind === 'proposed' ? [one] : []));
    const institutions = await findPossibleMembers(
      trx,
      fresh.map(({ nomination }) => nomination),
    );
    const by = principalName(principal);
    const idOf = new Map(fresh.map((one) => [one, newId<'Nomination'>(at)]));
    const added = await insertNominations(
      trx,
      fresh.map((one) => ({
        ...one.nomination,
        id: idOf.get(one) ?? '',
        branchId: principal.branchId,
        key: one.key,
        proposedAt: at,
        by,
        memberId: findMember(one.nomination, institutions)?.id,
      })),
    );
    if (added.size > 0) {
      const subject = { kind: 'branch', id: principal.branchId };
      await record(trx, { principal, at, action: 'nominations-made', subject, details: { nominations: [...added] } });
      await raiseNotice(trx, { kind: 'nominations-wait', key: principal.branchId, by }, at);
    }
    // Another list of the same branch organisation may have come first.
    return judged.map((one) => (one.kind === 'proposed' && !added.has(idOf.get(one) ?? '') ? { kind: 'repeated' } : resultOf(one)));
  });
}

function resultOf(judged: JudgedNomination): NominationResult {
  return judged.kind === 'refused' ? { kind: 'refused', problems: [...judged.problems] } : { kind: judged.kind };
}
