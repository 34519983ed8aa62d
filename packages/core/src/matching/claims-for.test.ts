import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { advisoryOf, lineOf } from './example-match.test-support.ts';
import { matchItem } from './match-item.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareItem } from './prepare-item.ts';

/** A list long enough for an index: affected 6.0.1 to 6.9.20, fixed 7.0.0 to 7.0.19, and a range. */
const rows = [
  ...Array.from({ length: 200 }, (_, n) => ({ id: `A${n}`, name: 'Meridiaan EPD', version: `6.${Math.floor(n / 20)}.${(n % 20) + 1}` })),
  ...Array.from({ length: 20 }, (_, n) => ({ id: `F${n}`, name: 'Meridiaan EPD', version: `7.0.${n}` })),
  { id: 'R', name: 'Meridiaan EPD', range: '>= 4.0 < 4.5' },
];
const ids = (letter: string) => rows.filter(({ id }) => id.startsWith(letter)).map(({ id }) => id);
const indexed = prepareAdvisory(advisoryOf(rows, { known_affected: [...ids('A'), 'R'], fixed: ids('F') }), NO_ALIASES);
const asked = (version: string | undefined) => matchItem(indexed, prepareItem(lineOf({ version }), NO_ALIASES));

test.each([
  ['6.3.7', { kind: 'concerned', certainty: 'certain' }],
  ['6.3.21', { kind: 'not-concerned', because: 'version-not-affected' }],
  ['7.0.3', { kind: 'not-concerned', because: 'fixed' }],
  ['6.3', { kind: 'concerned', certainty: 'likely' }], // short for twenty of them
  ['6', { kind: 'concerned', certainty: 'likely' }],
  ['4.2', { kind: 'concerned', certainty: 'certain' }],
  ['9.1', { kind: 'not-concerned', because: 'version-not-affected' }],
  [undefined, { kind: 'concerned', certainty: 'likely' }],
])('of a list of 220 versions and a range, %s is answered as it stands', (version, answer) => {
  expect(asked(version)).toMatchObject(answer);
});

test('an index over a list changes no answer', () => {
  const plain = { ...indexed, groups: indexed.groups.map((group) => ({ ...group, exact: undefined, others: group.claims })) };
  const version = fc.array(fc.nat(21), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(version, (text) => {
      const item = prepareItem(lineOf({ version: text }), NO_ALIASES);
      const [withIndex, without] = [matchItem(indexed, item), matchItem(plain, item)];
      const told = (match: typeof without) =>
        match && { ...match, evidence: match.evidence.map(({ version: how, vulnerability }) => ({ how, vulnerability })) };
      expect(told(withIndex)).toEqual(told(without));
    }),
  );
});
