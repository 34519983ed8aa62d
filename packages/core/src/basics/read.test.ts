import { expect, test } from 'vitest';
import { read, unreadable } from './read.ts';

test('what was understood is used even where something else was not', () => {
  const problem = { code: 'date-unreadable', at: '/document/tracking/x', message: 'That is no date.' };
  expect(read(1, [problem])).toEqual({ kind: 'read', value: 1, problems: [problem] });
  expect(unreadable(problem)).toEqual({ kind: 'unreadable', problems: [problem] });
});
