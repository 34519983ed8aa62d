import { expect, test } from 'vitest';
import type { Instant } from '../basics/instant.ts';
import { mayBeOutdated } from './may-be-outdated.ts';

const at = (text: string) => text as Instant;

test.each([
  ['2025-11-23T09:00:00.000Z', '2026-11-23T09:00:00.000Z', false],
  ['2025-11-23T08:59:59.999Z', '2026-11-23T09:00:00.000Z', true],
  ['2024-02-29T00:00:00.000Z', '2025-02-28T12:00:00.000Z', false], // a leap year
  ['2026-11-23T09:00:00.000Z', '2026-11-23T09:00:00.000Z', false],
])('a line checked at %s may be outdated at %s: %s', (checkedAt, now, expected) => {
  expect(mayBeOutdated(at(checkedAt), at(now))).toBe(expected);
});
