import { expect, test } from 'vitest';
import { longestFunctions } from './longest-functions.ts';
import { repositoryOf } from './repository.ts';

test('functions are measured from their name to their last brace, longest first', () => {
  const text = `
export function short(): { a: number } {
  return { a: 1 };
}
async function long<T extends { b: string }>(
  one: T,
): Promise<Map<string, { c: number }>> {
  if (one.b) {
    return new Map();
  }
  return new Map();
}
declare function none(): void;
`;
  const found = longestFunctions(repositoryOf({ 'packages/core/src/basics/a.ts': text }));
  expect(found.map(({ name, lines, line }) => [name, lines, line])).toEqual([
    ['long', 8, 5],
    ['short', 3, 2],
  ]);
});
