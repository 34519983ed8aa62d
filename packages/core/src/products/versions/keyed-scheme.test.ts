import { expect, test } from 'vitest';
import { endOfDigits, endOfLetters, isZeros, keyedScheme, pushText } from './keyed-scheme.ts';
import { compareBytes } from './version-scheme.ts';

const letters = (strangers: 'behind' | 'in-front') =>
  keyedScheme(
    'letters',
    (version, key) => {
      if (!/^[a-z]+$/.test(version)) return false;
      pushText(key, version);
      return true;
    },
    { strangers },
  );

test('a text that is no version stands behind all versions, or in front where the scheme has it so, by its letters', () => {
  expect(letters('behind').compare('zz', '7')).toBeLessThan(0);
  expect(letters('in-front').compare('aa', '7')).toBeGreaterThan(0);
  expect(letters('behind').compare('7', '8')).toBeLessThan(0);
  expect(letters('behind').isVersion('7')).toBe(false);
  expect(letters('behind').isVersion(' a ')).toBe(true);
});

test('texts order by their letters, a text before any that it begins, whatever letters there are', () => {
  const texts = ['', '\0', '\0a', 'a', 'a\0', 'aa', 'b', '~', '\x7f', 'é', 'ΓÇ', '\ud800', '\uffff'];
  const keys = texts.map((text) => {
    const key: number[] = [];
    pushText(key, text);
    return Uint8Array.from(key);
  });
  for (const [place, key] of keys.entries()) {
    const next = keys[place + 1];
    if (next !== undefined) expect(compareBytes(key, next)).toBeLessThan(0);
  }
  expect(keys.every((key) => key.every((byte) => byte >= 0 && byte <= 255))).toBe(true);
});

test('digits and letters are those of ASCII', () => {
  expect(endOfDigits('12a', 0)).toBe(2);
  expect(endOfDigits('١٢', 0)).toBe(0);
  expect(endOfLetters('aZ{', 0)).toBe(2);
  expect(endOfLetters('é', 0)).toBe(0);
  expect(['0', '000', '10'].map(isZeros)).toEqual([true, true, false]);
});
