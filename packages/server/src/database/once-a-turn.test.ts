import { expect, test } from 'vitest';
import { onceATurn } from './once-a-turn.ts';

test('what is asked several times in a turn is looked at once, and in the next turn anew', async () => {
  let looks = 0;
  const ask = onceATurn(() => (looks += 1));
  expect([ask(), ask(), ask()]).toEqual([1, 1, 1]);
  await new Promise((done) => setImmediate(done));
  expect([ask(), ask()]).toEqual([2, 2]);
});

test('what fails is told to each who asks', () => {
  let looks = 0;
  const ask = onceATurn(() => {
    looks += 1;
    throw new Error('gone');
  });
  expect(ask).toThrow('gone');
  expect(ask).toThrow('gone');
  expect(looks).toBe(2);
});
