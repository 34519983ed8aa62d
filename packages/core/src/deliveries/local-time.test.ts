import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInstant, type Instant } from '../basics/instant.ts';
import { dayAfter, instantOfLocal, isZone, localTimeOf, minuteOf, weekdayOf } from './local-time.ts';

const at = (text: string) => readInstant(text) as Instant;

test('the clock in Amsterdam is two hours ahead in summer and one in winter', () => {
  expect(localTimeOf(at('2026-07-01T22:30:00Z'), 'Europe/Amsterdam')).toEqual({ day: '2026-07-02', minute: 30, weekday: 'TH' });
  expect(localTimeOf(at('2026-11-23T09:00:00Z'), 'Europe/Amsterdam')).toEqual({ day: '2026-11-23', minute: 600, weekday: 'MO' });
});

test('eight in the morning stays eight in the morning on the day that the clock is changed', () => {
  expect(instantOfLocal('2026-03-28', 480, 'Europe/Amsterdam')).toBe('2026-03-28T07:00:00.000Z');
  expect(instantOfLocal('2026-03-29', 480, 'Europe/Amsterdam')).toBe('2026-03-29T06:00:00.000Z');
  expect(instantOfLocal('2026-10-24', 480, 'Europe/Amsterdam')).toBe('2026-10-24T06:00:00.000Z');
  expect(instantOfLocal('2026-10-25', 480, 'Europe/Amsterdam')).toBe('2026-10-25T07:00:00.000Z');
});

test('a minute that the clock leaves out is the moment at which it is put forward; one that it shows twice is the first', () => {
  expect(instantOfLocal('2026-03-29', 150, 'Europe/Amsterdam')).toBe('2026-03-29T01:00:00.000Z');
  expect(instantOfLocal('2026-10-25', 150, 'Europe/Amsterdam')).toBe('2026-10-25T00:30:00.000Z');
  expect(instantOfLocal('2026-10-04', 135, 'Australia/Lord_Howe')).toBe('2026-10-03T15:30:00.000Z'); // half an hour forward, 02.00 to 02.30
  expect(instantOfLocal('2026-12-31', 480, 'America/Paramaribo')).toBe('2026-12-31T11:00:00.000Z');
});

test('what the clock shows leads back to the moment, or to the first of the two that show it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.parse('2020-01-01T00:00:00Z') / 60_000, max: Date.parse('2035-01-01T00:00:00Z') / 60_000 }),
      fc.constantFrom('Europe/Amsterdam', 'America/Curacao', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia'),
      (minutes, zone) => {
        const moment = at(new Date(minutes * 60_000).toISOString());
        const shown = localTimeOf(moment, zone);
        const back = instantOfLocal(shown.day, shown.minute, zone);
        expect(localTimeOf(back, zone)).toEqual(shown);
        expect(back <= moment).toBe(true);
      },
    ),
  );
});

test('days are counted by the calendar', () => {
  expect(dayAfter('2028-02-28')).toBe('2028-02-29');
  expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).toEqual(['MO', 'SU']);
});

test('a time is hours and minutes, and a zone one of the list', () => {
  expect([minuteOf('08:30'), minuteOf('23:59'), minuteOf('24:00'), minuteOf('8:30'), minuteOf('08:60')]).toEqual([
    510,
    1439,
    undefined,
    undefined,
    undefined,
  ]);
  expect(['Europe/Amsterdam', 'America/Paramaribo', 'Mars/Base', '+01:00', '', 'a'.repeat(99)].map(isZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
