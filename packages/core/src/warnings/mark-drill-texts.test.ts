import { expect, test } from 'vitest';
import type { WarningText } from './warning.ts';
import { markDrillTexts, markTitle } from './mark-drill-texts.ts';

const text = (title: string): WarningText => ({ title, summary: 'Dit is verzonnen.', actions: [] });

test('the title of both languages says that it is an exercise', () => {
  expect(markDrillTexts({ nl: text('Bereikbaar?'), en: text('Reachable?') })).toMatchObject({
    nl: { title: 'OEFENING: Bereikbaar?', summary: 'Dit is verzonnen.' },
    en: { title: 'EXERCISE: Reachable?' },
  });
});

test.each(['OEFENING: Bereikbaar?', 'oefening - Bereikbaar?', '  Oefening: OEFENING: Bereikbaar?', 'EXERCISE: Bereikbaar?'])(
  'what was marked already has one mark: %s',
  (title) => {
    expect(markTitle(title, 'nl')).toBe('OEFENING: Bereikbaar?');
  },
);

test('a word that only begins like it stays', () => {
  expect(markTitle('Oefeningen in de regio', 'nl')).toBe('OEFENING: Oefeningen in de regio');
});

test('a Dutch text alone stays alone', () => {
  expect(markDrillTexts({ nl: text('x') })).not.toHaveProperty('en');
});

test('with its mark a long title still fits in a subject', () => {
  expect(markTitle('x'.repeat(80), 'nl').length).toBeLessThanOrEqual(80);
});
