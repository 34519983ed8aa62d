import { expect, test } from 'vitest';
import type { Instant } from '../basics/instant.ts';
import { mayCarry, mayGoOut, messageToEncrypt } from './may-go-out.ts';
import type { Message } from './message.ts';
import { CHANNELS } from './planned-delivery.ts';

const NOW = '2026-11-23T15:00:00.000Z' as Instant;
const ABOVE_GREEN = ['AMBER', 'AMBER+STRICT', 'RED'] as const;
const notice: Message = {
  key: 'w/1/i/nl',
  thread: 'm/i',
  label: 'AMBER',
  isNotice: true,
  full: { subject: '[Nu handelen] Poortbeheer: lek (FW-2026-0031)', opening: 'U gebruikt Poortbeheer.', blocks: [] },
  language: 'nl',
  subject: '[Nu handelen] (FW-2026-0031)',
  opening: 'Er is een waarschuwing voor u.',
  blocks: [],
  reference: 'FW-2026-0031, versie 1',
  closing: [],
};

test.each(CHANNELS)('what is above GREEN never goes out by %s', (channel) => {
  expect(mayGoOut({ label: 'GREEN' }, channel, NOW).kind).toBe('yes');
  for (const label of ABOVE_GREEN) expect(mayGoOut({ label }, channel, NOW).kind).not.toBe('yes');
});

test.each(CHANNELS)('that there is something above GREEN may be said by %s', (channel) => {
  for (const label of ABOVE_GREEN) expect(mayGoOut({ label, isNotice: true }, channel, NOW).kind).toBe('yes');
});

test('a text message and a call carry the title and what to do, a push nothing but the title, and none what is held', () => {
  const carried = (channel: 'sms' | 'voice' | 'push' | 'teams') =>
    (['title', 'action', 'summary', 'why', 'personal', 'technical'] as const).filter((block) =>
      mayCarry({ label: 'GREEN' }, block, channel, NOW),
    );
  expect(carried('sms')).toEqual(['title', 'action']);
  expect(carried('voice')).toEqual(['title', 'action']);
  expect(carried('push')).toEqual(['title']);
  expect(carried('teams')).toEqual(['title', 'action', 'summary', 'why']);
});

test('encrypted to its reader a notice has its text again', () => {
  expect(messageToEncrypt(notice, 'ciso', NOW)).toMatchObject({ opening: 'U gebruikt Poortbeheer.', subject: notice.full?.subject });
  expect(messageToEncrypt({ ...notice, label: 'AMBER+STRICT' }, 'ciso', NOW).opening).toBe('U gebruikt Poortbeheer.');
});

test('RED stays a notice, and an IT provider gets no more than one', () => {
  expect(messageToEncrypt({ ...notice, label: 'RED' }, 'ciso', NOW).opening).toBe(notice.opening);
  expect(messageToEncrypt(notice, 'it-provider', NOW).opening).toBe(notice.opening);
});
