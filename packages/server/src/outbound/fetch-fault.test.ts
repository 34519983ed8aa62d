import { expect, test } from 'vitest';
import { sourceTrouble } from '@forewarn/core/advisories/source-trouble.ts';
import { FETCH_FAULT_CODES } from './fetch-fault.ts';

test('whatever keeps something from being fetched has words of its own at the desk', () => {
  expect(FETCH_FAULT_CODES.filter((code) => sourceTrouble(code) === 'unreadable')).toEqual(['unreadable-encoding']);
});
