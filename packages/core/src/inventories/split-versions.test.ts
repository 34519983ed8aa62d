import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inWords, SPLIT_CASES } from './split-versions.cases.ts';
import { splitVersions } from './split-versions.ts';

const cases = SPLIT_CASES.map(([cell, says, quantity]) => ({ cell, says, quantity }));
test.each(cases)('the cell "$cell" says $says (the line has $quantity)', ({ cell, says, quantity }) => {
  expect(inWords(splitVersions(cell, quantity))).toEqual(says);
});

test('what is split says again what the cell says: every version of it stands in the cell', () => {
  const word = fc.constantFrom('7.2.7', '2019', '8.0 U2', ' (30x)', ' (8)', ', ', '; ', ' / ', '/', ' of ', ' - ', '?', 'v', '\n', 'oud');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      const cell = words.join('');
      const split = splitVersions(cell);
      if (split.kind === 'several') expect(split.parts.every(({ version }) => cell.includes(version))).toBe(true);
    }),
  );
});

test('a cell of a megabyte ends', () => {
  expect(splitVersions('7.2.7, '.repeat(150_000)).kind).toBe('doubt');
  expect(splitVersions('9'.repeat(1_000_000)).kind).toBe('one');
  expect(splitVersions(`1${'.a1'.repeat(300_000)}, 2`).kind).not.toBe('several');
  // Nothing in it may be tried in many ways: each of these would take longer than the sun has.
  for (const part of ['a1', 'a', '1', ' ', ' -', 'U1', 'R1 ', '2019', '(1', '1x ', '.1', 'SP 1'])
    expect(splitVersions(`1${part.repeat(150)}!, 2${part.repeat(70)}!`).kind, part).not.toBe('several');
});
