import { expect, test } from 'vitest';
import { isSameNamespace } from './is-same-namespace.ts';

test.each([
  ['https://meridiaan.example', 'https://www.meridiaan.example/', true],
  ['https://psirt.meridiaan.example/csaf', 'http://MERIDIAAN.example', true],
  ['https://meridiaan.example', 'https://meridiaan.example.evil.example', false],
  ['https://meridiaan.example@evil.example/', 'https://meridiaan.example', false],
  ['https://notmeridiaan.example', 'https://meridiaan.example', false],
  ['example', 'https://meridiaan.example', false],
  ['Meridiaan', 'meridiaan', true],
])('%s and %s are of one publisher: %s', (a, b, isSame) => {
  expect(isSameNamespace(a, b)).toBe(isSame);
  expect(isSameNamespace(b, a)).toBe(isSame);
});
