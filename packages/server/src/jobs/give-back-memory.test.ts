import { expect, test } from 'vitest';
import { collectionFor } from './give-back-memory.ts';

const MIB = 1024 * 1024;
const collection = (mib: number, left = 0, thoroughly = 0) =>
  collectionFor(mib * MIB, { bytes: left * MIB, thoroughlyBytes: thoroughly * MIB });

test('a process that takes little is left alone, however it grew', () => {
  expect(collection(351)).toBeUndefined();
  expect(collection(352)).toBe('regular');
});

test('one that did not grow by what is worth it since the last time is left alone', () => {
  expect(collection(381, 350)).toBeUndefined();
  expect(collection(394, 350)).toBe('regular');
});

test('one that takes too much is looked at thoroughly', () => {
  expect(collection(415, 350)).toBe('regular');
  expect(collection(416, 350)).toBe('last-resort');
});

test('where much is really in use it stops for that only after a quarter more, and looks at all after an eighth more', () => {
  expect(collection(599, 480, 480)).toBe('regular');
  expect(collection(600, 480, 480)).toBe('last-resort');
  expect(collection(899, 800, 800)).toBeUndefined();
  expect(collection(900, 800, 800)).toBe('regular');
});
