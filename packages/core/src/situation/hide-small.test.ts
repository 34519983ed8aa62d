import { expect, test } from 'vitest';
import { hideSmall } from './hide-small.ts';

test('numbers of five and more are shown, with their whole', () => {
  expect(hideSmall(25, { fixed: 10, silent: 15 })).toEqual({ whole: 25, parts: { fixed: 10, silent: 15 } });
});

test('one small number takes the whole and another with it, so that it is not worked out', () => {
  expect(hideSmall(27, { fixed: 10, working: 2, silent: 15 })).toEqual({
    whole: 'not-shown',
    parts: { fixed: 'not-shown', working: 'not-shown', silent: 15 },
  });
});

test('of fewer than five nothing is shown, not even what is none', () => {
  expect(hideSmall(4, { fixed: 4, silent: 0 })).toEqual({ whole: 'not-shown', parts: { fixed: 'not-shown', silent: 'not-shown' } });
  expect(hideSmall(0, { fixed: 0, silent: 0 })).toEqual({ whole: 0, parts: { fixed: 0, silent: 0 } });
});
