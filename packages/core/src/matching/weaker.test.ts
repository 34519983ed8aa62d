import { expect, test } from 'vitest';
import { weaker } from './weaker.ts';

test('of two the one that is less sure', () => {
  expect(weaker('certain', 'possible')).toBe('possible');
  expect(weaker('for-information', 'likely')).toBe('for-information');
  expect(weaker('likely', 'likely')).toBe('likely');
});
