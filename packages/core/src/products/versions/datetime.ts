import { keyedScheme, pushText } from './keyed-scheme.ts';
import { pushDigits } from './version-scheme.ts';

/**
 * Instants (vers specification, "Generic VERS types"; RFC 3339 §5.6) in any offset, to any part of a second; also a date alone, which is its
 * first instant in UTC. Leap seconds (":60") come behind the second before them.
 */
export const datetime = keyedScheme('datetime', (version, key) => {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:z|([+-])(\d\d):(\d\d)))?$/i.exec(version);
  if (found === null) return false;
  const part = (place: number) => Number(found[place] ?? 0);
  const [month, day, hour, minute, second] = [part(2), part(3), part(4), part(5), part(6)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(part(1), month) || hour > 23 || minute > 59 || second > 60) return false;
  if (part(9) > 23 || part(10) > 59) return false;
  const offsetMinutes = (found[8] === '-' ? -1 : 1) * (part(9) * 60 + part(10));
  // Minutes since the year before 0, so that no offset makes them negative.
  const minutes = (daysBefore(part(1), month) + day) * 1_440 + hour * 60 + minute - offsetMinutes;
  pushDigits(key, String(minutes));
  key.push(second);
  pushText(key, (found[7] ?? '').replace(/0+$/, ''));
  return true;
});

const DAYS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysIn(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0);
}

/** Days in front of a month, counted from 1 January of the year 0 and one year more. */
function daysBefore(year: number, month: number): number {
  const past = year - 1;
  const years = 366 + year * 365 + (year === 0 ? 0 : Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) + 1);
  let days = 0;
  for (let earlier = 1; earlier < month; earlier += 1) days += daysIn(year, earlier);
  return years + days;
}
