import { expect, test } from 'vitest';
import { reasonOfStatus } from './reason-of-status.ts';

test.each([
  ['1.1', 'mailbox-unknown'],
  ['1.10', 'domain-unknown'],
  ['2.2', 'mailbox-full'],
  ['7.26', 'rejected-by-policy'],
  ['0.0', undefined],
  ['', undefined],
])('%s is %s', (enhanced, reason) => {
  expect(reasonOfStatus(enhanced)).toBe(reason);
});
