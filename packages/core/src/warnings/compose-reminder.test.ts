import { expect, test } from 'vitest';
import { composeMessage } from './compose-message.ts';
import { composeReminder } from './compose-reminder.ts';
import { exampleComposition } from './example-warning.test-support.ts';

test('a reminder says that nothing was heard, and keeps text, button, thread and label', () => {
  const message = composeMessage(exampleComposition());
  const reminder = composeReminder(message, 0);
  expect(reminder.subject).toBe(`Herinnering: ${message.subject}`);
  expect(reminder.opening).toBe(`Wij hoorden nog niets van u. ${message.opening}`);
  expect(reminder).toMatchObject({ thread: message.thread, label: message.label, blocks: message.blocks, button: message.button });
});

test('each reminder is a message of its own, and the same one twice is one', () => {
  const message = composeMessage(exampleComposition());
  const keys = [message, composeReminder(message, 0), composeReminder(message, 1)].map(({ key }) => key);
  expect(new Set(keys).size).toBe(3);
  expect(composeReminder(message, 0)).toEqual(composeReminder(message, 0));
});
