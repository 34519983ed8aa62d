import { expect, test } from 'vitest';
import { pushNumbers, pushPreRelease } from './semver-key.ts';
import { compareBytes } from './version-scheme.ts';

const keyOf = (numbers: string, fields?: string) => {
  const key: number[] = [];
  pushNumbers(key, numbers);
  pushPreRelease(key, fields);
  return Uint8Array.from(key);
};

test('numbers that are missing are 0', () => {
  expect(keyOf('1.0.0')).toEqual(keyOf('1'));
  expect(keyOf('0.0')).toEqual(keyOf('0'));
  expect(compareBytes(keyOf('1'), keyOf('1.0.1'))).toBeLessThan(0);
});

test('pre-releases are in the order of semver §11.4.4', () => {
  const order = ['alpha', 'alpha.1', 'alpha.beta', 'beta', 'beta.2', 'beta.11', 'rc.1', undefined].map((fields) => keyOf('1.0.0', fields));
  for (const [place, key] of order.entries()) {
    const next = order[place + 1];
    if (next !== undefined) expect(compareBytes(key, next)).toBeLessThan(0);
  }
});
