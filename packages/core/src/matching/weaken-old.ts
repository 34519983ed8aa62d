import type { Instant } from '../basics/instant.ts';
import type { Certainty, Evidence } from './match.ts';

/** What a year does to how sure we are. Never to less than possible: an old line weakens, it does not hide (DOMAIN §3.5). */
const ONE_STEP_WEAKER: Readonly<Record<Certainty, Certainty>> = {
  certain: 'likely',
  likely: 'possible',
  possible: 'possible',
  'for-information': 'for-information',
};

/**
 * A line or relation that nobody looked at for more than 12 months may be out of date (DOMAIN §3.5, §9.6): one step less sure, and its
 * evidence says since when. What a reason asks of its institution stays as it was, so nobody is asked again because a year went by.
 */
export function weakenOld<Reason extends { readonly certainty: Certainty; readonly evidence: readonly Evidence[] }>(
  reason: Reason,
  checkedAt: Instant | undefined,
  now: Instant,
): Reason {
  if (!isOld(checkedAt, now)) return reason;
  return {
    ...reason,
    certainty: ONE_STEP_WEAKER[reason.certainty],
    evidence: reason.evidence.map((evidence) => ({ ...evidence, oldSince: checkedAt })),
  };
}

/** More than 12 months by the calendar. What was never dated is not known to be old. */
export function isOld(checkedAt: Instant | undefined, now: Instant): checkedAt is Instant {
  return checkedAt !== undefined && checkedAt < yearBefore(now);
}

/** The same day and hour of the year before, as what is older is told from what is not; instants sort as text, so 29 February needs no care. */
export function yearBefore(now: Instant): string {
  return `${String(Number(now.slice(0, 4)) - 1).padStart(4, '0')}${now.slice(4)}`;
}
