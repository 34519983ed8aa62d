import { expect, test } from 'vitest';
import { tooManyLines } from './too-many-lines.ts';

test('it is said how many are read, of what and where, as facts too', () => {
  expect(tooManyLines({ at: '/components', of: 'components', most: 300_000 })).toEqual({
    kind: 'unreadable',
    problems: [
      {
        code: 'too-many-lines',
        at: '/components',
        message: 'There are more than 300000 components here.',
        hint: 'Send it in parts, each as an inventory of its own.',
        facts: { most: 300_000 },
      },
    ],
  });
});

test('parts of what is no inventory need none of their own', () => {
  expect(tooManyLines({ at: '', of: 'relations', most: 1 }).problems[0]?.hint).toBe('Send it in parts.');
  expect(tooManyLines({ at: '', of: 'institutions', most: 1 }).problems[0]?.hint).toBe('Send it in parts.');
});
