import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import type { Contact } from '../institutions/contact.ts';
import { at, lindemark } from './example-warning.test-support.ts';
import { FOLLOW_UP_POLICIES, followUpPolicyFor, type FollowUpPolicy } from './follow-up-policy.ts';
import { followUpDueAt, nextFollowUp, type Knock, type ToFollowUp } from './next-follow-up.ts';

const ASKED = at('2026-11-23T02:00:00Z');
const policyFor = (managedBy: 'institution' | 'it-provider') =>
  followUpPolicyFor(FOLLOW_UP_POLICIES, { urgency: 'act-now', managedBy }) as FollowUpPolicy;

const contact = (id: string, role: Contact['role'], more: Partial<Contact> = {}): Contact => ({
  id: idOf<'Contact'>(id),
  institutionId: lindemark,
  name: id,
  role,
  email: `${id}@lindemark.example`,
  language: 'nl',
  order: 1,
  ...more,
});
const duty = contact('piket', '24-7');
const ciso = contact('ciso', 'ciso');
const provider = contact('kwartel', 'it-provider');

const knock = (of: Contact, channel: Knock['channel'] = 'email', state: Knock['state'] = 'sent'): Knock => ({
  contactId: of.id,
  channel,
  address: (channel === 'email' ? of.email : of.webhookUrl) ?? '',
  state,
});

const due = (more: Partial<ToFollowUp> = {}): ToFollowUp => ({
  policy: policyFor('institution'),
  step: 0,
  askedAt: ASKED,
  standing: { kind: 'silent', stopsFollowUp: false },
  contacts: [duty, ciso, provider],
  knocks: [knock(duty)],
  messages: [{ key: 'w/1/lindemark/nl', thread: 'm/lindemark', language: 'nl' }],
  ...more,
});
const reached = (outcome: ReturnType<typeof nextFollowUp>) =>
  outcome.kind === 'done' ? outcome.deliveries.map(({ contactId, channel }) => `${contactId} by ${channel}`) : [];

test('a quarter without an answer: the same people through another door', () => {
  const withHook = { ...duty, webhookUrl: 'https://haak.lindemark.example/' };
  const outcome = nextFollowUp(due({ contacts: [withHook, ciso] }), at('2026-11-23T02:15:00Z'));
  expect(outcome).toMatchObject({ kind: 'done', action: 'next-channel', next: { step: 1, at: '2026-11-23T02:30:00.000Z' } });
  expect(reached(outcome)).toEqual(['piket by webhook']);
});

test('where they have no other door, the next person hears now and not a quarter later', () => {
  const outcome = nextFollowUp(due(), at('2026-11-23T02:15:00Z'));
  expect(outcome).toMatchObject({ kind: 'done', action: 'next-contact' });
  expect(reached(outcome)).toEqual(['ciso by email']);
});

test('half an hour: whoever has not been told, in the order of the policy', () => {
  expect(reached(nextFollowUp(due({ step: 1 }), at('2026-11-23T02:30:00Z')))).toEqual(['ciso by email']);
  const managed = due({ step: 1, policy: policyFor('it-provider'), knocks: [knock(ciso)] });
  expect(reached(nextFollowUp(managed, at('2026-11-23T02:30:00Z')))).toEqual(['kwartel by email']);
});

test('where nobody is left, somebody telephones, without waiting for the hour', () => {
  const outcome = nextFollowUp(due({ step: 1, knocks: [duty, ciso, provider].map((each) => knock(each)) }), at('2026-11-23T02:30:00Z'));
  expect(outcome).toMatchObject({ kind: 'done', action: 'call-list', deliveries: [] });
});

test('an hour: the call list, after which nothing comes by itself', () => {
  const outcome = nextFollowUp(due({ step: 2 }), at('2026-11-23T03:00:00Z'));
  expect(outcome).toMatchObject({ kind: 'done', action: 'call-list' });
  expect(outcome).not.toHaveProperty('next');
  expect(nextFollowUp(due({ step: 3 }), at('2026-11-23T04:00:00Z'))).toEqual({ kind: 'ended', because: 'no-more-steps' });
});

test('an answer ends it, whichever step is due', () => {
  for (const step of [0, 1, 2])
    expect(nextFollowUp(due({ step, standing: { kind: 'answered', stopsFollowUp: true } }), ASKED)).toEqual({
      kind: 'ended',
      because: 'answered',
    });
});

test('one mailbox for every role is not written to twice', () => {
  const shared = { ...ciso, email: 'PIKET@lindemark.example ' };
  expect(reached(nextFollowUp(due({ step: 1, contacts: [duty, shared] }), ASKED))).toEqual([]);
});

test('a contact to repair is passed over, and one whose message bounced counts as told', () => {
  const bounced = { ...duty, toRepair: 'piket@lindemark.example: mailbox unknown' };
  const outcome = nextFollowUp(due({ contacts: [bounced, ciso], knocks: [knock(duty, 'email', 'failed')] }), ASKED);
  expect(reached(outcome)).toEqual(['ciso by email']);
});

test('a reminder goes to those who were told; where nobody was, to the first who can be', () => {
  const policy = { ...policyFor('institution'), steps: [{ afterMinutes: 60, action: 'remind' as const }] };
  expect(nextFollowUp(due({ policy }), ASKED)).toMatchObject({ action: 'remind', deliveries: [] });
  expect(nextFollowUp(due({ policy, knocks: [] }), ASKED)).toMatchObject({ action: 'next-contact' });
});

test('each reads its own language', () => {
  const messages: ToFollowUp['messages'] = [
    { key: 'w/1/lindemark/nl', thread: 'm/lindemark', language: 'nl' },
    { key: 'w/1/lindemark/en', thread: 'm/lindemark', language: 'en' },
  ];
  const outcome = nextFollowUp(due({ step: 1, contacts: [duty, { ...ciso, language: 'en' }], messages }), ASKED);
  expect(outcome.kind === 'done' && outcome.deliveries[0]?.messageKey).toBe('w/1/lindemark/en');
});

test('nobody ever gets the same message twice through one door, and the clock only goes forward', () => {
  fc.assert(
    fc.property(fc.subarray([duty, ciso, provider]), fc.nat(3), (told, step) => {
      const knocks = told.map((each) => knock(each));
      const outcome = nextFollowUp(due({ step, knocks }), ASKED);
      if (outcome.kind !== 'done') return;
      for (const delivery of outcome.deliveries)
        expect(knocks.some((each) => each.contactId === delivery.contactId && each.channel === delivery.channel)).toBe(false);
      if (outcome.next !== undefined) expect(outcome.next.at > (followUpDueAt(due().policy, step, ASKED) ?? '')).toBe(true);
    }),
  );
});

test('who waits for a bundle is not chased: the clock begins when it goes, however late that is', () => {
  const policy = followUpPolicyFor(FOLLOW_UP_POLICIES, { urgency: 'this-week', managedBy: 'institution' }) as FollowUpPolicy;
  const held: Knock = { ...knock(duty, 'email', 'held'), heldUntil: at('2026-11-26T07:00:00Z') };
  const now = at('2026-11-25T02:00:00Z');
  expect(nextFollowUp(due({ policy, knocks: [held] }), now)).toEqual({
    kind: 'held',
    askedAt: '2026-11-26T07:00:00.000Z',
    next: { step: 0, at: '2026-11-28T07:00:00.000Z' },
  });
  const late = at('2026-11-28T07:00:00Z'); // the mail server is away
  expect(nextFollowUp(due({ policy, knocks: [held] }), late)).toMatchObject({ kind: 'held', askedAt: late });
  expect(nextFollowUp(due({ policy, knocks: [{ ...held, state: 'sent' }] }), late)).toMatchObject({ kind: 'done', action: 'remind' });
  expect(nextFollowUp(due({ policy, knocks: [held, knock(ciso)] }), late)).toMatchObject({ kind: 'done' });
});
