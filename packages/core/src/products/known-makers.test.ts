import { expect, test } from 'vitest';
import { foldName } from './fold-name.ts';
import { KNOWN_MAKERS, KNOWN_PRODUCTS } from './known-makers.ts';

test('known names are folded, and none stands for two makers', () => {
  const names = KNOWN_MAKERS.flat();
  expect(names.filter((name) => foldName(name) !== name)).toEqual([]);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
});

test('a product that was renamed, or whose maker was, is known by both names', () => {
  const products = KNOWN_PRODUCTS.map(({ names }) => names);
  expect(products).toContainEqual(expect.arrayContaining(['connect secure', 'pulse connect secure']));
  expect(products).toContainEqual(expect.arrayContaining(['embloom', 'telepsy']));
  expect(KNOWN_MAKERS).toContainEqual(expect.arrayContaining(['progress', 'ipswitch']));
  expect(KNOWN_MAKERS).toContainEqual(expect.arrayContaining(['sdb groep', 'avinty']));
});

test('what people merely say for a product is not known for it when matching', () => {
  expect(KNOWN_PRODUCTS.flatMap(({ names }) => names)).not.toContain('beveiligde mail');
});

test('a name without its maker is known too, unless it is only a kind of thing', () => {
  expect(KNOWN_PRODUCTS).toContainEqual(
    expect.objectContaining({ maker: 'afas', names: expect.arrayContaining(['profit', 'afas profit']) }),
  );
  expect(KNOWN_PRODUCTS.flatMap(({ names }) => names)).not.toContain('epd');
});

test('what is invented is known to nobody by itself', () => {
  expect(KNOWN_MAKERS.flat()).not.toContain('veldlicht');
});

test('what CISA calls Schneider Electric Software is Schneider Electric, and not AVEVA', () => {
  const makers = KNOWN_MAKERS.find((names) => names.includes('schneider electric software'));
  expect(makers?.[0]).toBe('schneider electric');
  expect(makers).not.toContain('aveva');
});
