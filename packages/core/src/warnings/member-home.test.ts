import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { exampleMemberMatter, given } from './example-member-matter.test-support.ts';
import { at, DUTCH } from './example-warning.test-support.ts';
import { listOpenPoints } from './list-open-points.ts';
import { memberHome, PARAGRAPH_WORDS_MAX } from './member-home.ts';
import type { MemberMatter } from './open-point.ts';

const NOW = at('2026-11-23T17:00:00Z');
const FRESH = { newestCheckedAt: at('2026-03-01T00:00:00Z') };
const home = (matters: readonly MemberMatter[], age: Parameters<typeof memberHome>[0]['age'] = FRESH, itProvider?: string) =>
  memberHome({ points: listOpenPoints({ matters, language: 'nl' }, NOW), matters, age, itProvider }, NOW);

test('there are three first screens, and never only two', () => {
  expect(home([exampleMemberMatter()]).kind).toBe('things-to-do');
  expect(home([]).kind).toBe('nothing-to-do');
  expect(home([], {}).kind).toBe('not-known');
});

test('an inventory that nobody looked at for a year is as none: "nothing to do" is not said', () => {
  expect(home([], { newestCheckedAt: at('2025-11-22T00:00:00Z') })).toMatchObject({ kind: 'not-known', inventory: 'inventory-old' });
  expect(home([], { newestCheckedAt: at('2025-11-24T00:00:00Z') }).kind).toBe('nothing-to-do');
});

test('a warning that somebody works on is nothing to do, and one that was fixed is not either', () => {
  expect(home([exampleMemberMatter({ answers: [given('working')] })])).toMatchObject({ kind: 'nothing-to-do', thingsToDo: 0 });
  expect(home([exampleMemberMatter({ answers: [given('fixed', { abuseCheck: 'clean' })] })]).kind).toBe('nothing-to-do');
});

test('things to do are counted by warning, not by line', () => {
  const other = { warning: { id: idOf<'Warning'>('warning-2'), reference: 'FW-2026-0002', releasedVersion: 1 } };
  expect(home([exampleMemberMatter(), exampleMemberMatter(other)]).thingsToDo).toBe(2);
});

test('the one button sends it on where an IT provider looks after the institution, and else opens the answer', () => {
  expect(home([exampleMemberMatter()], FRESH, 'Kwartel ICT').top?.button).toEqual({ kind: 'forward', to: 'Kwartel ICT' });
  expect(home([exampleMemberMatter()]).top?.button).toEqual({ kind: 'answer' });
});

test('the paragraph holds whole sentences and at most 120 words', () => {
  const summary = Array.from({ length: 40 }, (_, place) => `Zin nummer ${place} van deze lange tekst.`).join(' ');
  const paragraph = home([exampleMemberMatter({ text: { ...DUTCH, summary } })]).top?.paragraph ?? '';
  expect(paragraph.split(' ').length).toBeLessThanOrEqual(PARAGRAPH_WORDS_MAX);
  expect(paragraph.split(' ').length).toBeGreaterThan(PARAGRAPH_WORDS_MAX - 8);
  expect(paragraph.endsWith('tekst.')).toBe(true);
  const endless = Array.from({ length: 500 }, () => 'woord').join(' ');
  expect(home([exampleMemberMatter({ text: { ...DUTCH, summary: endless } })]).top?.paragraph?.split(' ')).toHaveLength(121);
});

test('what the IT provider did is told with what and when, and what was undone is not', () => {
  const done = given('fixed', { provider: 'Kwartel ICT', abuseCheck: 'clean' });
  expect(home([exampleMemberMatter({ answers: [done] })]).doneForYou).toEqual([
    expect.objectContaining({ provider: 'Kwartel ICT', answer: 'fixed', answeredAt: '2026-11-23T16:12:00.000Z', title: DUTCH.title }),
  ]);
  expect(home([exampleMemberMatter({ answers: [{ ...done, undoneAt: NOW }] })]).doneForYou).toEqual([]);
  expect(home([exampleMemberMatter({ answers: [given('fixed')] })]).doneForYou).toEqual([]);
});
