import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyComparison, compareInventories, inventoryText } from './compare-inventories.ts';
import { contents, exampleItem } from './example-item.test-support.ts';
import { keysOf } from './item-key.ts';
import type { Item } from './item.ts';

test('an upgraded firewall is changed, a new backup is added, what is no longer there is removed', () => {
  const before = [exampleItem(), exampleItem({ key: 'zenya', product: 'Zenya' }), exampleItem({ key: 'topdesk', product: 'TOPdesk' })];
  const after = [
    exampleItem({ version: '7.2.11' }),
    exampleItem({ key: 'veeam', product: 'Veeam' }),
    exampleItem({ key: 'topdesk', product: 'TOPdesk' }),
  ];
  const comparison = compareInventories(before, after);
  expect(comparison.changed.map((change) => [change.before.version, change.after.version])).toEqual([['7.2.9', '7.2.11']]);
  expect(comparison.added.map((item) => item.key)).toEqual(['veeam']);
  expect(comparison.removed.map((item) => item.key)).toEqual(['zenya']);
  expect(comparison.unchanged.map((item) => item.key)).toEqual(['topdesk']);
});

const inventories: fc.Arbitrary<readonly Item[]> = fc
  .array(contents, { maxLength: 10 })
  .map((list) =>
    keysOf(list.map((content) => ({ content }))).map((key, place) => ({ key, ...(list[place] ?? { product: '', exposure: 'unknown' }) })),
  );

test('removing lines and adding them again gives the same inventory', () => {
  fc.assert(
    fc.property(inventories, fc.nat(), (all, seed) => {
      const some = all.filter((_, place) => (seed >> (place % 30)) % 2 === 0);
      const without = applyComparison(all, compareInventories(all, some));
      const back = applyComparison(without, compareInventories(without, all));
      expect(inventoryText(back)).toBe(inventoryText(all));
    }),
  );
});

test('a comparison applied gives the later inventory, whatever the two are', () => {
  fc.assert(
    fc.property(
      inventories,
      inventories,
      (before, after) => inventoryText(applyComparison(before, compareInventories(before, after))) === inventoryText(after),
    ),
  );
});

test('the order of lines changes nothing', () => {
  fc.assert(
    fc.property(inventories, inventories, (before, after) => {
      expect(compareInventories([...before].reverse(), [...after].reverse())).toEqual(compareInventories(before, after));
      expect(inventoryText([...after].reverse())).toBe(inventoryText(after));
    }),
  );
});
