import { expect, test } from 'vitest';
import { fourEyes, refusedToOne, type FourEyesFacts } from './four-eyes.ts';

const ACT_NOW = { urgency: 'act-now', kind: 'initial' } as const;
const ALONE: FourEyesFacts = { version: ACT_NOW, author: 'A. Analist', releaser: 'A. Analist' };

test('who wrote an act-now warning does not send it alone', () => {
  expect(fourEyes(ALONE)).toEqual({ kind: 'missing' });
  expect(refusedToOne(fourEyes(ALONE))?.code).toBe('second-person-needed');
  expect(fourEyes({ ...ALONE, approvedBy: 'A. Analist' })).toEqual({ kind: 'missing' });
});

test('a colleague who approved it, or who releases it, is the second person', () => {
  expect(fourEyes({ ...ALONE, approvedBy: 'T. Tweede' })).toEqual({ kind: 'second-person', author: 'A. Analist', second: 'T. Tweede' });
  expect(fourEyes({ ...ALONE, releaser: 'T. Tweede' })).toEqual({ kind: 'second-person', author: 'A. Analist', second: 'T. Tweede' });
  expect(refusedToOne(fourEyes({ ...ALONE, approvedBy: 'T. Tweede' }))).toBeUndefined();
});

test('a rule is no person: what it drafted needs two all the same', () => {
  expect(fourEyes({ version: ACT_NOW, releaser: 'A. Analist' })).toEqual({ kind: 'missing' });
  expect(fourEyes({ version: ACT_NOW, releaser: 'A. Analist', approvedBy: 'T. Tweede' }).kind).toBe('second-person');
});

test('one person alone gives a reason, which is kept only where nobody else was there', () => {
  expect(fourEyes({ ...ALONE, aloneBecause: ' Nacht, tweede man niet bereikbaar ' })).toEqual({
    kind: 'alone',
    because: 'Nacht, tweede man niet bereikbaar',
  });
  expect(fourEyes({ ...ALONE, aloneBecause: '  ' })).toEqual({ kind: 'missing' });
  expect(fourEyes({ ...ALONE, approvedBy: 'T. Tweede', aloneBecause: 'x' }).kind).toBe('second-person');
});

test('what wakes nobody waits for nobody', () => {
  expect(fourEyes({ ...ALONE, version: { ...ACT_NOW, urgency: 'this-week' } })).toEqual({ kind: 'not-needed' });
  expect(fourEyes({ ...ALONE, version: { ...ACT_NOW, kind: 'withdrawal' } })).toEqual({ kind: 'not-needed' });
});
