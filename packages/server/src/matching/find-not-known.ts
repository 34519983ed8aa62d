import type { AdvisoryId, InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { decideNotKnown, type NotKnown } from '@forewarn/core/matching/not-known.ts';
import { isSectorAlone } from '@forewarn/core/matching/matchers/sector.ts';
import { yearBefore } from '@forewarn/core/matching/weaken-old.ts';
import type { Scope } from '@forewarn/core/matters/matter.ts';
import type { Transaction } from '../database/open-database.ts';
import { findInventoryAges, listMembers, type Member } from './member-store.ts';

/**
 * The members of which nobody can tell whether a matter concerns them: not among the concerned, and without an inventory that somebody
 * looked at within 12 months. Never counted as not concerned. For staff. `among`: of these institutions alone.
 */
export async function findNotKnown(
  trx: Transaction,
  matter: { readonly advisoryIds: readonly AdvisoryId[]; readonly scope: Scope },
  concerned: readonly { readonly institutionId: InstitutionId }[],
  now: Instant,
  among?: readonly string[],
): Promise<readonly (NotKnown & { readonly member: Member })[]> {
  const sectorAlone = isSectorAlone(matter);
  if (sectorAlone) return [];
  const known = new Set(concerned.map(({ institutionId }) => institutionId));
  const others = (await listMembers(trx, among)).filter(({ id }) => !known.has(id));
  const ages = await findInventoryAges(
    trx,
    others.map(({ id }) => id),
    yearBefore(now),
  );
  const members = new Map(others.map((member) => [member.id, member]));
  const asked = others.map(({ id }) => ({ id, newestCheckedAt: ages.get(id) }));
  return decideNotKnown({ members: asked, concerned, scope: { sectorAlone } }, now).flatMap((one) => {
    const member = members.get(one.institutionId);
    return member === undefined ? [] : [{ ...one, member }];
  });
}
