import type { Problem } from '@forewarn/core/basics/problem.ts';
import { findMember, nominationKey, readNomination } from '@forewarn/core/institutions/nomination.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { raiseNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import { asSystemFor } from '../database/as-system-for.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import { findByNameWithCities, insertNomination } from './nomination-store.ts';

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
    const results: NominationResult[] = [];
    const added: string[] = [];
    for (const { nomination, problems } of readings) {
      if (nomination === undefined) {
        results.push({ kind: 'refused', problems });
        continue;
      }
      const id = newId<'Nomination'>(at);
      const memberId = findMember(nomination, institutions)?.id;
      const { branchId } = principal;
      const key = nominationKey(nomination);
      const isNew = await insertNomination(trx, {
        ...nomination,
        id,
        branchId,
        key,
        proposedAt: at,
        by: principalName(principal),
        memberId,
      });
      if (isNew) added.push(id);
      results.push({ kind: isNew ? 'proposed' : 'repeated' });
    }
    if (added.length > 0) {
      const subject = { kind: 'branch', id: principal.branchId };
      await record(trx, { principal, at, action: 'nominations-made', subject, details: { nominations: added } });
      await raiseNotice(trx, { kind: 'nominations-wait', key: principal.branchId, by: principalName(principal) }, at);
    }
    return results;
  });
}
