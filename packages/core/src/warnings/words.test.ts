import { expect, test } from 'vitest';
import { CONTACT_ROLES } from '../institutions/contact.ts';
import { CERTAINTIES, REASONS } from '../matching/match.ts';
import { EXPOSURES } from '../inventories/item.ts';
import { TLP_LABELS } from '../sharing/tlp.ts';
import { ABUSE_CHECKS, ANSWERS } from './acknowledgement.ts';
import { SILENT_BECAUSE } from './decision.ts';
import { STANDINGS } from './standing-of.ts';
import { en } from './texts/en.ts';
import { nl } from './texts/nl.ts';
import { URGENCIES, WARNING_STATES } from './warning.ts';
import { words } from './words.ts';

const KEYS = Object.keys(nl) as (keyof typeof nl)[];

test('both languages have the same keys, and each text the same places to fill in', () => {
  expect(Object.keys(en).toSorted()).toEqual(KEYS.toSorted());
  const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();
  for (const key of KEYS) expect([key, places(en[key])]).toEqual([key, places(nl[key])]);
});

test('no text is empty, none is left untranslated but what reads alike in both languages', () => {
  expect(KEYS.filter((key) => nl[key] === en[key])).toEqual([
    'subject.line',
    'subject.untitled',
    'step.with',
    'supplier.point',
    'supplier.point-link',
    'role.ciso',
    'closing.tlp',
    'draft.title',
    'draft.technical.cves',
    'draft.technical.score',
  ]);
  for (const key of KEYS) expect(Math.min(nl[key].length, en[key].length)).toBeGreaterThan(0);
});

test('every stored word has words in both languages', () => {
  for (const language of ['nl', 'en'] as const) {
    const say = words(language);
    const said = [
      ...URGENCIES.map((word) => say(`urgency.${word}`)),
      ...ANSWERS.map((word) => say(`answer.${word}`)),
      ...ABUSE_CHECKS.map((word) => say(`abuse.${word}`)),
      ...CERTAINTIES.map((word) => say(`certainty.${word}`)),
      ...REASONS.map((word) => say(`reason.${word}`)),
      ...SILENT_BECAUSE.map((word) => say(`silence.${word}`)),
      ...STANDINGS.map((word) => say(`standing.${word}`)),
      ...WARNING_STATES.map((word) => say(`state.${word}`)),
      ...CONTACT_ROLES.map((word) => say(`role.${word}`)),
      ...EXPOSURES.map((word) => say(`exposure.${word}`)),
      ...TLP_LABELS.map((word) => say(`tlp.${word}`)),
    ];
    expect(said.filter((text) => text === '' || /^[a-z]+\./.test(text))).toEqual([]);
  }
});

test('one and more are told apart; what is filled in stays as it is and is never read as a text of ours', () => {
  const say = words('nl');
  expect([1, 2].map((count) => say('list.others', { count }))).toEqual(['1 ander product', '2 andere producten']);
  expect(say('because.first', { clause: '$t(urgency.act-now) {{sure}} <b>&', sure: 'zeker' })).toBe(
    'U krijgt dit omdat $t(urgency.act-now) {{sure}} <b>& (zeker).',
  );
});

test('Dutch sentences are short: 12 words on average in what readers see, none above 20', () => {
  const READERS_SEE = /^(because|body|closing|heard|page|field|answer|abuse|why|button|thanks|problem|draft)\./;
  const sentences = KEYS.filter((key) => READERS_SEE.test(key)).flatMap((key) => nl[key].split(/(?<=[.?!:])\s+/));
  const lengths = sentences.map((sentence) => sentence.split(/\s+/).length);
  expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeLessThanOrEqual(12);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(20);
});

test('a client of TLP is never a "cliënt", who is a patient (DOMAIN §4.4, trap a)', () => {
  const tlp = KEYS.filter((key) => key.startsWith('tlp.')).map((key) => nl[key]);
  expect(tlp.join(' ')).not.toMatch(/cli[eë]nt/i);
});
