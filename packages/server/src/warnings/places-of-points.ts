import type { MemberMatter } from '@forewarn/core/warnings/open-point.ts';
import type { PointPlace } from './assignment-store.ts';
import { digestOf } from './plan-release.ts';

/** A point as it is named on the wire: its line by a digest of its key, absent for the warning as a whole. */
export type NamedPoint = { readonly warningId: string; readonly line?: string };

/** How a point names its line to whoever may not see its key: 16 characters, the same for the same key. */
export function lineOfKey(key: string): string {
  return digestOf(key).slice(0, 16);
}

/** The points of warnings that the institution was told of, in the order in which they were named; what is none of them is left out. */
export function placesOf(named: readonly NamedPoint[], matters: readonly MemberMatter[]): readonly (PointPlace & NamedPoint)[] {
  return named.flatMap((point) => {
    const matter = matters.find(({ warning }) => warning.id === point.warningId);
    if (matter === undefined) return [];
    if (point.line === undefined) return [point];
    const itemKey = matter.decision.reasons.find(({ item }) => item !== undefined && lineOfKey(item.key) === point.line)?.item?.key;
    return itemKey === undefined ? [] : [{ ...point, itemKey }];
  });
}
