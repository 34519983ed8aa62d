import { expect, test } from 'vitest';
import { millisecondsBetween, readInstant, secondsLater } from './instant.ts';

test.each([
  ['2026-04-07T07:40:00Z', '2026-04-07T07:40:00.000Z'],
  ['2026-04-07T09:40:00+02:00', '2026-04-07T07:40:00.000Z'],
  ['2026-04-07 07:40:00.5z', '2026-04-07T07:40:00.500Z'],
  ['2026-04-07T07:40:00', undefined], // no zone: not a moment
  ['2026-13-07T07:40:00Z', undefined],
  ['yesterday', undefined],
])('%s reads as %s', (text, expected) => {
  expect(readInstant(text)).toBe(expected);
});

test('arithmetic is in whole milliseconds', () => {
  const start = readInstant('2026-03-29T00:59:59Z')!;
  const later = secondsLater(start, 2);
  expect(later).toBe('2026-03-29T01:00:01.000Z');
  expect(millisecondsBetween(start, later)).toBe(2000);
});

test('a year before 0001 or after 9999 is no instant, also where only the zone carries it there', () => {
  expect(readInstant('0000-01-01T00:00:00Z')).toBeUndefined();
  expect(readInstant('0001-01-01T00:00:00+01:00')).toBeUndefined();
  expect(readInstant('9999-12-31T23:30:00-01:00')).toBeUndefined();
  expect(readInstant('9999-12-31T23:30:00Z')).toBe('9999-12-31T23:30:00.000Z');
});
