import type { Problem } from '@forewarn/core/basics/problem.ts';
import { findMember, nominationKey, readNomination, tooMany } from '@forewarn/core/institutions/nomination.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { raiseNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import { asSystemFor } from '../database/as-system-for.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import { countOfBranch, findByNameWithCities, insertNominations, type NewNomination } from './nomination-store.ts';

export type NominationResult = { readonly kind: 'proposed' | 'repeated' } | { readonly kind: 'refused'; readonly problems: Problem[] };

/**
 * Takes in what a branch organisation brings, line by line, in their order. As the system, because whether somebody is a member already is
 * looked up among all, and never told to the branch. Key: branch, name and place.
 */
export async function nominate(
  machine: Machine,
  principal: Extract<Principal, { kind: 'branch' }>,
  lines: readonly unknown[],
): Promise<NominationResult[]> {
  const at = machine.clock.now();
  return asSystemFor(machine.database, principal, 'nominate', async (trx) => {
    const readings = lines.map((value, index) => {
      const problems: Problem[] = [];
      return { nomination: readNomination({ value, at: `/nominations/${index}` }, problems), problems };
    });
    const names = readings.flatMap(({ nomination }) => nomination?.name.toLowerCase() ?? []);
    const institutions = await findByNameWithCities(trx, names);
    const excess = tooMany(
      readings.map(({ nomination }) => nomination),
      await countOfBranch(trx, principal.branchId),
    );
    const by = principalName(principal);
    const brought = readings.map(({ nomination }, place): NewNomination | undefined =>
      nomination === undefined || excess[place] !== undefined
        ? undefined
        : {
            ...nomination,
            id: newId<'Nomination'>(at),
            branchId: principal.branchId,
            key: nominationKey(nomination),
            proposedAt: at,
            by,
            memberId: findMember(nomination, institutions)?.id,
          },
    );
    const added = await insertNominations(
      trx,
      brought.filter((one) => one !== undefined),
    );
    if (added.size > 0) {
      const subject = { kind: 'branch', id: principal.branchId };
      await record(trx, { principal, at, action: 'nominations-made', subject, details: { nominations: [...added] } });
      await raiseNotice(trx, { kind: 'nominations-wait', key: principal.branchId, by }, at);
    }
    return brought.map((one, place): NominationResult => {
      if (one === undefined)
        return {
          kind: 'refused',
          problems: [...(readings[place]?.problems ?? []), ...(excess[place] === undefined ? [] : [excess[place]])],
        };
      return { kind: added.has(one.id) ? 'proposed' : 'repeated' };
    });
  });
}
