import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInstant, type Instant } from '../basics/instant.ts';
import { awayNow, decideArrival, nextBundleAt, type MessageFacts } from './decide-arrival.ts';
import { anyFacts, anyWishes } from './example-wishes.test-support.ts';
import { localTimeOf, minuteOf } from './local-time.ts';
import { usualWishes, type Wishes } from './wishes.ts';

const at = (text: string) => readInstant(text) as Instant;
/** Monday, 10.00 hours in Amsterdam. */
const NOW = at('2026-11-23T09:00:00Z');
const NIGHT = at('2026-11-23T02:00:00Z');
const office = { days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '08:00', until: '18:00' } as const;
const usual = usualWishes('ciso');
const info: MessageFacts = { urgency: 'for-information' };
const week: MessageFacts = { urgency: 'this-week' };

// The decision table, a row for each thing that can be wished.
test.each<[string, MessageFacts, Partial<Wishes>, Instant, string]>([
  [
    'act now passes hours, floor, severity and topics',
    { urgency: 'act-now', severity: 1, suppliers: ['Fortinet'] },
    { floor: 'act-now', hours: office, severityMin: 10, topics: { kinds: [], suppliers: ['Meridiaan'], matters: [] } },
    NIGHT,
    'act-now',
  ],
  [
    'what takes something back passes them too',
    { urgency: 'for-information', takesBack: true },
    { floor: 'act-now', hours: office },
    NIGHT,
    'takes-back',
  ],
  ['this week comes at once to who said nothing', week, {}, NIGHT, 'as-wished'],
  ['what is below the floor waits', info, {}, NOW, 'below-floor'],
  ['what is at the floor does not', { urgency: 'at-maintenance' }, { floor: 'at-maintenance' }, NOW, 'as-wished'],
  ['outside the hours it waits', week, { hours: office }, NIGHT, 'outside-hours'],
  ['within them it does not', week, { hours: office }, NOW, 'as-wished'],
  ['on another day it waits', week, { hours: { ...office, days: ['TU'] } }, NOW, 'outside-hours'],
  ['hours over midnight hold on the morning after', week, { hours: { days: ['SU'], from: '22:00', until: '06:00' } }, NIGHT, 'as-wished'],
  ['and not on the one before', week, { hours: { days: ['MO'], from: '22:00', until: '06:00' } }, NIGHT, 'outside-hours'],
  ["hours are of the contact's own zone", week, { hours: office, zone: 'Asia/Kathmandu' }, NIGHT, 'outside-hours'], // 07.45 there
  ['less severe than asked waits', { ...week, severity: 6.9 }, { severityMin: 7 }, NOW, 'below-severity'],
  ['of unknown severity does not', week, { severityMin: 7 }, NOW, 'as-wished'],
  [
    'of another supplier waits',
    { ...week, suppliers: ['Fortinet'] },
    { topics: { kinds: [], suppliers: ['meridiaan'], matters: [] } },
    NOW,
    'outside-topics',
  ],
  [
    'of a supplier of theirs, however it is spelled, does not',
    { ...week, suppliers: ['MERIDIAAN®'] },
    { topics: { kinds: [], suppliers: ['meridiaan'], matters: [] } },
    NOW,
    'as-wished',
  ],
  [
    'of a kind of product of theirs does not',
    { ...week, kinds: ['software', 'device'] },
    { topics: { kinds: ['device'], suppliers: [], matters: [] } },
    NOW,
    'as-wished',
  ],
  [
    'of a product of an unknown kind does not',
    { ...week, kinds: [undefined] },
    { topics: { kinds: ['device'], suppliers: [], matters: [] } },
    NOW,
    'as-wished',
  ],
  [
    'of another kind waits',
    { ...week, kinds: ['software'], matter: 'advisory' },
    { topics: { kinds: ['device'], suppliers: [], matters: ['wave'] } },
    NOW,
    'outside-topics',
  ],
  [
    'of a topic of the sector of theirs does not',
    { ...week, matter: 'wave' },
    { topics: { kinds: [], suppliers: [], matters: ['wave'] } },
    NOW,
    'as-wished',
  ],
  [
    'what names nothing to compare does not wait for its topic',
    week,
    { topics: { kinds: ['device'], suppliers: [], matters: [] } },
    NOW,
    'as-wished',
  ],
])('%s', (_, facts, wishes, now, because) => {
  expect(decideArrival(facts, { ...usual, ...wishes }, now).because).toBe(because);
});

test("the bundle goes at the contact's hour in its zone, also on the days that the clock is changed", () => {
  const everyDay = { zone: 'Europe/Amsterdam', bundle: { days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], at: '08:00' } } as const;
  expect(nextBundleAt(everyDay, at('2026-03-28T12:00:00Z'))).toBe('2026-03-29T06:00:00.000Z');
  expect(nextBundleAt(everyDay, at('2026-10-24T12:00:00Z'))).toBe('2026-10-25T07:00:00.000Z');
  expect(nextBundleAt(everyDay, at('2026-11-23T06:59:59Z'))).toBe('2026-11-23T07:00:00.000Z');
  expect(nextBundleAt(everyDay, at('2026-11-23T07:00:00Z'))).toBe('2026-11-24T07:00:00.000Z');
  expect(nextBundleAt(usual, at('2026-11-27T12:00:00Z'))).toBe('2026-11-30T07:00:00.000Z'); // after Friday comes Monday
});

test('a holiday holds on its first and last day, as the clock there says', () => {
  const away = { zone: 'America/Curacao', away: [{ from: '2026-12-21', until: '2026-12-22' }] };
  expect(
    ['2026-12-21T03:59:00Z', '2026-12-21T04:00:00Z', '2026-12-23T03:59:00Z', '2026-12-23T04:00:00Z'].map(
      (moment) => awayNow(away, at(moment)) !== undefined,
    ),
  ).toEqual([false, true, true, false]);
});

test('no wish ever holds back act now, or what takes something back', () => {
  fc.assert(
    fc.property(anyFacts, anyWishes(['somebody']), (facts, wishes) => {
      expect(decideArrival({ ...facts, urgency: 'act-now' }, wishes, NOW).kind).toBe('at-once');
      expect(decideArrival({ ...facts, takesBack: true }, wishes, NOW).kind).toBe('at-once');
    }),
  );
});

test('what waits waits for a bundle of the wished days and hour, within a week and a clock change', () => {
  fc.assert(
    fc.property(anyFacts, anyWishes(['somebody']), fc.integer({ min: 0, max: 525_600 }), (facts, wishes, minutes) => {
      const now = at(new Date(Date.parse('2026-01-01T00:00:00Z') + minutes * 60_000).toISOString());
      const arrival = decideArrival(facts, wishes, now);
      if (arrival.kind === 'at-once') return;
      const waited = Date.parse(arrival.at) - Date.parse(now);
      expect(waited).toBeGreaterThan(0);
      expect(waited).toBeLessThanOrEqual((7 * 24 + 2) * 3_600_000);
      const shown = localTimeOf(arrival.at, wishes.zone);
      expect(wishes.bundle.days).toContain(shown.weekday);
      // On the day on which the clock leaves the hour out, it goes when the clock is put forward.
      expect([minuteOf(wishes.bundle.at), 180]).toContain(shown.minute);
    }),
  );
});

test('a wish more never makes a message come sooner than a wish less', () => {
  fc.assert(
    fc.property(anyFacts, anyWishes(['somebody']), (facts, wishes) => {
      const { hours: _, topics: __, severityMin: ___, ...fewer } = wishes;
      if (decideArrival(facts, { ...fewer, floor: 'for-information' }, NOW).kind === 'bundled') throw new Error('without a wish it waits');
      if (decideArrival(facts, wishes, NOW).kind === 'at-once') expect(decideArrival(facts, fewer, NOW).kind).toBe('at-once');
    }),
  );
});
