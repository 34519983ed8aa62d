import type { InstitutionId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import { unknownBecause, type InventoryAge, type UnknownBecause } from './applicability.ts';
import type { Concerned } from './concerned.ts';
import type { PreparedScope } from './prepare-scope.ts';

/** An institution of which nobody can tell whether a matter concerns it: counted apart, never as not concerned (DESIGN §3.6). */
export type NotKnown = { readonly institutionId: InstitutionId; readonly because: UnknownBecause };

/**
 * Those that nothing concerns them, and that have no inventory, or only one that nobody looked at for 12 months. In the order of the
 * members. Nobody where the matter is a wave: in which sector an institution is, is known of all.
 */
export function decideNotKnown(
  of: {
    readonly members: readonly ({ readonly id: InstitutionId } & InventoryAge)[];
    readonly concerned: readonly Pick<Concerned, 'institutionId'>[];
    readonly scope: Pick<PreparedScope, 'sectorAlone'>;
  },
  now: Instant,
): readonly NotKnown[] {
  if (of.scope.sectorAlone) return [];
  const concerned = new Set(of.concerned.map(({ institutionId }) => institutionId));
  return of.members.flatMap((member) => {
    const because = concerned.has(member.id) ? undefined : unknownBecause(member, now);
    return because === undefined ? [] : [{ institutionId: member.id, because }];
  });
}
