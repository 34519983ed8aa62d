import { expect, test } from 'vitest';
import { contactToRepair, repairInWords } from './contact-to-repair.ts';
import { describeDoorFault } from './door-fault.ts';
import { FAILURE_REASONS } from './failure-reason.ts';

const address = 'piket@lindemark.example';

test('only what says something against the address makes a contact to repair', () => {
  const against = FAILURE_REASONS.filter(
    (reason) => contactToRepair({ outcome: 'failed-for-good', reason, channel: 'email', address }) !== undefined,
  );
  expect(against).toEqual(['address-unusable', 'mailbox-unknown', 'domain-unknown', 'gone', 'address-forbidden', 'secret-missing']);
});

test('what may still come right repairs nothing', () => {
  for (const reason of FAILURE_REASONS)
    expect(contactToRepair({ outcome: 'failed-for-now', reason, channel: 'email', address })).toBeUndefined();
});

test('the words name the address, on one line', () => {
  const words = contactToRepair({ outcome: 'failed-for-good', reason: 'mailbox-unknown', channel: 'email', address: 'x\n@y.example' });
  expect(words).toBe('x @y.example: the receiver says that this mailbox does not exist');
});

test('a telephone, chat or device that fails leaves the mail alone', () => {
  for (const channel of ['sms', 'voice', 'teams', 'push'] as const)
    expect(contactToRepair({ outcome: 'failed-for-good', reason: 'gone', channel, address: 'x' })).toBeUndefined();
});

test('everything that is written of a contact is told in both languages, with the address and what to do; what others wrote is left alone', () => {
  for (const reason of FAILURE_REASONS) {
    const written = contactToRepair({ outcome: 'failed-for-good', reason, channel: 'email', address });
    if (written === undefined) continue;
    for (const language of ['nl', 'en'] as const)
      expect(repairInWords(written, language)).toBe(`${address}: ${describeDoorFault(reason, language)}`);
    expect(describeDoorFault(reason, 'nl')).toMatch(/^[A-Z].+\. [A-Z].+\.$/);
  }
  expect(repairInWords('Belt nooit terug.', 'nl')).toBeUndefined();
});
