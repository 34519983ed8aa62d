import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import type { Urgency } from '../deliveries/urgency.ts';
import { usualWishes } from '../deliveries/wishes.ts';
import { anyFacts, anyWishes } from '../deliveries/example-wishes.test-support.ts';
import type { Contact } from '../institutions/contact.ts';
import { at, lindemark } from './example-warning.test-support.ts';
import { replayWishes, type Told } from './replay-wishes.ts';

const ciso: Contact = {
  id: idOf<'Contact'>('ciso'),
  institutionId: lindemark,
  name: 'Ciska',
  role: 'ciso',
  email: 'c@x.example',
  language: 'nl',
  order: 1,
};
const told = (day: number, urgency: Urgency): Told => ({ at: at(`2026-11-${String(day).padStart(2, '0')}T10:00:00Z`), facts: { urgency } });
const MONTH = [told(2, 'act-now'), told(3, 'this-week'), told(3, 'for-information'), told(3, 'at-maintenance'), told(4, 'for-information')];
const others = () => usualWishes('ciso');
const replay = (change: object, month = MONTH) =>
  replayWishes(month, { contactId: ciso.id, wishes: { ...usualWishes('ciso'), ...change }, contacts: [ciso], others });

test('a month of the CISO who said nothing: two by themselves, three in two bundles', () => {
  expect(replay({})).toEqual({ atOnce: 2, actNow: 1, bundled: 3, bundles: 2, byBecause: { 'below-floor': 3 } });
});

test('with the floor at act now the rest comes in bundles, and a holiday that is to come changes nothing of what was', () => {
  expect(replay({ floor: 'act-now' })).toMatchObject({ atOnce: 1, bundled: 4, bundles: 2 });
  expect(replay({ away: [{ from: '2026-11-01', until: '2026-12-31' }] })).toEqual(replay({}));
});

test('whatever is wished, all that a lone contact was told is there, and act now by itself', () => {
  fc.assert(
    fc.property(fc.array(anyFacts, { maxLength: 20 }), anyWishes(['ciso']), (facts, wishes) => {
      const month = facts.map((one): Told => ({ at: at('2026-11-03T10:00:00Z'), facts: one }));
      const found = replay(wishes, month);
      expect(found.atOnce + found.bundled).toBe(month.length);
      expect(found.actNow).toBe(facts.filter(({ urgency }) => urgency === 'act-now').length);
    }),
  );
});
