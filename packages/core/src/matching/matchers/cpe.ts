import { compareCpeValues, type Cpe } from '../../products/cpe.ts';
import type { ProductIdentity } from '../../products/product-identity.ts';
import type { Likeness } from './likeness.ts';

/** Part, vendor and product of two CPE names by NISTIR 7696 §6; the version is left to the ranges and never identifies. */
export function matchByCpe(advisory: ProductIdentity, item: ProductIdentity): Likeness | undefined {
  const same = advisory.cpes.some((one) => item.cpes.some((other) => isSameProduct(one, other)));
  return same ? { identifiedBy: 'cpe', grade: 'same' } : undefined;
}

function isSameProduct(a: Cpe, b: Cpe): boolean {
  // A name that leaves vendor or product open would be the same as everything.
  if ([a.vendor, a.product, b.vendor, b.product].some((value) => value.kind !== 'text')) return false;
  return [compareCpeValues(a.vendor, b.vendor), compareCpeValues(a.product, b.product)].every(
    (relation) => relation === 'equal' || relation === 'superset',
  );
}
