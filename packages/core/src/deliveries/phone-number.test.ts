import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phoneNumber } from './phone-number.ts';

test.each([
  ['06-12 34 56 78', '+31612345678', true],
  ['+31 6 12345678', '+31612345678', true],
  ['0031612345678', '+31612345678', true],
  ['+31 (0)30 123 45 67', '+31301234567', false],
  ['030 - 123 45 67', '+31301234567', false],
  ['088.123.45.67', '+31881234567', false],
  ['+32 470 12 34 56', '+32470123456', true],
])('%s is dialled as %s', (text, e164, mayBeMobile) => {
  expect(phoneNumber(text)).toEqual({ e164, mayBeMobile });
});

test.each([
  '',
  '112',
  '14030',
  '0900 1234',
  '123 45 67',
  '06-1234567',
  '+31 6 1234567',
  '06 12345678 toestel 3',
  '+0612345678',
  '06-12345678; 06-87654321',
  '+'.repeat(50),
])('%s can be dialled from nowhere', (text) => {
  expect(phoneNumber(text)).toBeUndefined();
});

test('whatever comes out is a number of the world and reads as itself again', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+ -().') }), (text) => {
      const number = phoneNumber(text);
      if (number === undefined) return;
      expect(number.e164).toMatch(/^\+[1-9]\d{7,14}$/);
      expect(phoneNumber(number.e164)).toEqual(number);
    }),
  );
});
