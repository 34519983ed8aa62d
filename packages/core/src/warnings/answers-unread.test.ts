import { expect, test } from 'vitest';
import { ANSWERS } from './acknowledgement.ts';
import { answersUnread } from './answers-unread.ts';

test('who read the text gives any answer; who was told that there is one says that it was seen', () => {
  expect(answersUnread('GREEN')).toEqual(ANSWERS);
  for (const label of ['AMBER', 'AMBER+STRICT'] as const)
    expect(answersUnread(label)).toEqual(['dont-know', 'forwarded', 'working', 'need-help']);
});

test('what is RED is not forwarded', () => {
  expect(answersUnread('RED')).toEqual(['dont-know', 'working', 'need-help']);
});
