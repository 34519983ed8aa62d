import { expect, test } from 'vitest';
import { isRefusal } from '../basics/refusal.ts';
import { at } from './example-warning.test-support.ts';
import { nextState, VERB_OF_KIND, VERBS } from './transitions.ts';
import { VERSION_KINDS, WARNING_STATES, type WarningState } from './warning.ts';

/** "-" is refused. */
test.each<[WarningState, readonly string[]]>([
  //           draft     release update  correct withdraw    close
  ['draft', ['draft', 'open', '-', '-', '-', 'closed']],
  ['open', ['open', '-', 'open', 'open', 'withdrawn', 'closed']],
  ['closed', ['closed', '-', 'open', 'open', 'withdrawn', '-']], // what was said may still turn out wrong
  ['withdrawn', ['-', '-', '-', '-', '-', '-']],
])('what can be done to a warning that is %s', (state, next) => {
  const outcomes = VERBS.map((verb) => nextState({ state, verb })).map((outcome) => (isRefusal(outcome) ? '-' : outcome));
  expect(outcomes).toEqual(next);
});

test('a refusal names the state, since when and by whom', () => {
  const refusal = nextState({ state: 'withdrawn', verb: 'update', entered: { at: at('2026-05-03T14:00:00Z'), by: 'A. Analyst' } });
  expect(refusal).toMatchObject({
    code: 'warning-withdrawn',
    message: 'This warning is withdrawn (on Sunday 3 May 2026, 16.00 by A. Analyst). It cannot be updated.',
    hint: 'Open another matter for what is new.',
  });
});

test('every kind of version is released by a verb, and some state allows it', () => {
  for (const kind of VERSION_KINDS) {
    expect(WARNING_STATES.some((state) => !isRefusal(nextState({ state, verb: VERB_OF_KIND[kind] })))).toBe(true);
  }
});
