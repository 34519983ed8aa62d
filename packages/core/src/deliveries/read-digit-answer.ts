import { holdsBsnLike } from '../basics/clean-text.ts';
import { DIGIT_ANSWERS, type AnswerDigit } from './short-text.ts';

export type DigitAnswer = {
  readonly answer: (typeof DIGIT_ANSWERS)[AnswerDigit];
  /** One of those that were sent to this number; undefined: none was given. */
  readonly code: string | undefined;
};

const TEXT_MAX = 200;

/**
 * Reads an answer by text message: a digit from 1 to 4, and the code of the message that it answers, in any order and case ("1 K7QX", "k7qx 2.",
 * "1"). Undefined for anything more: who writes a sentence means something that no digit says, and a person reads it.
 */
export function readDigitAnswer(text: string, codes: readonly string[]): DigitAnswer | undefined {
  if (text.length > TEXT_MAX || holdsBsnLike(text)) return undefined;
  const words = text
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
  const digits = words.filter((word) => /^[1-4]$/.test(word));
  const others = words.filter((word) => !/^[1-4]$/.test(word) && word !== 'CODE');
  const [digit] = digits;
  if (digit === undefined || digits.length > 1 || others.length > 1) return undefined;
  const [given] = others;
  if (given !== undefined && !codes.includes(given)) return undefined;
  return { answer: DIGIT_ANSWERS[digit as AnswerDigit], code: given };
}
