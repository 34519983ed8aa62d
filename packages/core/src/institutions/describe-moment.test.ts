import { expect, test } from 'vitest';
import { describeMoment } from './describe-moment.ts';
import { at } from '../warnings/example-warning.test-support.ts';

test.each([
  ['2026-11-23T15:00:00Z', 'maandag 23 november 2026, 16.00 uur', 'Monday 23 November 2026, 16.00'],
  ['2026-05-03T22:05:00Z', 'maandag 4 mei 2026, 00.05 uur', 'Monday 4 May 2026, 00.05'],
  ['2026-03-29T00:59:59Z', 'zondag 29 maart 2026, 01.59 uur', 'Sunday 29 March 2026, 01.59'], // the last second of winter time
  ['2026-03-29T01:00:00Z', 'zondag 29 maart 2026, 03.00 uur', 'Sunday 29 March 2026, 03.00'],
  ['2026-10-25T00:59:59Z', 'zondag 25 oktober 2026, 02.59 uur', 'Sunday 25 October 2026, 02.59'],
  ['2026-10-25T01:00:00Z', 'zondag 25 oktober 2026, 02.00 uur', 'Sunday 25 October 2026, 02.00'],
  ['2026-12-31T23:30:00Z', 'vrijdag 1 januari 2027, 00.30 uur', 'Friday 1 January 2027, 00.30'],
])('%s reads as %s', (instant, dutch, english) => {
  expect(describeMoment(at(instant), 'nl')).toBe(dutch);
  expect(describeMoment(at(instant), 'en')).toBe(english);
});

test('it agrees with the time zone database through six years', () => {
  const zone = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit', day: 'numeric' });
  for (let hour = 0; hour < 6 * 366 * 24; hour += 7) {
    const instant = at(new Date(Date.UTC(2024, 0, 1, hour, 30)).toISOString());
    const parts = zone.formatToParts(new Date(instant));
    const part = (type: string) => parts.find((each) => each.type === type)?.value;
    expect(describeMoment(instant, 'en')).toMatch(new RegExp(`^\\w+ ${part('day')} \\w+ \\d+, ${part('hour')}\\.${part('minute')}$`));
  }
});
