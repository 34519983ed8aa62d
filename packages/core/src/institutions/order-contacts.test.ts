import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { orderContacts } from './order-contacts.ts';

const contact = (id: string, order: number) => ({ id: idOf<'Contact'>(id), order });
const stored = [contact('piket', 1), contact('ciso', 2), contact('praktijk', 3)];

test('who is put before another is asked first; who stays where it is is left alone', () => {
  expect(orderContacts(stored, ['ciso', 'piket', 'praktijk'])).toEqual([
    { id: 'ciso', order: 1 },
    { id: 'piket', order: 2 },
  ]);
  expect(orderContacts(stored, ['piket', 'ciso', 'praktijk'])).toEqual([]);
});

test('contacts that stood at the same place, or far apart, each get a place of their own', () => {
  expect(orderContacts([contact('a', 7), contact('b', 7)], ['b', 'a'])).toEqual([
    { id: 'b', order: 1 },
    { id: 'a', order: 2 },
  ]);
});

test.each([
  ['one that came in between', ['piket', 'ciso']],
  ['one that went in between', ['piket', 'ciso', 'praktijk', 'weg']],
  ["another's", ['piket', 'ciso', 'elders']],
  ['one twice', ['piket', 'ciso', 'ciso']],
])('an order without the same contacts is no order: %s', (_what, ids) => {
  expect(orderContacts(stored, ids)).toBeUndefined();
});
