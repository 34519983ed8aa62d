import { expect, test } from 'vitest';
import { calendarText, type CalendarEvent } from './calendar-text.ts';
import { at, NOW } from './example-warning.test-support.ts';

const event: CalendarEvent = {
  uid: 'w1@cert.example',
  at: at('2026-11-23T19:00:00Z'),
  minutes: 30,
  summary: 'Meridiaan EPD: lek wordt misbruikt',
  description: 'Werk bij.',
  url: 'https://cert.example/w/1',
  sequence: 2,
};
const text = (change: Partial<CalendarEvent> = {}) =>
  calendarText({ name: 'Termijnen', product: 'Forewarn', events: [{ ...event, ...change }] }, NOW);
const unfolded = (calendar: string) => calendar.replaceAll('\r\n ', '').split('\r\n');

test('an event has what RFC 5545 asks of it, in UTC', () => {
  const lines = unfolded(text());
  for (const line of [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'UID:w1@cert.example',
    'DTSTAMP:20261123T150000Z',
    'DTSTART:20261123T190000Z',
    'DURATION:PT30M',
    'SEQUENCE:2',
    'END:VCALENDAR',
  ])
    expect(lines).toContain(line);
});

test('commas, semicolons, backslashes and line ends are escaped, and no text begins a property of its own', () => {
  const lines = unfolded(text({ summary: 'a,b;c\\d\r\nATTACH:https://kwaad.example/\u2028X:1' }));
  expect(lines).toContain('SUMMARY:a\\,b\\;c\\\\d\\nATTACH:https://kwaad.example/\\nX:1');
  expect(lines.some((line) => line.startsWith('ATTACH') || line.startsWith('X:1'))).toBe(false);
});

test('no line is longer than 75 octets, and no character is cut in two', () => {
  for (const word of ['één ', 'lang ', '🏥', 'x']) {
    const summary = word.repeat(120);
    const calendar = text({ summary });
    for (const line of calendar.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(unfolded(calendar)).toContain(`SUMMARY:${summary}`);
  }
});
