import { expect, test } from 'vitest';
import { readInstant, type Instant } from '../basics/instant.ts';
import { firstScreen, type ToldWarning } from './first-screen.ts';

const at = (text: string): Instant => readInstant(text) as Instant;
const NOW = at('2026-11-25T12:00:00Z');
const RECENT = [at('2026-03-01T12:00:00Z')];
const WARNING: ToldWarning = { urgency: 'act-now', releasedVersion: 1 };
const answered = (answer: Partial<NonNullable<ToldWarning['answer']>>): ToldWarning => ({
  ...WARNING,
  answer: { answer: 'fixed', version: 1, confirmed: true, ...answer },
});
const screen = (warnings: readonly ToldWarning[], checkedAt = RECENT) => firstScreen({ warnings, checkedAt }, NOW);

test('a warning without an answer is something to do, also where we do not know what they use', () => {
  expect(screen([WARNING])).toEqual({ kind: 'to-do', at: [0] });
  expect(screen([answered({}), WARNING], [])).toEqual({ kind: 'to-do', at: [1] });
});

test('who has no inventory, or one that nobody looked at for a year, never reads that there is nothing to do', () => {
  expect(screen([], [])).toEqual({ kind: 'not-known' });
  expect(screen([answered({})], [at('2025-11-24T12:00:00Z')])).toEqual({ kind: 'not-known' });
});

test('what is answered, and what is only for information, asks nothing', () => {
  expect(screen([answered({}), answered({ answer: 'forwarded' }), { ...WARNING, urgency: 'for-information' }])).toEqual({
    kind: 'nothing',
  });
});

test('an answer to an earlier version, "don\'t know" and an unconfirmed "not affected" leave the question open', () => {
  expect(screen([{ ...answered({}), releasedVersion: 2 }])).toEqual({ kind: 'to-do', at: [0] });
  expect(screen([answered({ answer: 'dont-know' })])).toEqual({ kind: 'to-do', at: [0] });
  expect(screen([answered({ answer: 'not-affected', confirmed: false })])).toEqual({ kind: 'to-do', at: [0] });
  expect(screen([answered({ answer: 'not-affected' })])).toEqual({ kind: 'nothing' });
});
