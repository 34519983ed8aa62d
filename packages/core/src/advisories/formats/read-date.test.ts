import { expect, test } from 'vitest';
import type { Problem } from '../../basics/problem.ts';
import { readDate } from './read-date.ts';

const read = (value: unknown, problems: Problem[] = []) => readDate({ value, at: '/published' }, 'NVD API 2.0', problems);

test('a time without a zone is UTC', () => {
  expect(read('2023-11-09T06:15:24.290')).toBe('2023-11-09T06:15:24.290Z');
  expect(read('2023-11-09T06:15:24+01:00')).toBe('2023-11-09T05:15:24.000Z');
});

test('what is no time is told at its place; what is absent is not', () => {
  const problems: Problem[] = [];
  expect([read('gisteren', problems), read(undefined, problems)]).toEqual([undefined, undefined]);
  expect(problems).toMatchObject([{ code: 'date-unreadable', at: '/published', source: 'NVD API 2.0' }]);
});
