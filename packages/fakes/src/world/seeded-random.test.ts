import { expect, test } from 'vitest';
import { seededRandom } from './seeded-random.ts';

test('one seed draws the same, another something else', () => {
  const draw = (seed: string) => Array.from({ length: 5 }, seededRandom(seed).fraction);
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});

test('draws are spread evenly, also over seeds that differ in one digit', () => {
  const firsts = Array.from({ length: 20_000 }, (_, seed) => seededRandom(`w/${seed}`).fraction());
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const share = firsts.filter((one) => Math.floor(one * 10) === tenth).length / firsts.length;
    expect(Math.abs(share - 0.1)).toBeLessThan(0.01);
  }
});

test('a weight of nothing is never picked', () => {
  const random = seededRandom('x');
  const picked = Array.from({ length: 200 }, () => random.pickByWeight(['a', 'b', 'c'], (one) => (one === 'b' ? 0 : 1)));
  expect(new Set(picked)).toEqual(new Set(['a', 'c']));
  expect(random.pickByWeight(['a'], () => 0)).toBeUndefined();
});
