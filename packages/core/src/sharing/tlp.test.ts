import { expect, test } from 'vitest';
import { isAtMost, readTlp, stricter } from './tlp.ts';

test.each([
  ['WHITE', 'CLEAR'],
  ['TLP:AMBER+STRICT', 'AMBER+STRICT'],
  ['tlp: green', 'GREEN'],
  ['PURPLE', undefined],
])('%s reads as %s', (text, label) => {
  expect(readTlp(text)).toBe(label);
});

test('a text made of two is labelled as the stricter', () => {
  expect(stricter('GREEN', 'AMBER')).toBe('AMBER');
  expect(stricter('RED', 'CLEAR')).toBe('RED');
  expect(isAtMost('GREEN', 'GREEN')).toBe(true);
  expect(isAtMost('AMBER', 'GREEN')).toBe(false);
});
