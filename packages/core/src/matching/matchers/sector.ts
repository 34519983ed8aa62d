import type { Institution } from '../../institutions/institution.ts';
import type { Matter, Scope } from '../../matters/matter.ts';

/**
 * Reason 9: a role in the sector or region (DOMAIN §3.4). With sectors and regions both must hold. Where a matter is about nothing else,
 * being in it is what the matter is about, and it is known for `certain`; beside other things it is for information.
 */
export function matchBySector(scope: Scope, institution: Pick<Institution, 'sector' | 'region'>): boolean {
  if (scope.sectors.length === 0 && scope.regions.length === 0) return false;
  const sector = scope.sectors.length === 0 || scope.sectors.includes(institution.sector);
  const region = scope.regions.length === 0 || (institution.region !== undefined && scope.regions.includes(institution.region));
  return sector && region;
}

/** True for a wave: sectors or regions, and no advisory, product or supplier. */
export function isSectorAlone({ scope, advisoryIds }: Pick<Matter, 'scope' | 'advisoryIds'>): boolean {
  return (
    scope.sectors.length + scope.regions.length > 0 && scope.products.length + scope.suppliers.length === 0 && advisoryIds.length === 0
  );
}
