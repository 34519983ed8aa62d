import fc from 'fast-check';
import { expect, test } from 'vitest';
import { elements, field, isObject, path, textAt, textsAt } from './json-view.ts';

const view = { value: { a: { 'b/c': ['x', 1, 'y'] } }, at: '' };

test('a place is named by its JSON pointer', () => {
  expect(path(view, 'a', 'b/c').at).toBe('/a/b~1c');
  expect(elements(path(view, 'a', 'b/c'), 9)[2]).toEqual({ value: 'y', at: '/a/b~1c/2' });
  expect(textsAt(path(view, 'a', 'b/c'), 9, 9)).toEqual(['x', 'y']);
});

test('what is inherited is not in the document', () => {
  expect(field({ value: {}, at: '' }, 'constructor').value).toBeUndefined();
  expect(field({ value: [], at: '' }, 'length').value).toBeUndefined();
});

test('text is cut, never within a character', () => {
  expect(textAt({ value: 'ab😀', at: '' }, 3)).toBe('ab');
});

test('looking never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, name) => {
      const place = field({ value, at: '' }, name);
      textAt(place, 5);
      elements(place, 3);
      isObject(place);
    }),
  );
});
