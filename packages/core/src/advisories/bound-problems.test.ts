import { expect, test } from 'vitest';
import { boundProblems } from './bound-problems.ts';

const at = (place: number, code = 'csaf-6-1-1') => ({ code, at: `/${place}`, message: 'No.', source: 'CSAF 2.0 §6.1.1' });

test('a slip made everywhere is told twenty times and then counted; others stand beside it', () => {
  const found = boundProblems([...Array.from({ length: 1_000 }, (_, place) => at(place)), at(0, 'csaf-schema')]);
  expect(found).toHaveLength(22);
  expect(found[20]).toEqual({ code: 'csaf-6-1-1', at: '', message: 'The same stands at 980 more places.', source: 'CSAF 2.0 §6.1.1' });
});

test('the same at the same place is told once', () => {
  expect(boundProblems([at(1), at(1)])).toEqual([at(1)]);
});
