import { expect, test } from 'vitest';
import { catalogueOfNames } from './catalogue-of-names.ts';
import { nameIndexOf, nameWords, supplierWords, versionIn } from './name-index.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';

const INDEX = nameIndexOf(SHIPPED_CATALOGUE);

test.each([
  ['fortigaet', 'fortigate'],
  ['filip', 'philip'], // words are in the singular
  ['praktijkspor', 'praktijkspoor'],
  ['mircosoft', 'microsoft'],
])('"%s" may mean "%s"', (word, meant) => {
  expect(INDEX.wordsLike(word)).toContain(meant);
});

test.each(['clarify', 'ons', 'cx5120', 'medikaart'])('"%s" is like no word of the catalogue', (word) => {
  expect(INDEX.wordsLike(word)).toEqual([]);
});

test('a name of a long own word is distinctive, a word that somebody said others use is not', () => {
  const isDistinctive = (words: string) => INDEX.names.find((name) => name.words.join(' ') === words)?.isDistinctive;
  expect(isDistinctive('fortigate')).toBe(true);
  expect(isDistinctive('horizon')).toBe(false);
  const own = nameIndexOf(catalogueOfNames([{ supplier: 'Haverkamp', product: 'Kompasroos' }], '', 'x'));
  expect(own.names[0]?.isDistinctive).toBe(true);
});

test('what many products are called tells less', () => {
  const names = ['Waterlelie', 'Waterkers', 'Dagboek'].map((name) => ({ supplier: 'Haverkamp', product: `Kompas ${name}` }));
  const index = nameIndexOf(catalogueOfNames(names, '', 'x'));
  expect(index.weightOf('kompas')).toBeLessThan(index.weightOf('waterlelie'));
});

test('merged entries are asked no more', () => {
  const [first, ...others] = SHIPPED_CATALOGUE.products;
  const merged = { ...first!, mergedInto: others[0]!.id };
  expect(nameIndexOf({ ...SHIPPED_CATALOGUE, products: [merged, ...others] }).entries.map(({ product }) => product.id)).not.toContain(
    merged.id,
  );
});

test('the form of a company, a version and words that say nothing are no part of a name', () => {
  expect(supplierWords('Haverkamp Nederland B.V.')).toEqual(['haverkamp']);
  expect(nameWords('FortiOS7.2.9 software')).toEqual(['fortios']);
  expect(versionIn('Kompas v4.2-rc1')).toBe('4.2-rc1');
});
