import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import type { Contact } from '../institutions/contact.ts';
import { at, lindemark } from './example-warning.test-support.ts';
import { FOLLOW_UP_POLICIES, type FollowUpPolicy } from './follow-up-policy.ts';
import { beginFollowUpSimulation, type Simulated } from './simulate-follow-up.ts';

const RELEASED = at('2026-11-23T02:00:00Z');
const policyOf = (name: string) => FOLLOW_UP_POLICIES.find((policy) => policy.name === name) as FollowUpPolicy;
const contact = (id: string, role: Contact['role']): Contact => ({
  id: idOf<'Contact'>(id),
  institutionId: lindemark,
  name: id,
  role,
  email: `${id}@lindemark.example`,
  language: 'nl',
  order: 1,
});
const duty = contact('piket', '24-7');
const ciso = contact('ciso', 'ciso');
const knock = { contactId: duty.id, channel: 'email', address: 'piket@lindemark.example', state: 'sent' } as const;
const simulated = (more: Partial<Simulated> = {}): Simulated => ({
  policy: policyOf('act-now'),
  contacts: [duty, ciso],
  knocks: [knock],
  ...more,
});

/** One after another, as they come from the database. */
const simulate = (institutions: readonly Simulated[]) => {
  const simulation = beginFollowUpSimulation(RELEASED);
  for (const institution of institutions) simulation.add([institution]);
  return simulation.moments();
};

test('act now at 03.00 local time: a second person at a quarter past, the telephone when nobody is left', () => {
  expect(simulate([simulated(), simulated()])).toEqual([
    { at: '2026-11-23T02:15:00.000Z', byAction: { 'next-contact': 2 }, byChannel: { email: 2 }, phones: 0 },
    { at: '2026-11-23T02:30:00.000Z', byAction: { 'call-list': 2 }, byChannel: {}, phones: 2 },
    { at: '2026-11-23T03:00:00.000Z', byAction: { 'call-list': 2 }, byChannel: {}, phones: 0 },
  ]);
});

test('whom no door reaches is rung at the release itself', () => {
  expect(simulate([simulated({ contacts: [], knocks: [] })])).toEqual([
    { at: RELEASED, byAction: { 'call-list': 1 }, byChannel: {}, phones: 1 },
  ]);
});

test('what is for information rings nobody', () => {
  expect(simulate([simulated({ policy: policyOf('for-information') })])).toEqual([]);
});

test('a reminder goes to those who were told', () => {
  expect(simulate([simulated({ policy: policyOf('at-maintenance') })])).toEqual([
    { at: '2026-12-07T02:00:00.000Z', byAction: { remind: 1 }, byChannel: { email: 1 }, phones: 0 },
  ]);
});
