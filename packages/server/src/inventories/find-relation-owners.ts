import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { ReadRelationRow } from '@forewarn/core/inventories/formats/relations-table.ts';
import type { Owners } from '@forewarn/core/inventories/lines-by-institution.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { findInstitution, findInstitutionsByName } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';

/** Whose relations a list may hold: one institution's, or those that its names find. Undefined where there is no such institution. */
export async function findRelationOwners(
  machine: Machine,
  principal: Principal,
  institutionId: string | undefined,
  rows: readonly ReadRelationRow[],
): Promise<Owners | undefined> {
  return asPrincipal(machine.database, principal, async (trx) => {
    if (institutionId !== undefined) {
      const institution = await findInstitution(trx, institutionId);
      return institution === undefined ? undefined : { kind: 'one', institution };
    }
    const names = new Set(rows.flatMap((row) => row.institution?.replace(/\s+/g, ' ') ?? []));
    return { kind: 'by-name', institutions: await findInstitutionsByName(trx, [...names]) };
  });
}
