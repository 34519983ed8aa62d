import { expect, test } from 'vitest';
import { readInTurn } from './read-in-turn.ts';

test('no more than two files are read at once; the others wait, and a reading that fails gives its place on', async () => {
  let now = 0;
  let most = 0;
  const done: number[] = [];
  const readings = Array.from({ length: 7 }, (_, number) =>
    readInTurn(async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((settle) => setTimeout(settle, 5));
      now -= 1;
      done.push(number);
      if (number === 3) throw new Error('this file is broken');
    }),
  );
  const outcomes = await Promise.allSettled(readings);
  expect(most).toBe(2);
  expect(done).toHaveLength(7);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
});
