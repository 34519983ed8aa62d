import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { readInstant, type Instant } from '../basics/instant.ts';
import { CONTACT_ROLES, type Contact, type ContactRole } from '../institutions/contact.ts';
import { planDeliveries, type ToPlan } from './plan-deliveries.ts';
import { URGENCIES } from './urgency.ts';

const NOW = readInstant('2026-11-23T15:00:00Z') as Instant;
const MESSAGES: ToPlan['messages'] = [
  { key: 'w/1/i/nl', thread: 'm/i', language: 'nl' },
  { key: 'w/1/i/en', thread: 'm/i', language: 'en' },
];

function contact(role: ContactRole, order: number, change: Partial<Contact> = {}): Contact {
  const id = `${order}-${role}`;
  return {
    id: idOf<'Contact'>(id),
    institutionId: idOf<'Institution'>('lindemark'),
    name: role,
    role,
    email: `${id}@lindemark.example`,
    language: 'nl',
    order,
    ...change,
  };
}

function readers(urgency: ToPlan['urgency'], contacts: readonly Contact[], more: Partial<ToPlan> = {}): readonly string[] {
  return planDeliveries({ messages: MESSAGES, urgency, contacts, ...more }, NOW).deliveries.map(
    ({ channel, contactId, messageKey }) => `${channel} ${contactId}${messageKey.endsWith('/en') ? ' en' : ''}`,
  );
}

const hospital = [
  contact('board', 1),
  contact('ict-manager', 2),
  contact('ciso', 3),
  contact('security', 4),
  contact('system-administrator', 5),
  contact('24-7', 6),
];
const practice = [contact('practice-manager', 1), contact('it-provider', 2)];

test('act now reaches whoever is on duty, who answers for security and who can act', () => {
  expect(readers('act-now', hospital)).toEqual(['email 6-24-7', 'email 3-ciso', 'email 2-ict-manager']);
});

test('what may wait goes to the first who handles it, and leaves the one on duty alone', () => {
  expect(readers('this-week', hospital)).toEqual(['email 2-ict-manager']);
  expect(readers('at-maintenance', [contact('24-7', 1), contact('security', 2)])).toEqual(['email 2-security']);
});

test('in a small practice the practice manager and its IT provider both hear of what cannot wait', () => {
  expect(readers('act-now', practice)).toEqual(['email 1-practice-manager', 'email 2-it-provider']);
  expect(readers('this-week', practice)).toEqual(['email 1-practice-manager']);
});

test('where nobody has a fitting role the first contact with an address hears it', () => {
  expect(readers('act-now', [contact('communications', 2), contact('board', 1)])).toEqual(['email 1-board']);
});

test('a contact to repair is passed over for the next of its desk', () => {
  expect(readers('act-now', [contact('ciso', 1, { toRepair: 'no such mailbox' }), contact('security', 2)])).toEqual(['email 2-security']);
});

test('who had the earlier message has this one too', () => {
  expect(readers('this-week', hospital, { earlierThreadContacts: [idOf<'Contact'>('6-24-7')] })).toEqual([
    'email 2-ict-manager',
    'email 6-24-7',
  ]);
});

test('each reads its own language; a webhook comes beside the mail, or alone', () => {
  expect(
    readers('act-now', [
      contact('ciso', 1, { language: 'en', webhookUrl: 'https://soc.lindemark.example/in' }),
      contact('24-7', 2, { email: undefined, webhookUrl: 'https://piket.lindemark.example/in' }),
    ]),
  ).toEqual(['webhook 2-24-7', 'email 1-ciso en', 'webhook 1-ciso en']);
});

test('of two in one place the same is asked every time', () => {
  const two = [contact('ciso', 1, { id: idOf<'Contact'>('b') }), contact('ciso', 1, { id: idOf<'Contact'>('a'), email: 'a@x.example' })];
  expect([readers('this-week', two), readers('this-week', two.toReversed())]).toEqual([['email a'], ['email a']]);
});

test('one mailbox for several roles gets one mail', () => {
  const shared = [
    contact('24-7', 1, { email: 'Praktijk@elzenbocht.example' }),
    contact('ciso', 2, { email: 'praktijk@elzenbocht.example' }),
  ];
  expect(readers('act-now', shared)).toEqual(['email 1-24-7']);
});

test.each<[string, readonly Contact[], string]>([
  ['there is no contact', [], 'no-contacts'],
  ['there is a telephone number only', [contact('24-7', 1, { email: undefined, phone: '000' })], 'no-address'],
  ['every address bounced', [contact('24-7', 1, { toRepair: 'bounced' }), contact('ciso', 2, { email: ' ' })], 'contacts-to-repair'],
])('where %s the CERT is told why nobody is reached', (_what, contacts, because) => {
  expect(planDeliveries({ messages: MESSAGES, urgency: 'act-now', contacts }, NOW)).toEqual({ deliveries: [], unreachable: { because } });
});

test('who has a telephone alone is rung at once for act now, where the CERT can, and for nothing that may wait', () => {
  const duty = [contact('24-7', 1, { email: undefined, phone: '06-12345678' }), contact('ciso', 2)];
  expect(readers('act-now', duty, { open: ['sms', 'voice'] })).toEqual(['sms 1-24-7', 'email 2-ciso']);
  expect(readers('act-now', duty)).toEqual(['email 2-ciso']);
  expect(readers('this-week', duty.slice(0, 1), { open: ['sms', 'voice'] })).toEqual([]);
  expect(readers('act-now', [contact('24-7', 1, { phone: '06-12345678' })], { open: ['sms', 'voice'] })).toEqual(['email 1-24-7']);
});

test('only act now goes before the rest', () => {
  const urgent = (urgency: ToPlan['urgency']) =>
    planDeliveries({ messages: MESSAGES, urgency, contacts: hospital }, NOW).deliveries[0]?.urgent;
  expect(URGENCIES.map(urgent)).toEqual([true, false, false, false]);
});

test('a reachable institution is always reached, nobody twice, and the order of the list plays no part', () => {
  const contacts = fc.array(
    fc
      .record({ role: fc.constantFrom(...CONTACT_ROLES), order: fc.nat(4), mailbox: fc.nat(3), broken: fc.boolean() })
      .map(({ role, order, mailbox, broken }) =>
        contact(role, order, {
          id: idOf<'Contact'>(`${order}-${role}-${mailbox}`),
          email: mailbox === 0 ? undefined : `${mailbox}@x.example`,
          toRepair: broken ? 'bounced' : undefined,
        }),
      ),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(contacts, fc.constantFrom(...URGENCIES), fc.boolean(), (held, urgency, turned) => {
      const unique = [...new Map(held.map((each) => [each.id, each])).values()];
      const plan = planDeliveries({ messages: MESSAGES, urgency, contacts: turned ? unique.toReversed() : unique }, NOW);
      const canBeReached = unique.some(({ email, toRepair }) => email !== undefined && toRepair === undefined);
      expect(plan.deliveries.length > 0).toBe(canBeReached);
      expect(plan.unreachable === undefined).toBe(canBeReached);
      expect(new Set(plan.deliveries.map(({ address }) => address)).size).toBe(plan.deliveries.length);
      expect(plan).toEqual(planDeliveries({ messages: MESSAGES, urgency, contacts: unique }, NOW));
    }),
  );
});
