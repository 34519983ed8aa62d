import { prepareContainments, type Containments } from '@forewarn/core/matching/containments.ts';
import { containmentsOfCatalogue } from '@forewarn/core/matching/containments-of-catalogue.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { SHIPPED_CATALOGUE } from '@forewarn/core/products/catalogue/shipped-catalogue.ts';

const prepared = new WeakMap<Aliases, readonly Containments[]>();

/** What the catalogue knows to be in what, made ready once for the names that people resolved. */
export function loadContainments(aliases: Aliases): readonly Containments[] {
  const there = prepared.get(aliases);
  if (there !== undefined) return there;
  const containments = [prepareContainments(containmentsOfCatalogue(SHIPPED_CATALOGUE), aliases)];
  prepared.set(aliases, containments);
  return containments;
}
