import type { ProductIdentity } from '../../products/product-identity.ts';
import { purlKey } from '../../products/purl.ts';
import type { Likeness } from './likeness.ts';

/**
 * Type, namespace and name of two package URLs. `other-package` where both have one and none is the same: packages with like names in
 * one or another ecosystem are not each other ("kernel" and "kernel-rt", cpan's DBD-SQLite and npm's sqlite3).
 */
export function matchByPurl(advisory: ProductIdentity, item: ProductIdentity): Likeness | 'other-package' | undefined {
  if (advisory.purls.length === 0 || item.purls.length === 0) return undefined;
  const keys = new Set(advisory.purls.map(purlKey));
  return item.purls.some((purl) => keys.has(purlKey(purl))) ? { identifiedBy: 'purl', grade: 'same' } : 'other-package';
}
