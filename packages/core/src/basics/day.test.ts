import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDay } from './day.ts';

test.each([
  ['2026-11-23', '2026-11-23'],
  ['2024-02-29', '2024-02-29'],
  ['2026-02-29', undefined], // no leap year
  ['2026-02-31', undefined],
  ['2026-13-01', undefined],
  ['2026-1-1', undefined],
  ['23-11-2026', undefined],
])('%s is the day %s', (text, day) => {
  expect(readDay(text)).toBe(day);
});

test('reading never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => [text, undefined].includes(readDay(text))));
});
