import { expect, test } from 'vitest';
import { codeOf, importsOf } from './source-text.ts';

test('imports of every form are found, and whether they are of types alone', () => {
  const source = `
import type { A } from './a.ts';
import { type B, type C } from './b.ts';
import D, { type E } from 'd';
import {
  f,
  g,
} from '@forewarn/core/f.ts';
import './side-effect.ts';
export { h } from './h.ts';
export * from './i.ts';
const j = await import('./j.ts');
new Worker(new URL('./k.ts', import.meta.url));
`;
  expect(importsOf(source).map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([
    ['./a.ts', true],
    ['./b.ts', true],
    ['d', false],
    ['@forewarn/core/f.ts', false],
    ['./side-effect.ts', false],
    ['./h.ts', false],
    ['./i.ts', false],
    ['./j.ts', false],
    ['./k.ts', false],
  ]);
  expect(importsOf(source)[1]?.line).toBe(3);
});

test('what a string or a comment says is no import', () => {
  expect(importsOf("const example = `\nimport a from 'a';\n`;\n// import b from 'b';\n")).toEqual([]);
});

test.each([
  ['a comment', 'a // Date.now()\nb', 'a             \nb'],
  ['a comment of lines', 'a /* x\ny */ b', 'a     \n     b'],
  ['a string with a quote in it', String.raw`f('it\'s', "x")`, 'f(       ,    )'],
  ['a template, but not what it computes', '`a ${now()} b ${`c ${d} e`}`', '`   now()   ` d ` `'],
  ['a regular expression with a quote and a slash in a class', `x.test(/['/]"/g)`, `x.test(       g)`],
  ['no division', 'a / b / c', 'a / b / c'],
  ['an object in a template', '`${{ a: 1 }.a}x`', '` { a: 1 }.a `'],
])('%s is blanked', (_, source, code) => {
  const found = codeOf(source);
  expect(found).toHaveLength(source.length);
  expect(found.replace(/[ ]+/g, ' ')).toBe(code.replace(/[ ]+/g, ' '));
});
