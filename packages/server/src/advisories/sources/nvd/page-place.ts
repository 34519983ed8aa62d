import { millisecondsBetween, secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Page, PagePlace } from '../paged-kind.ts';

/** "The maximum allowable range when using any date range parameters is 120 consecutive days" (NVD API 2.0). */
const WINDOW_SECONDS_MAX = 120 * 24 * 3600;
/** A change may be seen a little later than it is dated, so the last minutes are left to the next poll. */
const LAG_SECONDS = 300;
/** A window whose records move all the time is left at that. */
const BEGUN_ANEW_MAX = 2;

/** The window that a poll was cut off in, or the next one after it; undefined where there is none yet. */
export function beginWindow(known: PagePlace | undefined, since: Instant, now: Instant): PagePlace | undefined {
  if (known?.startIndex !== undefined) return known;
  const from = known?.until ?? since;
  const end = secondsLater(now, -LAG_SECONDS);
  if (millisecondsBetween(from, end) <= 0) return undefined;
  const longest = secondsLater(from, WINDOW_SECONDS_MAX);
  return { from, until: longest < end ? longest : end, startIndex: 0 };
}

/**
 * Where to go on after this page. A record that changes while its window is read leaves it, and those behind it move up by one, over the edge
 * of a page that was read already: where the number of records changed the window is begun anew, and what is known of it costs one request a page.
 */
export function afterPage(place: PagePlace, page: Page & { kind: 'page' }): PagePlace {
  const { from, until, startIndex = 0, total = page.total, begunAnew = 0 } = place;
  const next = startIndex + page.records.length;
  if (next < page.total && page.records.length > 0) return { from, until, startIndex: next, total, begunAnew };
  if (page.total !== total && begunAnew < BEGUN_ANEW_MAX) return { from, until, startIndex: 0, begunAnew: begunAnew + 1 };
  return { from, until };
}
