import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInstant, type Instant } from '../basics/instant.ts';
import { doorsAsWished, inWishedOrder } from './doors-as-wished.ts';
import type { Door } from './doors.ts';
import { anyFacts, anyWishes } from './example-wishes.test-support.ts';
import { CHANNELS } from './planned-delivery.ts';
import { usualWishes } from './wishes.ts';

const NOW = readInstant('2026-11-23T09:00:00Z') as Instant;
const doors: readonly Door[] = CHANNELS.map((channel) => ({ channel, address: `the ${channel}` }));
const usual = usualWishes('ciso');
const come = (...given: Parameters<typeof doorsAsWished>) =>
  doorsAsWished(...given).map(
    ({ channel, heldBecause, notBefore }) => `${channel} ${heldBecause ?? (notBefore === NOW ? 'now' : 'later')}`,
  );

test('who wished for no order gets what may wait through every door, who did through the first of it', () => {
  expect(come(doors.slice(0, 3), { urgency: 'this-week' }, usual, NOW)).toEqual(['email now', 'teams now', 'webhook now']);
  expect(come(doors, { urgency: 'this-week' }, { ...usual, channels: ['teams', 'email'] }, NOW)).toEqual(['teams now', 'webhook now']);
});

test('of what waits one door is kept for the bundle, and programs get it at once', () => {
  expect(come(doors, { urgency: 'for-information' }, usual, NOW)).toEqual(['email below-floor', 'webhook now']);
  expect(come(doors.slice(1, 2), { urgency: 'for-information' }, usual, NOW)).toEqual(['webhook now']);
});

test('a telephone is not bundled: it rings when the bundle goes', () => {
  expect(come(doors.slice(4), { urgency: 'this-week' }, { ...usual, floor: 'act-now' }, NOW)).toEqual(['sms later']);
});

test('a contact without any of the wished doors is told through those that it has', () => {
  expect(inWishedOrder(doors.slice(0, 1), ['teams'])).toEqual(doors.slice(0, 1));
});

test('whatever is wished, a contact with a door hears through at least one of them, and act now through all, now', () => {
  fc.assert(
    fc.property(fc.subarray([...doors], { minLength: 1 }), anyFacts, anyWishes(['somebody']), (its, facts, wishes) => {
      expect(doorsAsWished(its, facts, wishes, NOW).length).toBeGreaterThan(0);
      const urgent = doorsAsWished(its, { ...facts, urgency: 'act-now' }, wishes, NOW);
      expect(urgent).toEqual(its.map((door) => ({ ...door, notBefore: NOW })));
    }),
  );
});
