import type { Remediation } from '../advisories/advisory.ts';
import type { AdvisoryId, InstitutionId } from '../basics/ids.ts';
import type { Exposure } from '../inventories/item.ts';
import type { Certainty, Evidence, Reason } from './match.ts';

/** One reason why one institution is concerned by one matter, in plain JSON. What warnings are decided from. */
export type ConcernedReason = {
  readonly reason: Reason;
  readonly certainty: Certainty;
  /** The product as the institution calls it, without a version; absent for reasons that name no product (sector, region). */
  readonly product?: string;
  readonly supplier?: string;
  /** The line of the inventory; absent where no line is behind the reason. */
  readonly item?: {
    readonly inventory: string;
    readonly key: string;
    readonly version?: string;
    readonly exposure: Exposure;
    readonly importance?: 1 | 2 | 3 | 4;
    readonly owner?: string;
    readonly quantity?: number;
  };
  /** The advisory that names it; absent for a matter's own scope. */
  readonly advisoryId?: AdvisoryId;
  readonly evidence: readonly Evidence[];
  /** What the publisher says to do for exactly this line; in a fixed order. */
  readonly remediations: readonly Remediation[];
};

/** An institution that a matter concerns, with every reason; strongest certainty first. */
export type Concerned = { readonly institutionId: InstitutionId; readonly reasons: readonly ConcernedReason[] };
