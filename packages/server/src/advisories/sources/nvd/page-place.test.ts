import { expect, test } from 'vitest';
import { instantOf, readInstant, secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import type { PagePlace } from '../paged-kind.ts';
import { afterPage, beginWindow } from './page-place.ts';

const at = (text: string): Instant => readInstant(text) ?? instantOf(0);
const now = at('2026-11-25T12:00:00Z');
const page = (count: number, total: number) => ({
  kind: 'page' as const,
  records: Array.from({ length: count }, (_, n) => ({ url: `${n}`, bytes: new Uint8Array() })),
  total,
});

test('windows follow each other without a gap, none longer than 120 days, up to five minutes ago', () => {
  let known: PagePlace | undefined;
  const windows: PagePlace[] = [];
  for (let next = beginWindow(known, at('2026-01-01T00:00:00Z'), now); next !== undefined; next = beginWindow(known, now, now)) {
    windows.push(next);
    known = afterPage(next, page(0, 0));
  }
  expect(windows.map(({ from, until }) => [from.slice(0, 16), until.slice(0, 16)])).toEqual([
    ['2026-01-01T00:00', '2026-05-01T00:00'],
    ['2026-05-01T00:00', '2026-08-29T00:00'],
    ['2026-08-29T00:00', '2026-11-25T11:55'],
  ]);
  expect(beginWindow(known, now, secondsLater(now, 60))).toMatchObject({ from: at('2026-11-25T11:55:00Z') });
});

test('a poll that was cut off goes on where it was', () => {
  const place = { from: at('2026-11-01T00:00:00Z'), until: at('2026-11-02T00:00:00Z'), startIndex: 4_000, total: 9_000 };
  expect(beginWindow(place, now, now)).toBe(place);
});

test('pages are read to the last; where records moved meanwhile the window is begun anew, and not for ever', () => {
  let place: PagePlace = { from: at('2026-11-01T00:00:00Z'), until: now, startIndex: 0 };
  place = afterPage(place, page(3, 7));
  expect(place).toMatchObject({ startIndex: 3, total: 7 });
  place = afterPage(place, page(3, 6));
  expect(place).toMatchObject({ startIndex: 0, begunAnew: 1 });
  place = afterPage(place, page(3, 6));
  place = afterPage(place, page(3, 6));
  expect(place).toEqual({ from: at('2026-11-01T00:00:00Z'), until: now });
  let restless: PagePlace = { from: at('2026-11-01T00:00:00Z'), until: now, startIndex: 0 };
  for (let total = 10; total < 30 && restless.startIndex !== undefined; total += 1) restless = afterPage(restless, page(5, total));
  expect(restless.startIndex).toBeUndefined();
});
