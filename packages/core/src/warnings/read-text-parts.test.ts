import { expect, test } from 'vitest';
import { readWarningText } from './read-warning-text.ts';

const NL = { title: 'Storing bij Meridiaan', summary: 'Er is een storing.', actions: [{ text: 'Verbreek de VPN.' }] };
const OF = { version: 1, kind: 'initial', urgency: 'act-now' } as const;
const PART = { name: 'cloud', when: { products: ['Meridiaan EPD cloud'] }, summary: 'Start de noodprocedure.' };
const codesOf = (...parts: readonly unknown[]) => readWarningText({ nl: { ...NL, parts } }, OF).problems.map(({ code }) => code);

test('a part for a variant is read with its condition', () => {
  const reading = readWarningText({ nl: { ...NL, parts: [PART] } }, OF);
  expect(reading).toMatchObject({ kind: 'read', value: { nl: { parts: [PART] } } });
});

test.each([
  ['part-unnamed', { ...PART, name: ' ' }],
  ['part-for-nobody', { ...PART, when: {} }],
  ['part-empty', { name: 'cloud', when: PART.when }],
  ['condition-unknown', { ...PART, when: { reasons: ['weather'] } }],
  ['hour-unreadable', { ...PART, when: { answers: ['fixed'], answeredFrom: 'gisteren' } }],
  ['action-missing', { ...PART, actions: [] }],
  ['step-empty', { ...PART, actions: [{ text: '' }] }],
])('a part is refused for %s', (code, part) => expect(codesOf(part)).toContain(code));

test('two parts of one name, and more than anybody keeps apart, are refused', () => {
  expect(codesOf(PART, PART)).toEqual(['part-twice']);
  expect(codesOf(...Array.from({ length: 21 }, (_, place) => ({ ...PART, name: `deel ${place}` })))).toEqual(['too-many-parts']);
});

test('the English text has the parts of the Dutch one, and for whom each is the Dutch one says', () => {
  const english = { ...PART, when: { reasons: ['supplier'] }, summary: 'Start the fallback.' };
  const reading = readWarningText({ nl: { ...NL, parts: [PART] }, en: { ...NL, parts: [english] } }, OF);
  expect(reading).toMatchObject({ value: { en: { parts: [{ name: 'cloud', when: PART.when, summary: 'Start the fallback.' }] } } });
  expect(readWarningText({ nl: { ...NL, parts: [PART] }, en: NL }, OF).problems.map(({ code }) => code)).toEqual(['parts-differ']);
});
