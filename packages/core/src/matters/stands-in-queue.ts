import type { Advisory } from '../advisories/advisory.ts';
import { millisecondsBetween, type Instant } from '../basics/instant.ts';

const DAY_MS = 24 * 3_600_000;
/** A publisher's advisory that concerns nobody we know of is still looked at while it is news: a name in it may mean nothing yet. */
export const NEWS_DAYS = 30;
/** A database touches its records for years; one that nobody exploits is no news after this. */
const RECORD_NEWS_DAYS = 90;

/** What came in, and whom it concerns as far as is known. */
export type Incoming = {
  readonly format: Advisory['format'];
  readonly changedAt?: Instant;
  /** Handed in by a person, and not fetched with thousands of others. */
  readonly isHandedIn: boolean;
  readonly isExploited: boolean;
  readonly concernsSomebody: boolean;
};

/**
 * Whether an advisory that no rule and no person took up gets a matter of its own, so that an analyst assesses it. Every publisher's advisory
 * that concerns somebody does, however old, and each that is news. Of a database's records (hundreds of thousands) one that concerns
 * somebody and is news, exploited or handed in: an inventory of today would bring in twenty years of them.
 */
export function standsInQueue({ format, changedAt, isHandedIn, isExploited, concernsSomebody }: Incoming, now: Instant): boolean {
  if (format === 'csaf') return concernsSomebody || isWithin(changedAt, NEWS_DAYS, now);
  return concernsSomebody && (isExploited || isHandedIn || isWithin(changedAt, RECORD_NEWS_DAYS, now));
}

/** Without a date nobody knows how old it is: it is looked at. */
function isWithin(changedAt: Instant | undefined, days: number, now: Instant): boolean {
  return changedAt === undefined || millisecondsBetween(changedAt, now) <= days * DAY_MS;
}
