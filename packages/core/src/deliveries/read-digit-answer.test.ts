import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDigitAnswer } from './read-digit-answer.ts';

const codes = ['K7QX', '4A4A'];

test.each([
  ['1', 'working', undefined],
  [' 2. ', 'fixed', undefined],
  ['1 K7QX', 'working', 'K7QX'],
  ['k7qx 3', 'not-affected', 'K7QX'],
  ['Code 4A4A: 4!', 'need-help', '4A4A'],
])('"%s" is %s', (text, answer, code) => {
  expect(readDigitAnswer(text, codes)).toEqual({ answer, code });
});

test.each(['', '5', '12', '1 2', '1 ZZZZ', 'K7QX', 'ja 1', 'wij zijn er 1 uur mee bezig', 'opgelost', '1'.repeat(300)])(
  '"%s" is left to a person',
  (text) => {
    expect(readDigitAnswer(text, codes)).toBeUndefined();
  },
);

test('nothing that is sent makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void readDigitAnswer(text, codes)));
});
