import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import type { Contact } from '../institutions/contact.ts';
import { lindemark } from './example-warning.test-support.ts';
import { notPersonBecause } from './not-person-because.ts';

const contact = (change: Partial<Contact>): Contact => ({
  id: idOf<'Contact'>('ciska'),
  institutionId: lindemark,
  name: 'Ciska de Ciso',
  role: 'ciso',
  email: 'c.deciso@lindemark.example',
  language: 'nl',
  order: 1,
  ...change,
});

test.each<[string, Partial<Contact>, string | undefined]>([
  ['a CISO with a mailbox of her own', {}, undefined],
  ['somebody who is only telephoned', { email: undefined }, undefined],
  ['an IT provider, who is a supplier of the institution', { role: 'it-provider' }, 'outside-the-institution'],
  ['the duty desk, where people take turns', { role: '24-7' }, 'no-person'],
  ['a mailbox of a function', { email: 'ICT-Beheer@lindemark.example' }, 'mailbox-of-a-function'],
  ['the mailbox of RFC 2142 for incidents', { email: 'security+red@lindemark.example' }, 'mailbox-of-a-function'],
  ['a person whose name holds a word of a function', { email: 'balie.vanderberg@lindemark.example' }, undefined],
  ['an address that is no address', { email: '@' }, undefined],
])('%s', (_who, change, because) => {
  expect(notPersonBecause(contact(change), [])).toBe(because);
});

test('an address that two contacts give is a mailbox that two read', () => {
  const colleague = contact({ id: idOf<'Contact'>('sjors'), email: ' C.DeCiso@lindemark.example ' });
  expect(notPersonBecause(contact({}), [contact({}), colleague])).toBe('shared-mailbox');
  expect(notPersonBecause(contact({}), [contact({})])).toBeUndefined();
});
