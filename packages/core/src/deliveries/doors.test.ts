import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import type { Contact } from '../institutions/contact.ts';
import { channelsOf, isReachable } from './doors.ts';

const contact: Contact = {
  id: idOf<'Contact'>('c'),
  institutionId: idOf<'Institution'>('i'),
  name: 'Piket',
  role: '24-7',
  language: 'nl',
  order: 1,
};

test('an address makes a door, an empty one none', () => {
  expect(channelsOf({ email: 'piket@lindemark.example', webhookUrl: ' ' })).toEqual([
    { channel: 'email', address: 'piket@lindemark.example' },
  ]);
  expect(isReachable({ ...contact, email: '' })).toBe(false);
});

test('a contact to repair is not reached, whatever doors it has', () => {
  expect(isReachable({ ...contact, email: 'piket@lindemark.example' })).toBe(true);
  expect(isReachable({ ...contact, email: 'piket@lindemark.example', toRepair: 'bounced' })).toBe(false);
});
