import type { InstitutionId } from '../basics/ids.ts';
import type { Concerned } from '../matching/concerned.ts';
import type { Decision, EarlierDecision } from './decision.ts';
import type { WarningVersion } from './warning.ts';

export type ToDecide = {
  readonly version: WarningVersion;
  /** Who is concerned now; each institution once. */
  readonly concerned: readonly Concerned[];
  /** The newest decision for each institution that any released version was decided for. */
  readonly earlier: readonly EarlierDecision[];
  /** False for an institution that this label may not reach at all; absent: all may. */
  readonly mayHear?: (institutionId: InstitutionId) => boolean;
};

/** `digestOf` is a cryptographic digest as text; core has none. */
export function decideWarnings(_toDecide: ToDecide, _digestOf: (text: string) => string): readonly Decision[] {
  return [];
}
