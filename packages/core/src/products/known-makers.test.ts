import { expect, test } from 'vitest';
import { foldName } from './fold-name.ts';
import { KNOWN_MAKERS, KNOWN_PRODUCTS } from './known-makers.ts';

test('known names are folded, and none stands for two makers', () => {
  const names = KNOWN_MAKERS.flat();
  expect(names.filter((name) => foldName(name) !== name)).toEqual([]);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
});

test('known products are folded and of a maker by its first name', () => {
  const firsts = new Set(KNOWN_MAKERS.map(([first]) => first));
  expect(KNOWN_PRODUCTS.flatMap(({ names }) => names).filter((name) => foldName(name) !== name)).toEqual([]);
  expect(KNOWN_PRODUCTS.filter(({ maker }) => !firsts.has(maker) && !['fortinet', 'veeam'].includes(maker))).toEqual([]);
});
