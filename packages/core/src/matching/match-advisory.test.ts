import { expect, test } from 'vitest';
import { exampleAdvisory } from '../advisories/example-advisory.test-support.ts';
import { NO_ALIASES } from '../products/aliases.ts';
import { lineOf } from './example-match.test-support.ts';
import { matchAdvisory } from './match-advisory.ts';

test('lines whose product the advisory names are answered in their order, the others left out', () => {
  const lines = [
    lineOf({ key: 'a' }),
    lineOf({ key: 'b', product: 'TOPdesk', supplier: 'TOPdesk' }),
    lineOf({ key: 'c', version: '6.2.15' }),
  ];
  expect(matchAdvisory(exampleAdvisory(), lines, NO_ALIASES).map(({ item, match }) => [item.key, match.kind])).toEqual([
    ['a', 'concerned'],
    ['c', 'not-concerned'],
  ]);
});

test('the order of lines changes no answer', () => {
  const lines = [lineOf({ key: 'a' }), lineOf({ key: 'b', version: undefined }), lineOf({ key: 'c', version: '6.2.15' })];
  const answers = (some: readonly ReturnType<typeof lineOf>[]) =>
    new Map(matchAdvisory(exampleAdvisory(), some, NO_ALIASES).map(({ item, match }) => [item.key, match]));
  expect(answers(lines.toReversed())).toEqual(answers(lines));
});
