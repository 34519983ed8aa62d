import type { Instant } from '../basics/instant.ts';
import type { Urgency } from './urgency.ts';

export type Attempted = {
  /** 1 for the first. */
  readonly attempt: number;
  readonly outcome: 'sent' | 'failed-for-now' | 'failed-for-good';
  /** Deliveries keep only whether they are urgent; `urgency` is act-now for those. */
  readonly urgency: Urgency;
  readonly plannedAt: Instant;
  /** Any whole number made from the delivery's id, so that a thousand deliveries that failed together do not come back together. */
  readonly jitter: number;
};

export type RetryPlan =
  | { readonly kind: 'done' }
  | { readonly kind: 'try-again'; readonly at: Instant }
  | { readonly kind: 'give-up'; readonly because: 'permanent' | 'too-long' };

export function retryPlan(_attempted: Attempted, _now: Instant): RetryPlan {
  return { kind: 'done' };
}
