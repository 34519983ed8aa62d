import { expect, test } from 'vitest';
import { describeDoorFault, isDoorFault } from './door-fault.ts';
import { FAILURE_REASONS } from './failure-reason.ts';
import { CHANNELS } from './planned-delivery.ts';

test('whatever counts as a fault of a door is told in both languages', () => {
  for (const channel of CHANNELS)
    for (const reason of FAILURE_REASONS.filter((each) => isDoorFault(channel, each))) {
      expect(describeDoorFault(reason, 'nl')).toMatch(/\.$/);
      expect(describeDoorFault(reason, 'en')).not.toBe(describeDoorFault(reason, 'nl'));
    }
});

test('after what is wrong comes what to do', () => {
  for (const channel of CHANNELS)
    for (const reason of FAILURE_REASONS.filter((each) => isDoorFault(channel, each)))
      expect(describeDoorFault(reason, 'nl')).toMatch(/\. (Vul|Maak|Vraag|Bel|Test|Laat) .*\.$/);
  expect(describeDoorFault('mailbox-unknown', 'nl')).toBe('Deze mailbox bestaat niet. Vul een ander adres of nummer in.');
});

test('what our own relay does is no fault of a mailbox; a webhook that is silent is one', () => {
  expect(isDoorFault('email', 'connection')).toBe(false);
  expect(isDoorFault('webhook', 'connection')).toBe(true);
  expect(isDoorFault('sms', 'receipt-missing')).toBe(true);
  expect(CHANNELS.filter((channel) => isDoorFault(channel, 'internal-fault') || isDoorFault(channel, 'label'))).toEqual([]);
});
