import { expect, test } from 'vitest';
import type { Instant } from '../basics/instant.ts';
import { secondsLater } from '../basics/instant.ts';
import { ASSURANCES, FRESH_SECONDS, isFresh, isSessionLive, SESSION_LIMITS, sessionEnd } from './sign-in-limits.ts';

const start = '2026-11-23T09:00:00.000Z' as Instant;
const at = (seconds: number) => secondsLater(start, seconds);
const limits = { idleSeconds: 100, absoluteSeconds: 1_000 };
const used = (seconds: number) => ({ begunAt: start, usedAt: at(seconds), provedAt: start });

test.each([
  ['just begun', used(0), 0, true],
  ['used within its idle time', used(50), 149, true],
  ['left alone to the second', used(50), 150, false],
  ['used all the time, and too old', used(999), 1_000, false],
  ['used all the time, a second before its end', used(999), 999, true],
  ['begun by a clock a few seconds ahead', { begunAt: at(5), usedAt: at(5), provedAt: at(5) }, 0, true],
  ['begun in the future', { begunAt: at(3_600), usedAt: at(3_600), provedAt: at(3_600) }, 0, false],
] as const)('a session that was %s', (_name, times, now, live) => {
  expect(isSessionLive(times, limits, at(now))).toBe(live);
});

test('a sign-in is fresh for five minutes', () => {
  expect(isFresh({ provedAt: start }, at(FRESH_SECONDS - 1))).toBe(true);
  expect(isFresh({ provedAt: start }, at(FRESH_SECONDS))).toBe(false);
});

test('who showed a mailbox alone is let in for less long than who showed a key, and the CERT for less long than a member', () => {
  for (const holder of ['cert', 'other'] as const)
    for (const limit of ['idleSeconds', 'absoluteSeconds'] as const)
      expect(SESSION_LIMITS[holder].email[limit]).toBeLessThan(SESSION_LIMITS[holder].passkey[limit]);
  for (const assurance of ASSURANCES)
    expect(SESSION_LIMITS.cert[assurance].absoluteSeconds).toBeLessThanOrEqual(SESSION_LIMITS.other[assurance].absoluteSeconds);
  expect(sessionEnd(SESSION_LIMITS.cert.passkey, start)).toBe('2026-11-23T21:00:00.000Z');
});
