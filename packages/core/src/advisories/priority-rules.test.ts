import { expect, test } from 'vitest';
import { PRIORITY_RULES, PROPOSED_URGENCIES } from './priority-rules.ts';

test('each rule has a code of its own', () => {
  expect(new Set(PRIORITY_RULES.map(({ code }) => code)).size).toBe(PRIORITY_RULES.length);
});

test('where somebody is concerned the rows go from most to least urgent; only the last, that nothing is known, asks more than those before it', () => {
  const rows = PRIORITY_RULES.filter(({ when }) => when.withdrawn === undefined && when.concerned === undefined).slice(0, -1);
  const ranks = rows.map(({ urgency }) => PROPOSED_URGENCIES.indexOf(urgency));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(PRIORITY_RULES.at(-1)).toMatchObject({ code: 'unknown', when: {} });
});
