import { expect, test } from 'vitest';
import { cutElements } from './cut-elements.ts';

const cut = (json: string) => cutElements(new TextEncoder().encode(json), 'records').map((bytes) => new TextDecoder().decode(bytes));

test('each record of a page is cut out as it was sent, with its spaces and its order of keys', () => {
  expect(cut('{"n": 2, "records" : [ {"b":1 , "a":[2]},\n{"é":"]}\\"{"} ], "after":[{}]}')).toEqual([
    '{"b":1 , "a":[2]}',
    '{"é":"]}\\"{"}',
  ]);
});

test('a list of the same name elsewhere, or the name as a value, is another', () => {
  expect(cut('{"x":{"records":[{"a":1}]},"y":"records","records":[{"b":2}]}')).toEqual(['{"b":2}']);
  expect(cut('[{"records":[{"a":1}]}]')).toEqual([]);
  expect(cut('{"y":"records"}')).toEqual([]);
});

test('what is no record is left out, and what is no JSON does not throw', () => {
  expect(cut('{"records":[1,"two",{"a":1},null,"{"]}')).toEqual(['{"a":1}']);
  for (const text of ['', '{"records":[{"a":', '{"records":["', '}}}]]', '{"records":[{}}}']) expect(() => cut(text)).not.toThrow();
});
