import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { beforeAndAfter } from '../audit/before-and-after.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import { writeOf } from './accept-institutions.ts';
import { readNetworks } from './read-networks.ts';
import {
  addSurroundings,
  findInstitution,
  keepBranches,
  removeOtherSurroundings,
  updateInstitution,
  type StoredInstitution,
} from './institution-store.ts';

/** Which lists the change replaces; the others stay. */
export type ReplacedLists = { readonly locations: boolean; readonly networks: boolean; readonly domains: boolean };

/**
 * Changes one institution to what the entry says; what it does not say is then unknown, except sector, language, details in mail and KvK
 * number, which stay. Refusals: `no-such`, `not-allowed` (an institution may not say what it is), `name-taken`, `input-unreadable`.
 */
export async function changeInstitution(
  machine: Machine,
  principal: Principal,
  id: string,
  given: InstitutionEntry,
  replaced: ReplacedLists,
): Promise<{ kind: 'changed' } | (Refusal & { problems?: readonly Problem[] })> {
  const problems: Problem[] = [];
  const networks = readNetworks(given, problems);
  if (problems.length > 0) return { ...refuse('input-unreadable', 'Some of the networks are none.'), problems };
  const now = machine.clock.now();
  try {
    return await asPrincipal(machine.database, principal, async (trx) => {
      const stored = await findInstitution(trx, id);
      if (stored === undefined) return refuse('no-such', 'There is no such institution.');
      const entry =
        principal.kind === 'institution'
          ? { ...given, region: given.region ?? stored.region, branch: given.branch ?? stored.branch }
          : given;
      if (principal.kind === 'institution' && changesMembership(stored, entry)) {
        return refuse(
          'not-allowed',
          'Name, sector, region, branch and KvK number are changed by the CERT.',
          'Send them as they are, or call the CERT.',
          { about: 'cert-fields' },
        );
      }
      const branches = await keepBranches(
        trx,
        entry.branch === undefined || entry.branch === stored.branch ? [] : [{ id: newId<'Branch'>(now), name: entry.branch }],
      );
      await updateInstitution(trx, {
        ...writeOf(entry, id, branches),
        ...(entry.branch === stored.branch ? { branch_id: stored.branchId ?? null } : {}),
      });
      const lists = { locations: entry.locations, networks, domains: entry.domains };
      await removeOtherSurroundings(trx, id, {
        ...(replaced.locations ? { locations: lists.locations } : {}),
        ...(replaced.networks ? { networks } : {}),
        ...(replaced.domains ? { domains: lists.domains } : {}),
      });
      await addSurroundings(trx, [{ id, ...lists }]);
      const details = beforeAndAfter(stored, (await findInstitution(trx, id)) ?? stored);
      const subject = { kind: 'institution', id };
      await record(trx, { principal, at: now, action: 'institution-changed', subject, institutionId: id, details });
      return { kind: 'changed' } as const;
    });
  } catch (cause) {
    if ((cause as { code?: string; constraint?: string }).constraint === 'institutions_name_key')
      return refuse('name-taken', 'Another institution has this name.', undefined, { about: 'institution' });
    throw cause;
  }
}

function changesMembership(stored: StoredInstitution, entry: InstitutionEntry): boolean {
  return (
    entry.name !== stored.name ||
    (entry.sector ?? stored.sector) !== stored.sector ||
    entry.region !== stored.region ||
    (entry.kvk ?? stored.kvk) !== stored.kvk ||
    entry.branch !== stored.branch
  );
}
