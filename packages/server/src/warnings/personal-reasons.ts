import type { ConcernedReason } from '@forewarn/core/matching/concerned.ts';

/** The personal block on the wire. For its institution and the CERT alone: it says which version is held. */
export function personalReasons(reasons: readonly ConcernedReason[]) {
  return reasons.map((reason) => ({
    reason: reason.reason,
    certainty: reason.certainty,
    product: reason.product,
    supplier: reason.supplier,
    version: reason.item?.version,
    inventory: reason.item?.inventory,
    item: reason.item?.key,
    remediations: reason.remediations.map(({ category, details, url }) => ({ category, details, url })),
  }));
}
