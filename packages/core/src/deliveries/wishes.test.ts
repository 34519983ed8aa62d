import { expect, test } from 'vitest';
import { CONTACT_ROLES } from '../institutions/contact.ts';
import { readWishes } from './read-wishes.ts';
import { usualWishes } from './wishes.ts';

test('who does the work, or has it done, hears at once of what must be done this week; all others only of act now', () => {
  expect(CONTACT_ROLES.filter((role) => usualWishes(role).floor === 'act-now')).toEqual(['facility', 'privacy', 'board', 'communications']);
});

test('nobody who said nothing has quiet hours, topics or a holiday', () => {
  for (const role of CONTACT_ROLES) expect(usualWishes(role)).toMatchObject({ channels: [], away: [], bundle: { at: '08:00' } });
});

test('what holds for who said nothing is what anybody could have said', () => {
  for (const role of CONTACT_ROLES) expect(readWishes(usualWishes(role))).toEqual({ kind: 'read', value: usualWishes(role), problems: [] });
});
