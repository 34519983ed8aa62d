import { expect, test } from 'vitest';
import { readInstant, type Instant } from './instant.ts';
import { RETAINED, RETENTION_RULES, retentionLimits, type RetentionRule } from './retention-rules.ts';

const at = (text: string) => readInstant(text) as Instant;
const rule = (since: string, keepDays: number): RetentionRule => ({
  ...(RETENTION_RULES[0] as RetentionRule),
  since,
  keepDays,
});

test('every kind of thing that ends has a rule today, with a reason', () => {
  expect(retentionLimits(at('2026-11-25T12:00:00Z')).map((limit) => limit.rule.subject)).toEqual([...RETAINED]);
  expect(RETENTION_RULES.every(({ because, keepDays }) => because !== '' && keepDays >= 1)).toBe(true);
});

test('a later rule takes over on its day, and not before', () => {
  const rules = [rule('2027-01-01', 7), rule('2026-01-01', 30)];
  const before = (now: string) => retentionLimits(at(now), rules)[0]?.before;
  expect(before('2026-12-31T23:59:59Z')).toBe('2026-12-01T23:59:59.000Z');
  expect(before('2027-01-01T00:00:00Z')).toBe('2026-12-25T00:00:00.000Z');
});

test('before the first rule of a kind nothing of it ends', () => {
  expect(retentionLimits(at('2025-12-31T00:00:00Z'))).toEqual([]);
});
