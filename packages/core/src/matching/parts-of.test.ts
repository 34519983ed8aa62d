import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { prepareContainments, type Containment } from './containments.ts';
import { contained, lineOf } from './example-match.test-support.ts';
import { prepareItem } from './prepare-item.ts';

const partsIn = (product: string, containments: readonly Containment[]) =>
  (
    prepareItem(lineOf({ supplier: 'Kwartelveen Informatica', product, version: undefined }), NO_ALIASES, [
      prepareContainments(containments, NO_ALIASES),
    ]).parts ?? []
  ).map(({ through, certainty }) => [through.join(' > ').replaceAll('Kwartelveen Informatica ', ''), certainty]);

test('what is in what is in it is in it, by the way that it came', () => {
  expect(
    partsIn('Labstraat', [contained('Labstraat', 'Mirth Connect', { version: '4.3.0' }), contained('Mirth Connect', 'Netty')]),
  ).toEqual([
    ['Labstraat > Mirth Connect 4.3.0', 'likely'],
    ['Labstraat > Mirth Connect 4.3.0 > Netty', 'likely'],
  ]);
});

test('a step that is only possible makes all below it no more than that', () => {
  expect(
    partsIn('Labstraat', [contained('Labstraat', 'Mirth Connect', { certainty: 'possible' }), contained('Mirth Connect', 'Netty')]),
  ).toMatchObject([
    [expect.anything(), 'possible'],
    [expect.anything(), 'possible'],
  ]);
});

test('a product that is said to contain itself ends', () => {
  expect(
    partsIn('Labstraat', [contained('Labstraat', 'Netty'), contained('Netty', 'Labstraat'), contained('Netty', 'Netty')]),
  ).toHaveLength(3);
});

test('a chain without end is followed five deep', () => {
  const names = 'Aalscholver Bergeend Dodaars Eider Fuut Grutto Havik IJseend'.split(' ');
  const chain = names.slice(1).map((name, place) => contained(names[place] ?? '', name));
  expect(partsIn('Aalscholver', chain)).toHaveLength(5);
});

test('two hundred parts are enough', () => {
  expect(
    partsIn(
      'Labstraat',
      Array.from({ length: 500 }, (_, n) => contained('Labstraat', `Onderdeeltje ${n}`)),
    ),
  ).toHaveLength(200);
});

test('a line that names another product has nothing in it', () => {
  expect(partsIn('Roosterwerk', [contained('Labstraat', 'Mirth Connect')])).toEqual([]);
});

test('where only some versions of the product have it, the held version decides', () => {
  const rows = [contained('Labstraat', 'Mirth Connect', { inVersions: '>= 9.4', certainty: 'certain' })];
  const held = (version?: string) =>
    prepareItem(lineOf({ supplier: 'Kwartelveen Informatica', product: 'Labstraat', version }), NO_ALIASES, [
      prepareContainments(rows, NO_ALIASES),
    ]).parts?.map(({ certainty }) => certainty);
  expect(held('9.5')).toEqual(['likely']);
  expect(held('9.2')).toBeUndefined();
  expect(held()).toEqual(['possible']);
});
