import { millisecondsOf, type Instant } from '../basics/instant.ts';

export type CalendarEvent = {
  /** The same for the same thing, for ever (RFC 5545 §3.8.4.7). */
  readonly uid: string;
  readonly at: Instant;
  readonly minutes: number;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
  /** 0 as it was first, more with each change (§3.8.7.4). */
  readonly sequence: number;
};

/** Octets of a line without its end (RFC 5545 §3.1). */
const LINE_OCTETS_MAX = 75;

/** Events as an iCalendar text (RFC 5545): times in UTC, texts escaped, lines folded. `now` is when it was made (DTSTAMP). */
export function calendarText(
  calendar: { readonly name: string; readonly product: string; readonly events: readonly CalendarEvent[] },
  now: Instant,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//${textOf(calendar.product)}//NL`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${textOf(calendar.name)}`,
    ...calendar.events.flatMap((event) => eventLines(event, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, now: Instant): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${textOf(event.uid)}`,
    `DTSTAMP:${timeOf(now)}`,
    `DTSTART:${timeOf(event.at)}`,
    `DURATION:PT${Math.max(1, Math.round(event.minutes))}M`,
    `SEQUENCE:${event.sequence}`,
    `SUMMARY:${textOf(event.summary)}`,
    `DESCRIPTION:${textOf(event.description)}`,
    `URL:${uriOf(event.url)}`,
    'CLASS:CONFIDENTIAL',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** §3.3.5 form 2: date with UTC time. */
function timeOf(instant: Instant): string {
  return new Date(millisecondsOf(instant)).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** §3.3.11. A control character has no place in a text, and a line end that is written as one begins no property. */
function textOf(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
      .replace(/[\\;,]/g, (character) => `\\${character}`)
      .replaceAll('\n', '\\n')
  );
}

function uriOf(url: string): string {
  // eslint-disable-next-line no-control-regex
  return url.replace(/[\u0000-\u0020\u007f]/g, '');
}

/** §3.1: a line longer than 75 octets goes on after a line end and a space; a character is never cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let [part, octets] = ['', 0];
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > LINE_OCTETS_MAX) {
      parts.push(part);
      [part, octets] = ['', 1]; // the space
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

/** In UTF-8. */
function octetsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}
