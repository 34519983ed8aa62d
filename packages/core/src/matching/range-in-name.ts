import type { AdvisoryProduct } from '../advisories/advisory.ts';
import { readVersionRange } from '../products/read-version-range.ts';
import { splitNameAndRange } from '../products/split-name-and-range.ts';
import type { VersionRange } from '../products/version-range.ts';

/** A branch for a product that names but versions, or nothing ("versions prior to 4.2", "<=6.1"): its name stands elsewhere. */
const RANGE_ALONE =
  /^\s*(?:vers:|[<>≤≥＜]|(?:all\s+|alle\s+)?(?:versions?|versies?|versionen)\b|(?:prior to|before|up to|through|until|vor|bis|tot)\s)/iu;

export function isRangeAlone(text: string): boolean {
  if (!RANGE_ALONE.test(text)) return false;
  const range = readVersionRange(text);
  return range.kind === 'versions' || range.kind === 'every-version';
}

/** What stands on or in another has the other's versions in its full name. */
const OF_ANOTHER = /\b(?:installed (?:on|with)|component of|running on|part of|containing)\b/i;

/** The range that a product's name gives, in the branch of its product or else in its full name; undefined where it gives none. */
export function rangeInName(product: AdvisoryProduct): VersionRange | undefined {
  const branch = product.product ?? product.family;
  const inBranch = branch === undefined ? undefined : isRangeAlone(branch) ? readVersionRange(branch) : splitNameAndRange(branch)?.range;
  if (inBranch !== undefined || product.relationship !== undefined || OF_ANOTHER.test(product.name)) return inBranch;
  return splitNameAndRange(product.name)?.range;
}

/** A name without the versions behind it; undefined where it is nothing but versions. */
export function nameWithoutRange(name: string): string | undefined {
  return isRangeAlone(name) ? undefined : (splitNameAndRange(name)?.name ?? name);
}
