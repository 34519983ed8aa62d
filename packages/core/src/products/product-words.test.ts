import { expect, test } from 'vitest';
import { kindOfWord, singular, wordsOf } from './product-words.ts';

test.each([
  ['intellispace', 'own'],
  ['server', 'weak'],
  ['software', 'noise'],
  ['8015', 'number'],
  ['wijkdossier', 'compound'], // a product's name, or only a description
])('%s is %s', (word, kind) => {
  expect(kindOfWord(word)).toBe(kind);
});

test('Dutch words of the trade become those of the advisories', () => {
  expect(wordsOf('Nexus bedienpaneel')).toEqual(['nexus', 'control', 'panel']);
});

test('the singular of a name that ends in s is the name', () => {
  expect(['systems', 'nexus', 'fortios', 'axis'].map(singular)).toEqual(['system', 'nexus', 'fortios', 'axis']);
});
