import { expect, test } from 'vitest';
import { isRefusal, refuse } from './refusal.ts';

test('a refusal is told apart from any other outcome', () => {
  expect(isRefusal(refuse('warning-closed', 'This warning is closed.'))).toBe(true);
  expect(isRefusal({ kind: 'released' })).toBe(false);
  expect(isRefusal(null)).toBe(false);
});
