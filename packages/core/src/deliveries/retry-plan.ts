import { millisecondsBetween, secondsLater, type Instant } from '../basics/instant.ts';
import type { Urgency } from './urgency.ts';

export type Attempted = {
  /** 1 for the first. */
  readonly attempt: number;
  readonly outcome: 'sent' | 'failed-for-now' | 'failed-for-good';
  readonly urgency: Urgency;
  readonly plannedAt: Instant;
  /** Any whole number made from the delivery's id, so that a thousand deliveries that failed together do not come back together. */
  readonly jitter: number;
};

export type RetryPlan =
  | { readonly kind: 'done' }
  | { readonly kind: 'try-again'; readonly at: Instant }
  | { readonly kind: 'give-up'; readonly because: 'permanent' | 'too-long' };

type Pace = { readonly firstSeconds: number; readonly capSeconds: number; readonly horizonSeconds: number };

const HOUR = 3_600;
/** RFC 5321 §4.5.4.1 asks for days before giving up. What is urgent must show as undelivered while it still matters. */
const PACES: Readonly<Record<'urgent' | 'usual', Pace>> = {
  urgent: { firstSeconds: 10, capSeconds: 5 * 60, horizonSeconds: 24 * HOUR },
  usual: { firstSeconds: 60, capSeconds: 2 * HOUR, horizonSeconds: 4 * 24 * HOUR },
};
const JITTER_SHARE_MAX = 0.2;
const JITTER_STEPS = 1_000;

/**
 * What comes after an attempt: permanent failures are given up at once, temporary ones are tried again after a pause that doubles up to a
 * cap, until the horizon since planning is passed. The last try lies on the horizon. The same arguments give the same answer.
 */
export function retryPlan({ attempt, outcome, urgency, plannedAt, jitter }: Attempted, now: Instant): RetryPlan {
  if (outcome === 'sent') return { kind: 'done' };
  if (outcome === 'failed-for-good') return { kind: 'give-up', because: 'permanent' };
  const pace = PACES[urgency === 'act-now' ? 'urgent' : 'usual'];
  const leftSeconds = pace.horizonSeconds - millisecondsBetween(plannedAt, now) / 1_000;
  if (leftSeconds <= 0) return { kind: 'give-up', because: 'too-long' };
  return { kind: 'try-again', at: secondsLater(now, Math.min(pauseSeconds(attempt, pace, jitter), leftSeconds)) };
}

/** 2^30 times the first pause is beyond any cap. */
function pauseSeconds(attempt: number, pace: Pace, jitter: number): number {
  const doublings = Math.min(Math.max(Math.trunc(attempt), 1) - 1, 30);
  const pause = Math.min(pace.firstSeconds * 2 ** doublings, pace.capSeconds);
  const step = Math.abs(Math.trunc(jitter)) % JITTER_STEPS;
  return Math.round(pause * (1 + (JITTER_SHARE_MAX * step) / JITTER_STEPS));
}
