import { expect, test } from 'vitest';
import { isCloser } from './likeness.ts';

test('the same product is closer than its family, and anything than nothing', () => {
  expect(isCloser({ identifiedBy: 'name', grade: 'same' }, { identifiedBy: 'cpe', grade: 'family' })).toBe(true);
  expect(isCloser({ identifiedBy: 'cpe', grade: 'maker' }, { identifiedBy: 'name', grade: 'maker' })).toBe(false);
  expect(isCloser({ identifiedBy: 'name', grade: 'maker' }, undefined)).toBe(true);
});
