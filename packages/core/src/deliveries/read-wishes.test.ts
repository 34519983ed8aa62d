import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWishes } from './read-wishes.ts';

const WISHES = {
  zone: 'America/Curacao',
  channels: ['teams', 'email'],
  hours: { days: ['MO', 'FR'], from: '09:00', until: '17:30' },
  bundle: { days: ['MO'], at: '08:15' },
  floor: 'this-week',
  severityMin: 7,
  topics: { kinds: ['device'], suppliers: ['Infuvida'], matters: ['wave'] },
  away: [{ from: '2026-12-21', until: '2027-01-03', standIn: '00000000-0000-4000-8000-000000000001' }],
  endOfWeek: true,
};

test('wishes are read as they were said, and read again they are the same', () => {
  const once = readWishes(WISHES);
  expect(once).toEqual({ kind: 'read', value: WISHES, problems: [] });
  expect(readWishes(JSON.parse(JSON.stringify(once.kind === 'read' ? once.value : {})))).toEqual(once);
});

test.each([
  ['a zone that there is not', { zone: 'Mars/Base' }, 'zone-unknown', '/zone'],
  ['a channel that there is not', { channels: ['fax'] }, 'word-unknown', '/channels/0'],
  ['hours that end when they begin', { hours: { days: ['MO'], from: '09:00', until: '09:00' } }, 'hours-empty', '/hours/until'],
  ['hours on no day', { hours: { days: [], from: '09:00', until: '17:00' } }, 'days-missing', '/hours/days'],
  ['a bundle at no time', { bundle: { days: ['MO'], at: '25:00' } }, 'time-unreadable', '/bundle/at'],
  ['a bundle on no day', { bundle: { days: [], at: '08:00' } }, 'days-missing', '/bundle/days'],
  ['a floor that there is not', { floor: 'never' }, 'word-unknown', '/floor'],
  ['a severity beyond ten', { severityMin: 11 }, 'score-unreadable', '/severityMin'],
  [
    'topics that name nothing, which would hold back everything',
    { topics: { kinds: [], suppliers: [' '], matters: [] } },
    'topics-empty',
    '/topics',
  ],
  ['a holiday that ends before it begins', { away: [{ from: '2026-12-21', until: '2026-12-20' }] }, 'holiday-unreadable', '/away/0'],
  ['a day that is none', { away: [{ from: '2026-02-30', until: '2026-03-01' }] }, 'holiday-unreadable', '/away/0'],
  ['too many holidays', { away: Array.from({ length: 21 }, () => ({ from: '2026-12-21', until: '2026-12-22' })) }, 'too-many', '/away'],
])('%s is said and nothing is kept', (_, change, code, at) => {
  const found = readWishes({ ...WISHES, ...change });
  expect(found.kind).toBe('unreadable');
  expect(found.problems.map((problem) => `${problem.code} ${problem.at}`)).toContain(`${code} ${at}`);
});

test('whatever is handed in, reading it never throws, and what was read is read again the same', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            zone: fc.jsonValue(),
            channels: fc.jsonValue(),
            hours: fc.jsonValue(),
            bundle: fc.jsonValue(),
            floor: fc.jsonValue(),
            away: fc.jsonValue(),
            topics: fc.jsonValue(),
            endOfWeek: fc.boolean(),
          },
          { requiredKeys: [] },
        ),
      ),
      (value) => {
        const found = readWishes(value);
        if (found.kind === 'read') expect(readWishes(found.value)).toEqual(found);
      },
    ),
  );
});
