import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { inGroups } from './in-groups.ts';

/** Work that goes on when it is told to; `groups`: what it was given, in order. */
function held() {
  const groups: (readonly string[])[] = [];
  const going: (() => void)[] = [];
  return {
    groups,
    work: async (group: readonly string[]) => {
      groups.push(group);
      await new Promise<void>((go) => going.push(go));
      return group.map((each) => `${each}!`);
    },
    go: async () => {
      while (going.length === 0) await new Promise((done) => setImmediate(done));
      going.shift()?.();
    },
  };
}
test('who comes alone waits for nobody; who comes meanwhile goes together, at most so many, and each gets their own', async () => {
  const { groups, work, go } = held();
  const ask = inGroups(3, work);
  const first = ask('a');
  while (groups.length === 0) await new Promise((done) => setImmediate(done));
  const others = ['b', 'c', 'd', 'e'].map(ask);
  await go();
  expect(await first).toBe('a!');
  await go();
  await go();
  expect(await Promise.all(others)).toEqual(['b!', 'c!', 'd!', 'e!']);
  expect(groups).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
});

test('where a group fails each is tried by itself, and the work knows that it is again: what is wrong with one is told to that one', async () => {
  const tried: (readonly string[])[] = [];
  const again: boolean[] = [];
  const ask = inGroups(3, async (group: readonly string[], isAgain: boolean) => {
    tried.push(group);
    again.push(isAgain);
    if (group.includes('b')) throw new Error('b can not');
    return group;
  });
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map(ask));
  expect(outcomes).toMatchObject([{ value: 'a' }, { reason: new Error('b can not') }, { value: 'c' }]);
  expect(tried).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
  expect(again).toEqual([false, true, true, true]);
  expect(await ask('d')).toBe('d');
});

test('what is done for a group is nobody’s: it does not know who asked first', async () => {
  const who = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const ask = inGroups(3, async (group: readonly string[]) => {
    seen.push(who.getStore());
    return group;
  });
  await Promise.all([who.run('the first', () => ask('a')), who.run('the second', () => ask('b'))]);
  await who.run('the third', () => ask('c'));
  expect(seen).toEqual([undefined, undefined]);
});
