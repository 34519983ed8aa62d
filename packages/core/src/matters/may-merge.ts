import { refuse, type Refusal } from '../basics/refusal.ts';

type Standing = { readonly id: string; readonly isClosed: boolean; readonly hasWarning: boolean; readonly isDrill?: boolean };

/** Why one matter may not be taken into another; undefined where it may. A warning stays with its matter, and so with its readers. */
export function mayMerge(into: Standing, other: Standing): Refusal | undefined {
  if (into.id === other.id) return refuse('same-matter', 'A matter is not merged with itself.');
  if (into.isClosed || other.isClosed) return refuse('matter-closed', 'One of the two was merged or closed before.');
  if (into.isDrill !== other.isDrill)
    return refuse('matter-is-drill', 'One of the two is an exercise.', 'What is real stays apart from it.');
  if (other.hasWarning)
    return refuse(
      'matter-has-warning',
      'The matter that would go has a warning.',
      into.hasWarning ? 'Both have one: withdraw or close one first, and refer to it.' : 'Merge the other way round.',
      { about: into.hasWarning ? 'both' : 'other-way-round' },
    );
  return undefined;
}

/** Why these advisories may not be split off; undefined where they may. Something stays behind, and all are of the matter. */
export function maySplit(
  matter: { readonly isClosed: boolean; readonly advisoryIds: readonly string[]; readonly hasScope: boolean },
  advisoryIds: readonly string[],
): Refusal | undefined {
  if (matter.isClosed) return refuse('matter-closed', 'The matter was merged or closed before.');
  if (!advisoryIds.every((id) => matter.advisoryIds.includes(id))) return refuse('no-such', 'There is no such advisory in this matter.');
  if (!matter.hasScope && matter.advisoryIds.every((id) => advisoryIds.includes(id)))
    return refuse('nothing-left', 'Nothing would stay in this matter.', 'Leave at least one advisory.');
  return undefined;
}
