import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { takeTurns } from './take-turns.ts';

test('work is done one after the other in the order in which it was asked, while others go on', async () => {
  const inTurn = takeTurns();
  const seen: string[] = [];
  const first = inTurn(async () => {
    seen.push('first begins');
    await wait(5);
    seen.push('first ends');
    return 1;
  });
  const second = inTurn(() => Promise.resolve(seen.push('second')));
  seen.push('others go on');
  expect([await first, await second]).toEqual([1, 4]);
  expect(seen).toEqual(['others go on', 'first begins', 'first ends', 'second']);
});

test('a fault goes to who asked, and the next in the row is served', async () => {
  const inTurn = takeTurns();
  const failing = inTurn(() => Promise.reject(new Error('the disk is full')));
  await expect(failing).rejects.toThrow('the disk is full');
  expect(await inTurn(() => Promise.resolve('served'))).toBe('served');
});
