import type { Problem } from '../basics/problem.ts';
import type { ReadRelationRow } from './formats/relations-table.ts';
import { linesByInstitution, type NamedInstitution, type Owners } from './lines-by-institution.ts';
import type { Relation } from './relation.ts';

export type InstitutionRelations = { readonly institution: NamedInstitution; readonly relations: readonly Relation[] };

/** Divides a list of relations over institutions by the same rules, and with the same problems, as the lines of an inventory. */
export function relationsByInstitution(
  rows: readonly ReadRelationRow[],
  owners: Owners,
): { readonly groups: readonly InstitutionRelations[]; readonly problems: readonly Problem[] } {
  const lines = rows.map(({ at, institution }, place) => ({
    at,
    ...(institution === undefined ? {} : { institution }),
    item: { key: String(place), product: '', exposure: 'unknown' as const },
  }));
  const { groups, problems } = linesByInstitution(lines, owners);
  return {
    groups: groups.map(({ institution, items }) => ({
      institution,
      relations: items.flatMap(({ key }) => rows[Number(key)]?.relation ?? []),
    })),
    problems,
  };
}
