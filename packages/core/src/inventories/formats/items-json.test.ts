import { expect, test } from 'vitest';
import { readItemsJson } from './items-json.ts';

test('items in JSON are read by the names of the columns; problems carry a JSON pointer', () => {
  const reading = readItemsJson({
    items: [{ key: 'a', product: 'Zenya', quantity: 3, importance: 2, exposure: 'kelder', version: ['1'] }, 'x'],
  });
  expect(reading.kind === 'read' ? reading.value.lines : []).toEqual([
    { at: '/items/0', item: { key: 'a', product: 'Zenya', quantity: 3, importance: 2, exposure: 'unknown' } },
  ]);
  expect(reading.problems.map(({ code, at }) => [code, at])).toEqual([
    ['value-unreadable', '/items/0/version'],
    ['exposure-unreadable', '/items/0/exposure'],
    ['product-missing', '/items/1/product'],
  ]);
});

test('an empty list is an inventory without lines; no list is none', () => {
  expect(readItemsJson({ items: [] }).kind).toBe('read');
  expect(readItemsJson([]).kind).toBe('unreadable');
});
