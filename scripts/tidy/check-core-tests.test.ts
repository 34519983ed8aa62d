import { expect, test } from 'vitest';
import { checkCoreTests } from './check-core-tests.ts';
import { repositoryOf } from './repository.ts';

const FUNCTION = 'export function decide(): number {\n  return 1;\n}\n';

test('a file of core that does something needs a test', () => {
  expect(checkCoreTests(repositoryOf({ 'packages/core/src/warnings/decide.ts': FUNCTION }))).toEqual([
    expect.objectContaining({ instead: expect.stringContaining('packages/core/src/warnings/decide.test.ts') }),
  ]);
});

test('with its test it is in order', () => {
  const files = { 'packages/core/src/warnings/decide.ts': FUNCTION, 'packages/core/src/warnings/decide.test.ts': '' };
  expect(checkCoreTests(repositoryOf(files))).toEqual([]);
});

test.each([
  'export type A = { readonly b: (c: string) => void };\n',
  "export const WORDS = ['a', 'b'] as const;\nexport type Word = (typeof WORDS)[number];\n",
  'export type A =\n  | { readonly kind: "a" }\n  | { readonly kind: "b"; readonly read: () => A };\n',
])('types and tables need none: %s', (text) => {
  expect(checkCoreTests(repositoryOf({ 'packages/core/src/matters/matter.ts': text }))).toEqual([]);
});
