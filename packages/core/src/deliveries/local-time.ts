import { instantOf, millisecondsOf, type Instant } from '../basics/instant.ts';

/** Days of the week as calendars spell them (RFC 5545 §3.3.10), Monday first. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** What a clock on the wall shows. */
export type LocalTime = {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** Since midnight as the clock shows it: 0 to 1439. */
  readonly minute: number;
  readonly weekday: Weekday;
};

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What the clock shows in a zone of the IANA database, daylight saving included. Throws for a name that is no zone (`isZone`). */
export function localTimeOf(instant: Instant, zone: string): LocalTime {
  const shown = shownAt(millisecondsOf(instant), zone);
  const day = new Date(shown).toISOString().slice(0, 10);
  return { day, minute: Math.floor((shown - Date.parse(`${day}T00:00:00Z`)) / MINUTE_MS), weekday: weekdayOf(day) };
}

/**
 * When the clock in a zone first shows this minute of this day. Where it is put forward over it, the moment at which it is; where it is put back
 * and shows it twice, the first.
 */
export function instantOfLocal(day: string, minute: number, zone: string): Instant {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS;
  // The offset of a day before and of a day after: one of them holds, or the clock is changed in between.
  const [before = 0, after = 0] = [wanted - DAY_MS, wanted + DAY_MS].map((at) => shownAt(at, zone) - at);
  const candidates = [wanted - before, wanted - after].toSorted((a, b) => a - b);
  const exact = candidates.find((at) => shownAt(at, zone) === wanted);
  if (exact !== undefined) return instantOf(exact);
  return instantOf(changeBetween(candidates[0] ?? wanted, candidates[1] ?? wanted, zone));
}

/** The day after, or so many days after. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function weekdayOf(day: string): Weekday {
  const sundayFirst = new Date(`${day}T00:00:00Z`).getUTCDay();
  return WEEKDAYS[(sundayFirst + 6) % 7] ?? 'MO';
}

/** "08:30" as minutes since midnight; undefined for anything else. */
export function minuteOf(time: string): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

/** Whether a text names a zone of the IANA database, as this machine knows it. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(text)) return false;
  try {
    return formatOf(text) !== undefined;
  } catch {
    return false;
  }
}

/** To make one costs a thousand times what using it does; there are some six hundred zones. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  FORMATS.set(zone, made);
  return made;
}

/** What the clock in the zone shows, as if it were UTC: whole seconds. */
function shownAt(milliseconds: number, zone: string): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatOf(zone).formatToParts(milliseconds)) parts[type] = value;
  const { year = '1970', month = '01', day = '01', hour = '00', minute = '00', second = '00' } = parts;
  return Date.parse(`${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** The first whole minute after which the clock is another: it is put forward between these two. */
function changeBetween(from: number, to: number, zone: string): number {
  let [low, high] = [from, to];
  const before = shownAt(low, zone) - low;
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (shownAt(middle, zone) - middle === before) low = middle;
    else high = middle;
  }
  return high;
}
