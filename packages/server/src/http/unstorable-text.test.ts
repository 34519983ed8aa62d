import { expect, test } from 'vitest';
import { unstorableText } from './unstorable-text.ts';

test.each([
  ['a\u0000', ''],
  [{ name: 'goed', list: ['ook goed', '\u0000'] }, '/list/1'],
  [{ 'a/b~c': { d: '\ud800' } }, '/a~1b~0c/d'],
  [{ 'na\u0000am': 1 }, ''],
  [{ name: 'Zürich 💥 é', list: [1, null, true, { n: 'x' }] }, undefined],
  [Buffer.from([0]), undefined], // a file: its own reader decides
  [undefined, undefined],
] as const)('%j stands at %s', (value, at) => {
  expect(unstorableText(value)).toBe(at);
});

test('twenty thousand lists in each other are looked through', () => {
  let deep: unknown = '\u0000';
  for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
  expect(unstorableText(deep)).toMatch(/^(\/0){20000}$/);
});
