import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { advisoryOf } from './example-match.test-support.ts';
import { prepareAdvisories } from './prepare-advisories.ts';
import { prepareAdvisory } from './prepare-advisory.ts';

const set = prepareAdvisories(
  [
    advisoryOf([{ id: 'p', name: 'Kompas EPD' }], { known_affected: ['p'] }, { title: 'Lek in Wegwijzer' }),
    advisoryOf([{ id: 'p', name: 'Kompas Server 2019' }], { known_affected: ['p'] }),
  ].map((advisory) => prepareAdvisory(advisory, NO_ALIASES)),
);

test('advisories are found by the words of their products, each once and in their order', () => {
  expect(set.byKey.get('word:kompas')).toEqual([0, 1]);
  expect(set.byKey.get('word:planner')).toBeUndefined();
});

test('an advisory is found by a word of its title too', () => {
  expect(set.byKey.get('word:wegwijzer')).toEqual([0]);
});

test('the numbers that names have are known, and no others', () => {
  expect(set.numbers).toEqual([[], ['2019']]);
});
