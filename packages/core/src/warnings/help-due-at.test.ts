import { expect, test } from 'vitest';
import { readInstant, type Instant } from '../basics/instant.ts';
import { helpDueAt, helpNotice, HELP_MINUTES } from './help-due-at.ts';

const ASKED = readInstant('2026-11-23T03:00:00Z') as Instant;

test('who must act now is rung back within half an hour; what is less urgent never sooner', () => {
  expect(helpDueAt(ASKED, 'act-now')).toBe('2026-11-23T03:30:00.000Z');
  const minutes = Object.values(HELP_MINUTES);
  expect(minutes).toEqual(minutes.toSorted((a, b) => a - b));
});

test('who asks reads who can read it, and that it is no legal notification', () => {
  expect(helpNotice('nl', 'Zorg-CERT')).toContain('Dit is geen wettelijke melding.');
  expect(helpNotice('en', 'Zorg-CERT')).toMatch(/Only staff of Zorg-CERT .* no legal notification/);
});
