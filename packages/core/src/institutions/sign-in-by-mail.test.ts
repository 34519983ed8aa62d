import { expect, test } from 'vitest';
import { secondsLater, type Instant } from '../basics/instant.ts';
import {
  CODE_SECONDS,
  CODES_FROM_UNKNOWN_MAX,
  CODES_PER_NETWORK_MAX,
  judgeCode,
  mayMailCode,
  readCode,
  readShortCode,
  TRIES_MAX,
  WINDOW_SECONDS,
  type AskedBefore,
} from './sign-in-by-mail.ts';

const now = '2026-11-23T09:00:00.000Z' as Instant;
const asked = (count: number, network: string, known = false, secondsAgo = 60): AskedBefore[] =>
  Array.from({ length: count }, () => ({ askedAt: secondsLater(now, -secondsAgo), network, known }));
const flood = Array.from({ length: 500 }, (_, index) => asked(1, `203.0.113.${index}`)).flat();

test('nobody who floods an account with requests keeps its owner out of the place that it signs in from', () => {
  expect(mayMailCode({ network: 'home', known: true }, flood, now)).toBe(true);
  expect(mayMailCode({ network: 'elsewhere', known: false }, flood, now)).toBe(false);
});

test('one network gets a few codes at once, known or not, and more later', () => {
  for (const known of [true, false]) {
    expect(mayMailCode({ network: 'a', known }, asked(CODES_PER_NETWORK_MAX - 1, 'a', known), now)).toBe(true);
    expect(mayMailCode({ network: 'a', known }, asked(CODES_PER_NETWORK_MAX, 'a', known), now)).toBe(false);
    expect(mayMailCode({ network: 'a', known }, asked(CODES_PER_NETWORK_MAX, 'a', known, WINDOW_SECONDS), now)).toBe(true);
  }
});

test('networks that are not known share one count', () => {
  const others = Array.from({ length: CODES_FROM_UNKNOWN_MAX - 1 }, (_, index) => asked(1, `n${index}`)).flat();
  expect(mayMailCode({ network: 'new', known: false }, others, now)).toBe(true);
  expect(mayMailCode({ network: 'new', known: false }, [...others, ...asked(1, 'n99')], now)).toBe(false);
});

const request = { endsAt: secondsLater(now, CODE_SECONDS), usedAt: undefined, wrongTries: 0 };
test.each([
  ['right', request, true, now, 'right'],
  ['wrong', request, false, now, 'wrong'],
  ['right and used before', { ...request, usedAt: now }, true, now, 'ended'],
  ['right after too many wrong ones', { ...request, wrongTries: TRIES_MAX }, true, now, 'ended'],
  ['right at the last try', { ...request, wrongTries: TRIES_MAX - 1 }, true, now, 'right'],
  ['right and too late', request, true, secondsLater(now, CODE_SECONDS), 'ended'],
] as const)('a code that is %s', (_name, of, isRight, at, verdict) => {
  expect(judgeCode(of, isRight, at)).toBe(verdict);
});

test.each([
  ['1234 5678', '12345678'],
  [' 1234-5678 ', '12345678'],
  ['1234–5678', '12345678'],
  ['1234567', undefined],
  ['123456789', undefined],
  ['1234567a', undefined],
  ['١٢٣٤٥٦٧٨', undefined], // other scripts' digits are no digits of ours
  ['1'.repeat(100_000), undefined],
])('%j is read as %j', (typed, code) => {
  expect(readCode(typed)).toBe(code);
});

test.each([
  ['k7m 2pq', 'K7M2PQ'],
  ['oil-abc', '011ABC'],
  ['K7M2P', undefined],
  ['K7M2PU', undefined],
  ['K7M2PQ9', undefined],
])('the short code %j is read as %j', (typed, code) => {
  expect(readShortCode(typed)).toBe(code);
});
