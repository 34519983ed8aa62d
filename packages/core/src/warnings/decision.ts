import type { InstitutionId } from '../basics/ids.ts';
import type { ConcernedReason } from '../matching/concerned.ts';
import type { Certainty } from '../matching/match.ts';
import type { TlpLabel } from '../sharing/tlp.ts';
import type { Urgency } from './warning.ts';

/** Why an institution hears nothing of this version; stored spelling. */
export const SILENT_BECAUSE = [
  'action-unchanged',
  'outside-audience',
  'excluded',
  'label',
  'not-concerned-any-more',
  'withdrawn', // concerned, never told, and the warning is withdrawn
] as const;
export type SilentBecause = (typeof SILENT_BECAUSE)[number];

/**
 * What one version of a warning means for one institution. `warn`: told for the first time. `update`: told before, and its action
 * changed. `close`: told before, and no longer concerned (or withdrawn). `stay-silent`: the reason is kept.
 */
export type Decision = {
  readonly institutionId: InstitutionId;
  readonly urgency: Urgency;
  /** The strongest certainty among the reasons. */
  readonly certainty: Certainty;
  /** The personal block. Its label is `label`, never the warning's own (DESIGN §3.5). */
  readonly reasons: readonly ConcernedReason[];
  readonly label: TlpLabel;
  /** Digest of what this institution has to do; equal digests mean that nobody need ask again. */
  readonly actionDigest: string;
  /** An answer to this version or a later one counts. */
  readonly askedInVersion: number;
  /** Which part of the text it reads instead of what everybody reads (`text-part.ts`). */
  readonly part?: string;
} & ({ readonly kind: 'warn' | 'update' | 'close' } | { readonly kind: 'stay-silent'; readonly because: SilentBecause });

/** What was decided for an institution by the version that was released last. */
export type EarlierDecision = {
  readonly institutionId: InstitutionId;
  readonly kind: Decision['kind'];
  /** True where some released version told it (warn or update) and none since closed it. */
  readonly told: boolean;
  readonly urgency: Urgency;
  readonly certainty: Certainty;
  readonly actionDigest: string;
  readonly askedInVersion: number;
  /** A correction was released since that did not come to decide on it: another version took its place before, or it was closed. */
  readonly missedCorrection?: boolean;
};
