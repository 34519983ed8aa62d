import { expect, test } from 'vitest';
import { boardSentence } from './board-sentence.ts';
import { exampleMemberMatter, given } from './example-member-matter.test-support.ts';
import { at, exampleReason } from './example-warning.test-support.ts';
import { listOpenPoints } from './list-open-points.ts';
import type { MemberMatter } from './open-point.ts';

const NOW = at('2026-11-23T17:00:00Z');
const said = (matter: MemberMatter, language: 'nl' | 'en' = 'nl', now = NOW) =>
  boardSentence(listOpenPoints({ matters: [matter], language }, now), language, now);
const line = (key: string) => exampleReason({ item: { inventory: 'ict', key, exposure: 'internet', version: '6.2.9' } });

test('a board reads what it is, how much of ours, how far we are and by when', () => {
  expect(said(exampleMemberMatter())).toBe(
    'Meridiaan EPD: lek wordt misbruikt. Dit gaat over 1 systeem van ons. De CERT vraagt om nu te handelen. Er is nog niet mee begonnen. Klaar uiterlijk maandag 23 november 2026, 20.00 uur.',
  );
});

test('what is half begun is told so, and what is late is told so', () => {
  const answers = [given('working', { itemKey: 'a' })];
  const half = exampleMemberMatter({ answers }, { reasons: [line('a'), line('b'), line('c')] });
  expect(said(half)).toContain('Bij 2 van de 3 is er nog niet mee begonnen.');
  expect(said(half, 'nl', at('2026-11-24T09:00:00Z'))).toContain('Dit had klaar moeten zijn op maandag 23 november 2026, 20.00 uur.');
});

test('a hole that is closed is not called safe before somebody has looked', () => {
  expect(said(exampleMemberMatter({ answers: [given('fixed')] }))).toContain('Of er iemand binnen is geweest, wordt nog gecontroleerd.');
});

test('no version and no exposure goes to the board', () => {
  expect(said(exampleMemberMatter({}, { reasons: [line('a')] }))).not.toMatch(/6\.2\.9|internet/);
});

test('English readers get English around the title', () => {
  expect(said(exampleMemberMatter(), 'en')).toContain('It is about 1 system of ours. The CERT asks us to act now.');
});

test('a text that its label keeps away leaves the reference', () => {
  expect(said(exampleMemberMatter({ text: undefined }))).toMatch(/^Waarschuwing FW-2026-0001\./);
});

test('without open points there is nothing to say', () => {
  expect(boardSentence([], 'nl', NOW)).toBe('');
});
