import { expect, test } from 'vitest';
import { isRefusal, refuse, refuseUnreadable } from './refusal.ts';

test('a refusal is told apart from any other outcome', () => {
  expect(isRefusal(refuse('warning-closed', 'This warning is closed.'))).toBe(true);
  expect(isRefusal({ kind: 'released' })).toBe(false);
  expect(isRefusal(null)).toBe(false);
});

test('a refusal hands over what its sentence says, for who says it in another language', () => {
  const facts = { by: 'A. Analist', at: '2026-11-26T06:00:00.000Z' };
  expect(refuse('draft-changed', 'A. Analist saved this draft.', undefined, facts)).toEqual({
    kind: 'refusal',
    code: 'draft-changed',
    message: 'A. Analist saved this draft.',
    facts,
  });
});

test('a file that could not be read is refused in the words of what is first wrong, with all that is', () => {
  const problems = [
    { code: 'empty', at: '', message: 'The file is empty.', hint: 'Choose another.' },
    { code: 'no-lines', at: '', message: 'No line.' },
  ];
  expect(refuseUnreadable(problems)).toEqual({
    kind: 'refusal',
    code: 'input-unreadable',
    message: 'The file is empty.',
    hint: 'Choose another.',
    problems,
  });
  expect(refuseUnreadable([]).message).toBe('This file could not be read.');
});
