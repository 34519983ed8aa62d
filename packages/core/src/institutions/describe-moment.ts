import type { Instant } from '../basics/instant.ts';
import { millisecondsOf } from '../basics/instant.ts';
import { MONTHS, WEEKDAYS } from './calendar-words.ts';
import type { Language } from './institution.ts';

/**
 * A moment in full, as readers in the Netherlands live by it: "maandag 23 november 2026, 16.00 uur" (DOMAIN §7.8). Written out here, so
 * that it reads the same on every machine, whatever words its system brings.
 */
export function describeMoment(instant: Instant, language: Language): string {
  const local = new Date(millisecondsOf(instant) + offsetHours(millisecondsOf(instant)) * HOUR_MS);
  const day = `${WEEKDAYS[language][local.getUTCDay()]} ${local.getUTCDate()} ${MONTHS[language][local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  const time = `${two(local.getUTCHours())}.${two(local.getUTCMinutes())}`;
  return language === 'nl' ? `${day}, ${time} uur` : `${day}, ${time}`;
}

const HOUR_MS = 3_600_000;

/** Hours ahead of UTC: two from the last Sunday of March to the last Sunday of October, 01:00 UTC (Directive 2000/84/EC, art. 2 and 3). */
function offsetHours(milliseconds: number): number {
  const year = new Date(milliseconds).getUTCFullYear();
  return milliseconds >= lastSundayAt1(year, 2) && milliseconds < lastSundayAt1(year, 9) ? 2 : 1;
}

/** `month` counts from 0; March and October both have 31 days. */
function lastSundayAt1(year: number, month: number): number {
  return Date.UTC(year, month, 31 - new Date(Date.UTC(year, month, 31)).getUTCDay(), 1);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
