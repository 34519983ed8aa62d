import type { Statement } from '@forewarn/core/matching/statement.ts';
import type { Certainty, Evidence, Reason, Silence } from '@forewarn/core/matching/match.ts';

/** Why an advisory concerns a line, or why it does not. */
export type AnswerReason = { readonly reason: Reason; readonly evidence: readonly Evidence[] };

/** `other-product`: of the same supplier, and named by none of its products. Only told with `--explain`, as are the other silences. */
export type Because = Silence | 'other-product';

/** What one advisory means for one line of the inventory; the documented form of an output line (docs/members/agent.md). */
export type Answer = {
  /** Tracking id of the advisory, CVE id or OSV id. */
  readonly advisory: string;
  /** As the inventory names it; null where it names none. */
  readonly institution: string | null;
  /** The line's own name where the inventory gives one, else one made of supplier and product. */
  readonly item: string;
} & (
  | { readonly certainty: Certainty; readonly reasons: readonly AnswerReason[] }
  | {
      readonly certainty: 'not-concerned';
      readonly because: Because;
      readonly reasons: readonly AnswerReason[];
      /** Whose word it is and of which day, where all rests on that (VEX). */
      readonly said?: Statement;
    }
);
