import { expect, test } from 'vitest';
import { answerDeadline, stepsDue } from './answer-deadline.ts';
import { at, DUTCH } from './example-warning.test-support.ts';

const askedAt = at('2026-11-23T15:00:00Z');
const steps = [
  { text: 'Sluit de toegang.', withinHours: 4 },
  { text: 'Werk bij.', withinHours: 48 },
];

test('what has not begun is due at its first step, what has begun at its last', () => {
  expect(answerDeadline({ urgency: 'act-now', steps, askedAt, hasBegun: false })).toBe('2026-11-23T19:00:00.000Z');
  expect(answerDeadline({ urgency: 'act-now', steps, askedAt, hasBegun: true })).toBe('2026-11-25T15:00:00.000Z');
});

test('a warning whose steps name no time has the time of its urgency', () => {
  const plain = [{ text: 'Werk bij.' }];
  const of = (urgency: 'act-now' | 'this-week' | 'at-maintenance') => answerDeadline({ urgency, steps: plain, askedAt, hasBegun: false });
  expect(of('act-now')).toBe('2026-11-24T15:00:00.000Z');
  expect(of('this-week')).toBe('2026-11-30T15:00:00.000Z');
  expect(of('at-maintenance')).toBe('2026-12-23T15:00:00.000Z');
});

test('what is for information has no deadline, whatever its steps say', () => {
  expect(answerDeadline({ urgency: 'for-information', steps, askedAt, hasBegun: false })).toBeUndefined();
});

test('each step is due by its own time', () => {
  expect(stepsDue(DUTCH.actions, askedAt)).toEqual([
    { text: 'Werk Meridiaan EPD bij.', role: 'system-administrator', dueAt: '2026-11-23T19:00:00.000Z' },
    { text: 'Kan dat niet? Sluit de toegang van buiten.' },
  ]);
});
