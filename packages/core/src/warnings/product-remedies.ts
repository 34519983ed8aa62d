import type { Advisory, Remediation } from '../advisories/advisory.ts';
import type { AdvisoryId } from '../basics/ids.ts';

/** Everything that a publisher advises for one product, whatever the version: what may stand in a mail without telling which version is held. */
export type ProductRemedies = {
  readonly advisoryId: AdvisoryId;
  /** Ids in the advisory that are this product, in any version. */
  readonly productIds: readonly string[];
  readonly remediations: readonly Remediation[];
};

export function productRemedies(_advisoryId: AdvisoryId, _advisory: Advisory): readonly ProductRemedies[] {
  return [];
}
