import { expect, test } from 'vitest';
import { describeItems } from './describe-items.ts';
import { exampleReason } from './example-warning.test-support.ts';
import { words } from './words.ts';

const say = words('nl');

test('a line reads with its version, how many and how it can be reached; what is unknown is said to be', () => {
  const unknown = exampleReason({ product: 'Kompas EPD', item: { inventory: 'ict-foto', key: 'k', exposure: 'unknown' } });
  expect(describeItems([exampleReason(), unknown], say)).toEqual([
    {
      kind: 'points',
      items: ['Meridiaan EPD: versie 6.2.9, 31 stuks, bereikbaar via internet', 'Kompas EPD: versie onbekend, bereikbaarheid onbekend'],
    },
  ]);
});

test('a line that two reasons name is listed once; many lines are bounded', () => {
  expect(describeItems([exampleReason(), exampleReason({ reason: 'component' })], say)).toMatchObject([{ items: { length: 1 } }]);
  const many = Array.from({ length: 25 }, (_, index) => exampleReason({ product: `P${index}` }));
  const [block] = describeItems(many, say);
  expect(block).toMatchObject({ items: { length: 21, 20: 'en nog 5 regels' } });
});

test('where no line is behind it there is nothing to list', () => {
  expect(describeItems([exampleReason({ item: undefined })], say)).toEqual([]);
});
