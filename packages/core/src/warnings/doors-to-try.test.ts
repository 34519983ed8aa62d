import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { WishesOf } from '../deliveries/doors-as-wished.ts';
import type { Channel } from '../deliveries/planned-delivery.ts';
import { usualWishes } from '../deliveries/wishes.ts';
import type { Contact, ContactRole } from '../institutions/contact.ts';
import { afterFailedDoor, throughAnotherDoor, toSomebodyElse, type ToTry } from './doors-to-try.ts';
import { FOLLOW_UP_POLICIES, type FollowUpPolicy } from './follow-up-policy.ts';
import type { Knock } from './next-follow-up.ts';

const NOW = '2026-11-23T03:00:00.000Z' as Instant;
const policyOf = (urgency: string) => FOLLOW_UP_POLICIES.find((policy) => policy.name === urgency) as FollowUpPolicy;

function contact(role: ContactRole, change: Partial<Contact> = {}): Contact {
  const [id, institutionId] = [idOf<'Contact'>(role), idOf<'Institution'>('i')];
  return { id, institutionId, name: role, role, email: `${role}@x.example`, language: 'nl', order: 1, ...change };
}

const duty = contact('24-7', { phone: '06-12345678' });
const ciso = contact('ciso', { phone: '030-1234567' });
const knock = (of: Contact, state: Knock['state'], channel: Channel = 'email'): Knock => ({
  contactId: of.id,
  channel,
  address: of.email ?? '',
  state,
});

function due(knocks: readonly Knock[], change: Partial<ToTry> = {}): ToTry {
  const messages: ToTry['messages'] = [{ key: 'w/1/i/nl', thread: 'm/i', language: 'nl' }];
  return { policy: policyOf('act-now'), contacts: [duty, ciso], knocks, messages, open: ['sms', 'voice'], ...change };
}

const doors = (deliveries: ReturnType<typeof throughAnotherDoor>) => deliveries.map(({ contactId, channel }) => `${channel} ${contactId}`);

test('after the mail comes a text message, after that a call; who has a fixed line is called', () => {
  expect(doors(throughAnotherDoor(due([knock(duty, 'sent'), knock(ciso, 'sent')]), NOW))).toEqual(['sms 24-7', 'voice ciso']);
  expect(doors(throughAnotherDoor(due([knock(duty, 'sent'), knock(duty, 'sent', 'sms')]), NOW))).toEqual(['voice 24-7']);
});

test('where the CERT has not opened them nothing rings', () => {
  expect(throughAnotherDoor(due([knock(duty, 'sent')], { open: undefined }), NOW)).toEqual([]);
});

test('whose mail bounced is reached by telephone', () => {
  const bounced = { ...duty, toRepair: 'no such mailbox' };
  expect(doors(throughAnotherDoor(due([knock(duty, 'failed')], { contacts: [bounced] }), NOW))).toEqual(['sms 24-7']);
});

test('the next person is told by mail and rung at once when it is act now, and by mail alone otherwise', () => {
  expect(doors(toSomebodyElse(due([knock(duty, 'sent')]), NOW))).toEqual(['email ciso', 'voice ciso']);
  expect(doors(toSomebodyElse(due([knock(duty, 'sent')], { policy: policyOf('this-week') }), NOW))).toEqual(['email ciso']);
});

test('a door that failed is followed by another of the same contact now, and when there is none by the next contact', () => {
  expect(doors(afterFailedDoor(due([knock(duty, 'failed')]), duty.id, NOW))).toEqual(['sms 24-7']);
  expect(doors(afterFailedDoor(due([knock(duty, 'failed')], { open: [] }), duty.id, NOW))).toEqual(['email ciso']);
});

test('a contact that has the message through another door needs no more of it', () => {
  expect(afterFailedDoor(due([knock(duty, 'sent'), knock(duty, 'failed', 'webhook')]), duty.id, NOW)).toEqual([]);
});

test('what may wait goes on to somebody else only where nobody has it', () => {
  const policy = policyOf('this-week');
  expect(doors(afterFailedDoor(due([knock(duty, 'failed')], { policy, open: [] }), duty.id, NOW))).toEqual(['email ciso']);
  const third = contact('security');
  const heard = due([knock(duty, 'failed'), knock(ciso, 'sent')], { policy, contacts: [duty, ciso, third] });
  expect(afterFailedDoor(heard, duty.id, NOW)).toEqual([]);
});

const usual: WishesOf = ({ role }) => usualWishes(role);
const away: WishesOf = (of) => ({
  ...usualWishes(of.role),
  ...(of.id === duty.id ? { away: [{ from: '2026-11-01', until: '2026-11-30' }] } : {}),
});

test('nobody is rung on holiday while somebody else who was told can be', () => {
  const told = [knock(duty, 'sent'), knock(ciso, 'sent')];
  expect(doors(throughAnotherDoor(due(told, { wishes: away }), NOW))).toEqual(['voice ciso']);
  expect(doors(throughAnotherDoor(due([knock(duty, 'sent')], { wishes: away }), NOW))).toEqual(['sms 24-7']);
});

test('the telephone rings as wished, first by voice for who said so', () => {
  const wishes: WishesOf = ({ role }) => ({ ...usualWishes(role), channels: ['voice', 'sms'] });
  expect(doors(throughAnotherDoor(due([knock(duty, 'sent')], { wishes }), NOW))).toEqual(['voice 24-7']);
});

test('the next person reads what may wait in the bundle, where that is the wish; of act now at once', () => {
  const wishes: WishesOf = ({ role }) => ({ ...usualWishes(role), floor: 'act-now' });
  const later = toSomebodyElse(due([knock(duty, 'sent')], { policy: policyOf('this-week'), wishes }), NOW);
  expect(later.map(({ channel, heldBecause }) => [channel, heldBecause])).toEqual([['email', 'below-floor']]);
  expect(toSomebodyElse(due([knock(duty, 'sent')], { wishes: usual }), NOW).every(({ notBefore }) => notBefore === NOW)).toBe(true);
});
