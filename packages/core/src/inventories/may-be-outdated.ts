import { millisecondsOf, type Instant } from '../basics/instant.ts';

/** A line that nobody looked at for this long is shown as "mogelijk verouderd", and never left out (DOMAIN §3.5). */
export const OUTDATED_AFTER_MONTHS = 12;

/** True where it was checked more than twelve calendar months before `now`. On 29 February a year ends on 1 March. */
export function mayBeOutdated(checkedAt: Instant, now: Instant): boolean {
  const until = new Date(millisecondsOf(checkedAt));
  until.setUTCMonth(until.getUTCMonth() + OUTDATED_AFTER_MONTHS);
  return until.getTime() < millisecondsOf(now);
}
