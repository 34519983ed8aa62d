import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLikeWord, likeKeysOfWord, mayBeLike } from './word-likeness.ts';

test.each([
  ['kwartelvliet', 'kwartelvleit'],
  ['kwartelvliet', 'kwartelvlit'],
  ['kwartelvliet', 'quartelvliet'],
  ['zilverberk', 'silverberk'],
  ['guardian', 'gardian'],
  ['compas', 'kompas'],
  ['steenlinq', 'steeninq'],
  ['moshof', 'msohof'],
])('"%s" may be "%s" with a slip of the pen, and an index finds the one by the other', (a, b) => {
  expect(isLikeWord(a, b)).toBe(true);
  expect(likeKeysOfWord(a).some((key) => likeKeysOfWord(b).includes(key))).toBe(true);
});

test.each([
  ['another word', 'fortiweb', 'fortiwan'],
  ['too short to tell', 'regie', 'rege'],
  ['a model', 's7abcd1200', 's7abcd1500'],
  ['an order number', 'hrtkls', 'hrtkla'],
  ['the same word', 'kompas', 'kompas'],
])('no slip: %s', (_, a, b) => {
  expect(isLikeWord(a, b)).toBe(false);
});

test('of words with one slip an index finds 98 in 100, and no word has more than twelve keys', () => {
  const letters = fc.constantFrom(...'aeioubdfgklmnprstvw');
  const word = fc.array(letters, { minLength: 6, maxLength: 16 }).map((all) => all.join(''));
  const slip = fc.record({ kind: fc.constantFrom('swap', 'drop', 'add', 'change'), at: fc.nat(20), letter: letters });
  let asked = 0;
  let found = 0;
  for (const [right, { kind, at, letter }] of fc.sample(fc.tuple(word, slip), { numRuns: 5_000, seed: 7 })) {
    const place = 1 + (at % (right.length - 2));
    const [head, here, next, tail] = [right.slice(0, place), right[place] ?? '', right[place + 1] ?? '', right.slice(place + 2)];
    const wrong =
      kind === 'swap'
        ? head + next + here + tail
        : kind === 'drop'
          ? head + next + tail
          : head + letter + (kind === 'add' ? here : '') + next + tail;
    const keys = likeKeysOfWord(right);
    expect(keys.length).toBeLessThanOrEqual(12);
    if (!isLikeWord(right, wrong)) continue;
    asked += 1;
    if (likeKeysOfWord(wrong).some((key) => keys.includes(key))) found += 1;
  }
  expect(asked).toBeGreaterThan(2_000);
  expect(found / asked).toBeGreaterThan(0.98);
});

test('what nobody could say has no like ones', () => {
  expect(mayBeLike('pfxexedv')).toBe(false);
  expect(likeKeysOfWord('pfxexedv')).toEqual([]);
  expect(likeKeysOfWord('x'.repeat(400))).toEqual([]);
});
