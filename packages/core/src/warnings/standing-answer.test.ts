import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { at, exampleAnswer, NOW } from './example-warning.test-support.ts';
import { standingAnswer } from './standing-answer.ts';

const first = exampleAnswer({ id: idOf<'Acknowledgement'>('1'), answeredAt: at('2026-11-23T10:00:00Z') });
const second = exampleAnswer({ id: idOf<'Acknowledgement'>('2'), answer: 'fixed' });

test('the newest answer stands, whatever the order they are read in', () => {
  expect(standingAnswer([second, first], undefined)).toBe(second);
  expect(standingAnswer([first, second], undefined)).toBe(second);
});

test('undoing a correction brings back what it corrected; undoing all leaves silence', () => {
  const undone = { ...second, undoneAt: NOW };
  expect(standingAnswer([first, undone], undefined)).toBe(first);
  expect(standingAnswer([undone], undefined)).toBeUndefined();
});

test('of two in one millisecond the later id stands; a line has its own', () => {
  const same = { ...second, id: idOf<'Acknowledgement'>('3') };
  expect(standingAnswer([same, second], undefined)).toBe(same);
  expect(standingAnswer([second], 'epd')).toBeUndefined();
});
