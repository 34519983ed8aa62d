import type { Advisory } from '../advisories/advisory.ts';
import type { Item } from '../inventories/item.ts';
import type { Aliases } from '../products/aliases.ts';
import type { Match } from './match.ts';
import { matchItem } from './match-item.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareItem } from './prepare-item.ts';

/** One advisory against many lines: the answer for each line whose product it names, in the order of the lines. */
export function matchAdvisory<Line extends Item>(
  advisory: Advisory,
  items: readonly Line[],
  aliases: Aliases,
): readonly { readonly item: Line; readonly match: Match }[] {
  const prepared = prepareAdvisory(advisory, aliases);
  return items.flatMap((item) => {
    const match = matchItem(prepared, prepareItem(item, aliases));
    return match === undefined ? [] : [{ item, match }];
  });
}
