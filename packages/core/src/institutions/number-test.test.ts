import { expect, test } from 'vitest';
import { instantOf } from '../basics/instant.ts';
import { numberTest, type TestCallOutcome } from './number-test.ts';

const at = (text: string) => instantOf(Date.parse(text));
const call = (on: string, outcome?: TestCallOutcome) =>
  outcome === undefined ? { askedAt: at(on) } : { askedAt: at(on), calledAt: at(on), outcome };
const NOW = at('2026-11-23T15:00:00Z');

test('a number that nobody tried is not known to work', () => {
  expect(numberTest([], NOW)).toEqual({ state: 'never' });
});

test('a number at which somebody spoke is good for a year, and then due', () => {
  expect(numberTest([call('2025-11-23T15:00:01Z', 'spoken')], NOW)).toMatchObject({ state: 'good', testBy: '2026-11-23T15:00:01.000Z' });
  expect(numberTest([call('2025-11-23T15:00:00Z', 'spoken')], NOW)).toMatchObject({
    state: 'due',
    lastSpokenAt: '2025-11-23T15:00:00.000Z',
  });
});

test('the last call counts: voicemail is not somebody, and what worked once does not hide it', () => {
  for (const outcome of ['voicemail', 'no-answer', 'wrong-number'] as const)
    expect(numberTest([call('2026-11-01T00:00:00Z', outcome), call('2026-10-01T00:00:00Z', 'spoken')], NOW)).toEqual({
      state: 'failed',
      lastOutcome: outcome,
      lastSpokenAt: '2026-10-01T00:00:00.000Z',
    });
});

test('a test that was asked for and not made yet is waited for', () => {
  expect(numberTest([call('2026-10-01T00:00:00Z', 'spoken'), call('2026-11-23T14:00:00Z')], NOW).state).toBe('waiting');
});
