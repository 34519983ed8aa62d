import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import type { Contact } from '../institutions/contact.ts';
import { channelsOf, isReachable, laterDoorsOf } from './doors.ts';

const contact: Contact = {
  id: idOf<'Contact'>('c'),
  institutionId: idOf<'Institution'>('i'),
  name: 'Piket',
  role: '24-7',
  language: 'nl',
  order: 1,
};

test('an address makes a door, an empty one none', () => {
  expect(channelsOf({ ...contact, email: 'piket@lindemark.example', webhookUrl: ' ' })).toEqual([
    { channel: 'email', address: 'piket@lindemark.example' },
  ]);
  expect(isReachable({ ...contact, email: '' })).toBe(false);
});

test('a contact to repair is not reached, whatever doors it has', () => {
  expect(isReachable({ ...contact, email: 'piket@lindemark.example' })).toBe(true);
  expect(isReachable({ ...contact, email: 'piket@lindemark.example', toRepair: 'bounced' })).toBe(false);
});

test('a chat and devices that allow it are doors of a first message too; a push is addressed to the contact', () => {
  expect(channelsOf({ ...contact, chatHost: 'prod-1.logic.example #a1', pushDevices: 2 })).toEqual([
    { channel: 'teams', address: 'prod-1.logic.example #a1' },
    { channel: 'push', address: 'c' },
  ]);
  expect(channelsOf({ ...contact, pushDevices: 0 })).toEqual([]);
});

test('a telephone number is no door of a first message, and rings only where the CERT has opened that', () => {
  const phone = '06-12345678';
  expect(channelsOf(Object.assign({ phone }, contact))).toEqual([]);
  expect(laterDoorsOf({ phone }, [])).toEqual([]);
  expect(laterDoorsOf({ phone }, ['voice', 'sms'])).toEqual([
    { channel: 'sms', address: '+31612345678' },
    { channel: 'voice', address: '+31612345678' },
  ]);
});

test('a fixed line gets no text message, and what is no number nothing', () => {
  expect(laterDoorsOf({ phone: '030-1234567' }, ['sms', 'voice'])).toEqual([{ channel: 'voice', address: '+31301234567' }]);
  expect(laterDoorsOf({ phone: 'via de receptie' }, ['sms', 'voice'])).toEqual([]);
});
