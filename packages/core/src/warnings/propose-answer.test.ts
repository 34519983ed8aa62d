import fc from 'fast-check';
import { expect, test } from 'vitest';
import { proposeAnswer } from './propose-answer.ts';

test.each([
  ['Opgelost!', 'fixed'],
  ['Beste, de servers zijn vanmiddag gepatcht. Groet', 'fixed'],
  ['Wij zijn er mee bezig', 'working'],
  ['Dit gebruiken wij niet.', 'not-affected'],
  ['Kunt u mij bellen?', 'need-help'],
  ['All patched.', 'fixed'],
])('"%s" proposes %s', (reply, answer) => {
  expect(proposeAnswer(reply)).toEqual({ answer, said: reply });
});

test.each([
  'Dit is nog niet opgelost.',
  'Zodra het is opgelost hoort u van ons.',
  'Het wordt vanavond opgelost.',
  'Server 1 is opgelost, met server 2 zijn we mee bezig.',
  'Dank voor de waarschuwing.',
  'Not yet patched',
  '',
])('"%s" proposes nothing', (reply) => {
  expect(proposeAnswer(reply).answer).toBeUndefined();
});

test('a reply that seems to hold a citizen service number is not kept', () => {
  expect(proposeAnswer('Opgelost voor cliënt 111222333').said).toBe('');
});

test('nothing that is written makes it throw, and what is kept is short', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 3_000 }), (text) => proposeAnswer(text).said.length <= 500));
});
