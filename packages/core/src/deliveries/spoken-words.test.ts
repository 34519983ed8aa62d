import { expect, test } from 'vitest';
import { spokenWords } from './spoken-words.ts';

test('bytes become names of letters that are told apart on a bad line', () => {
  expect(spokenWords(new Uint8Array([0, 25, 26, 255]), 3)).toEqual(['Alfa', 'Zulu', 'Alfa']);
});
