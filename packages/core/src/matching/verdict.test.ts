import { expect, test } from 'vitest';
import { answerOf, advisoryOf } from './example-match.test-support.ts';
import { verdictOfMatch } from './verdict.ts';

const advisory = advisoryOf([{ id: 'p', name: 'Meridiaan EPD', range: 'vers:generic/<6.2.15' }], { known_affected: ['p'] });

test.each([
  [{}, { kind: 'concerned', reason: 'product-version', certainty: 'certain' }],
  [{ version: undefined }, { kind: 'concerned', reason: 'product-version-unknown', certainty: 'likely' }],
  [
    { supplier: undefined, product: 'EPD van Meridiaan Zorgsoftware' },
    { kind: 'concerned', reason: 'product-version', certainty: 'likely' },
  ],
  [{ version: '6.2.15' }, { kind: 'not-concerned', reason: 'product-version', because: 'version-not-affected' }],
])('a line with %j gets %j', (parts, expected) => {
  const match = answerOf(advisory, parts);
  expect(match && verdictOfMatch(match)).toEqual(expected);
});

test('a line that names but the maker is never told that it is not concerned', () => {
  expect(answerOf(advisory, { product: 'Meridiaan', version: '9.0' })?.kind).not.toBe('not-concerned');
});
