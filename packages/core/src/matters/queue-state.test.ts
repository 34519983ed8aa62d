import { expect, test } from 'vitest';
import { queueState } from './queue-state.ts';

const UNTOUCHED = { releasedVersion: 0, isSetAside: false, hasOwner: false, hasNote: false, hasDraft: false };

test('a matter that nobody touched is new; an owner, a note or a draft makes it being assessed', () => {
  expect(queueState(UNTOUCHED)).toBe('new');
  for (const part of ['hasOwner', 'hasNote', 'hasDraft']) expect(queueState({ ...UNTOUCHED, [part]: true })).toBe('in-assessment');
});

test('what was put aside is not relevant, whoever looked at it; what was warned of is warned, whatever came after', () => {
  expect(queueState({ ...UNTOUCHED, isSetAside: true, hasOwner: true, hasNote: true })).toBe('not-relevant');
  expect(queueState({ ...UNTOUCHED, isSetAside: true, releasedVersion: 1 })).toBe('warned');
});
