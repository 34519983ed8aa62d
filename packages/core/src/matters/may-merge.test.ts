import { expect, test } from 'vitest';
import { mayMerge, maySplit } from './may-merge.ts';

const BARE = { isClosed: false, hasWarning: false };

test('a matter without a warning goes into any other open one', () => {
  expect(mayMerge({ ...BARE, id: 'a' }, { ...BARE, id: 'b' })).toBeUndefined();
  expect(mayMerge({ ...BARE, id: 'a', hasWarning: true }, { ...BARE, id: 'b' })).toBeUndefined();
});

test('a warning does not lose its matter, nothing goes into itself, and what is closed stays', () => {
  expect(mayMerge({ ...BARE, id: 'a' }, { ...BARE, id: 'b', hasWarning: true })).toMatchObject({
    code: 'matter-has-warning',
    hint: 'Merge the other way round.',
  });
  expect(mayMerge({ ...BARE, id: 'a', hasWarning: true }, { ...BARE, id: 'b', hasWarning: true })?.hint).toContain('Both have one');
  expect(mayMerge({ ...BARE, id: 'a' }, { ...BARE, id: 'a' })?.code).toBe('same-matter');
  expect(mayMerge({ ...BARE, id: 'a', isClosed: true }, { ...BARE, id: 'b' })?.code).toBe('matter-closed');
  expect(mayMerge({ ...BARE, id: 'a' }, { ...BARE, id: 'b', isClosed: true })?.code).toBe('matter-closed');
});

test('what is split off is of the matter, and something stays behind', () => {
  const matter = { isClosed: false, advisoryIds: ['x', 'y'], hasScope: false };
  expect(maySplit(matter, ['x'])).toBeUndefined();
  expect(maySplit(matter, ['x', 'y'])?.code).toBe('nothing-left');
  expect(maySplit({ ...matter, hasScope: true }, ['x', 'y'])).toBeUndefined();
  expect(maySplit(matter, ['z'])?.code).toBe('no-such');
  expect(maySplit({ ...matter, isClosed: true }, ['x'])?.code).toBe('matter-closed');
});
