import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { readInstant, type Instant } from '../basics/instant.ts';
import { CONTACT_ROLES, type Contact, type ContactRole } from '../institutions/contact.ts';
import type { WishesOf } from './doors-as-wished.ts';
import { anyFacts, anyWishes } from './example-wishes.test-support.ts';
import { planDeliveries, type ToPlan } from './plan-deliveries.ts';
import { URGENCIES } from './urgency.ts';
import { usualWishes, type Wishes } from './wishes.ts';

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

const wished =
  (wishes: Readonly<Record<string, Partial<Wishes>>>): WishesOf =>
  ({ id, role }) => ({ ...usualWishes(role), ...wishes[id] });
const onHoliday = (standIn?: string) => ({
  away: [{ from: '2026-11-20', until: '2026-11-30', ...(standIn === undefined ? {} : { standIn: idOf<'Contact'>(standIn) }) }],
});
const planned = (urgency: ToPlan['urgency'], contacts: readonly Contact[], wishes: WishesOf, more: Partial<ToPlan> = {}) =>
  planDeliveries({ messages: MESSAGES, urgency, contacts, wishes, ...more }, NOW).deliveries.map(
    ({ channel, contactId, heldBecause }) => `${channel} ${contactId}${heldBecause === undefined ? '' : ` ${heldBecause}`}`,
  );

test('who is on holiday has what may wait read by who stands in; of act now both hear', () => {
  const wishes = wished({ '2-ict-manager': onHoliday('1-board') });
  expect(planned('this-week', hospital, wishes)).toEqual(['email 1-board below-floor']);
  expect(planned('act-now', hospital, wishes)).toEqual(['email 6-24-7', 'email 3-ciso', 'email 2-ict-manager', 'email 1-board']);
});

test('without somebody who stands in the next of the desk reads it, and where all are away it waits for them', () => {
  expect(planned('this-week', hospital, wished({ '2-ict-manager': onHoliday() }))).toEqual(['email 3-ciso']);
  expect(planned('this-week', hospital, wished({ '2-ict-manager': onHoliday('3-ciso'), '3-ciso': onHoliday('2-ict-manager') }))).toEqual([
    'email 4-security',
  ]);
  const all = wished(Object.fromEntries(hospital.map(({ id }) => [id, onHoliday()])));
  expect(planned('this-week', hospital, all)).toEqual(['email 2-ict-manager']);
});

test('what is of a topic goes to the one who reads of it, and to the first all the same where nobody does', () => {
  const devices = { topics: { kinds: ['device' as const], suppliers: [], matters: [] } };
  const about = { kinds: ['software' as const], suppliers: ['Meridiaan'] };
  const wishes = wished({ '2-ict-manager': devices });
  expect(planned('this-week', hospital, wishes, { about })).toEqual(['email 3-ciso']);
  expect(planned('this-week', hospital.slice(0, 2), wishes, { about })).toEqual(['email 2-ict-manager outside-topics']);
  expect(
    planned('this-week', [...hospital, contact('medical-technology', 7)], wished({ '7-medical-technology': devices }), {
      about: { kinds: ['device'] },
    }),
  ).toEqual(['email 2-ict-manager', 'email 7-medical-technology']);
});

test('one address gets at once what another contact of it would have had in the bundle', () => {
  const email = 'info@elzenbocht.example';
  const both = [contact('board', 1, { email }), contact('system-administrator', 2, { email })];
  const earlierThreadContacts = both.map(({ id }) => id);
  expect(planned('this-week', both, wished({}), { earlierThreadContacts })).toEqual(['email 2-system-administrator']);
});

test('a wish never drops an act now, never makes it later, and nothing that would be sent without wishes is lost with them', () => {
  const ids = ['1-practice-manager', '2-ciso', '3-24-7', '4-it-provider'];
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...CONTACT_ROLES), { minLength: 1, maxLength: 5 }),
      fc.array(anyWishes(ids), { minLength: 5, maxLength: 5 }),
      anyFacts,
      fc.boolean(),
      (roles, many, { urgency, ...about }, withHooks) => {
        const contacts = roles.map((role, index) =>
          contact(role, index + 1, withHooks ? { webhookUrl: `https://${role}.example/in`, chatHost: `${role}.chat.example` } : {}),
        );
        const wishes: WishesOf = ({ id }) => many[contacts.findIndex((one) => one.id === id)] ?? usualWishes('ciso');
        const plan = { messages: MESSAGES, contacts, about };
        const without = planDeliveries({ ...plan, urgency: 'act-now' }, NOW).deliveries;
        const withWishes = planDeliveries({ ...plan, urgency: 'act-now', wishes }, NOW).deliveries;
        for (const delivery of without) expect(withWishes).toContainEqual(delivery);
        expect(withWishes.every(({ notBefore, heldBecause }) => notBefore === NOW && heldBecause === undefined)).toBe(true);

        const waiting = planDeliveries({ ...plan, urgency, wishes }, NOW).deliveries;
        expect(waiting.length > 0).toBe(planDeliveries({ ...plan, urgency }, NOW).deliveries.length > 0);
        for (const { notBefore, heldBecause, channel } of waiting) {
          expect(heldBecause === undefined || notBefore > NOW).toBe(true);
          expect(heldBecause !== undefined && channel === 'webhook').toBe(false);
        }
        // Each contact that hears of what waits has one bundle of it, not one for each door.
        const held = waiting.filter(({ heldBecause }) => heldBecause !== undefined).map(({ contactId }) => contactId);
        expect(new Set(held).size).toBe(held.length);
      },
    ),
  );
});
