import { expect, test } from 'vitest';
import { compareBytes, compareDigits, pushDigits } from './version-scheme.ts';

test('numbers of any length order as numbers do, as text and as bytes', () => {
  const numbers = ['0', '7', '09', '10', '99', '100', '18446744073709551616'];
  for (const [place, number] of numbers.entries()) {
    const after = numbers[place + 1];
    if (after === undefined) continue;
    expect(compareDigits(number, after)).toBeLessThan(0);
    expect(compareBytes(bytesOf(number), bytesOf(after))).toBeLessThan(0);
  }
  expect(compareDigits('007', '7')).toBe(0);
  expect(bytesOf('007')).toEqual(bytesOf('7'));
});

function bytesOf(digits: string): Uint8Array {
  const bytes: number[] = [];
  pushDigits(bytes, digits);
  return Uint8Array.from(bytes);
}
