import { expect, test } from 'vitest';
import type { Catalogue, CatalogueProduct, Contains } from './catalogue.ts';
import { containedIn, containsIndexOf } from './contained-in.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';

const product = (id: string, more: Partial<CatalogueProduct> = {}): CatalogueProduct => ({
  id,
  name: id,
  kind: 'software',
  variants: [],
  aliases: [],
  identifiers: [],
  source: 'test',
  ...more,
});
const inside = (componentId: string, productId: string, certainty: Contains['certainty'] = 'certain'): Contains => ({
  componentId,
  productId,
  certainty,
  source: 'test',
});
const indexOf = (contains: readonly Contains[], more: readonly CatalogueProduct[] = []) => {
  const ids = new Set(contains.flatMap(({ componentId, productId }) => [componentId, productId]));
  const catalogue: Catalogue = {
    suppliers: [],
    products: [...[...ids].filter((id) => !more.some((one) => one.id === id)).map((id) => product(id)), ...more],
    contains,
  };
  return containsIndexOf(catalogue);
};
const namesIn = (index: ReturnType<typeof indexOf>, of: string) =>
  containedIn(index, of).map((found) => [found.product.id, found.certainty]);

test('Log4j and Mirth Connect are found in what contains them, by id and by product key', () => {
  const index = containsIndexOf(SHIPPED_CATALOGUE);
  const ids = (of: string) => containedIn(index, of).map((found) => found.product.id);
  expect(ids('nextgen/mirth-connect')).toContain('kwartelveen-informatica/labstraat');
  expect(ids('cpe:a:apache:log4j')).toEqual(expect.arrayContaining(['vmware/vcenter', 'omnissa/horizon']));
  expect(ids('cpe:a:nextgen:mirth_connect')).toContain('leica-biosystems/aperio');
  expect(ids('word:nothing')).toEqual([]);
});

test('a part of a part is found, no surer than the weakest step', () => {
  const index = indexOf([inside('library', 'engine'), inside('engine', 'suite', 'possible'), inside('suite', 'box')]);
  expect(namesIn(index, 'library')).toEqual([
    ['engine', 'certain'],
    ['suite', 'possible'],
    ['box', 'possible'],
  ]);
});

test('a circle ends, and a long chain is followed four steps', () => {
  const circle = indexOf([inside('a', 'b'), inside('b', 'c'), inside('c', 'a')]);
  expect(namesIn(circle, 'a').map(([id]) => id)).toEqual(['b', 'c']);
  const chain = indexOf(['a', 'b', 'c', 'd', 'e', 'f'].slice(1).map((id, place) => inside('abcdef'[place]!, id)));
  expect(namesIn(chain, 'a').map(([id]) => id)).toEqual(['b', 'c', 'd', 'e']);
});

test('an entry that was merged is found under the one that it is now', () => {
  const index = indexOf([inside('library', 'old')], [product('old', { mergedInto: 'new' }), product('new')]);
  expect(namesIn(index, 'library')).toEqual([['new', 'certain']]);
});
