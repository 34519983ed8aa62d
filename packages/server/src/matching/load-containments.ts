import { prepareContainments, type Containments } from '@forewarn/core/matching/containments.ts';
import { containmentsOfIndex } from '@forewarn/core/matching/containments-of-index.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';

const prepared = new WeakMap<Aliases, readonly Containments[]>();

/** What the catalogue knows to be in what, made ready once for each state of it (`loadAliases`). */
export function loadContainments(aliases: Aliases): readonly Containments[] {
  const there = prepared.get(aliases);
  if (there !== undefined) return there;
  const known = aliases.contains === undefined ? [] : containmentsOfIndex(aliases.contains);
  const containments = [prepareContainments(known, aliases)];
  prepared.set(aliases, containments);
  return containments;
}
