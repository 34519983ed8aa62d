import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import type { Contact } from './contact.ts';
import { mergeContacts } from './merge-contacts.ts';

const piket: Contact = {
  id: idOf<'Contact'>('c1'),
  institutionId: idOf<'Institution'>('i1'),
  name: 'Piket',
  role: '24-7',
  email: 'piket@rietmark.example',
  language: 'nl',
  order: 1,
  toRepair: 'bounced',
};

test('the same list a second time changes nothing', () => {
  expect(
    mergeContacts(
      [piket],
      [
        { name: 'piket', role: '24-7', email: 'piket@rietmark.example' },
        { name: 'PIKET ', role: '24-7' },
      ],
    ),
  ).toEqual({ added: [], changed: [{ ...piket, name: 'piket' }], secrets: [] });
  expect(mergeContacts([piket], [{ name: 'Piket', role: '24-7', email: 'piket@rietmark.example' }])).toEqual({
    added: [],
    changed: [],
    secrets: [],
  });
});

test('a new address is believed: what was known against the old one is gone', () => {
  expect(mergeContacts([piket], [{ name: 'Piket', role: '24-7', email: 'wacht@rietmark.example' }]).changed).toEqual([
    { ...piket, email: 'wacht@rietmark.example', toRepair: undefined },
  ]);
});

test('a contact that is not there yet comes last; one that the list does not name stays', () => {
  expect(mergeContacts([piket], [{ name: 'Karin', role: 'ciso' }])).toEqual({
    added: [{ name: 'Karin', role: 'ciso', order: 2 }],
    changed: [],
    secrets: [],
  });
});

test('a secret said of a stored contact is handed on, and is no change by itself: nobody here can tell whether it is new', () => {
  const merge = mergeContacts([piket], [{ name: 'Piket', role: '24-7', webhookSecret: 'geheim' }]);
  expect(merge).toEqual({ added: [], changed: [], secrets: [{ contact: piket, webhookSecret: 'geheim' }] });
});
