import { expect, test } from 'vitest';
import { countHostile } from './count-hostile.ts';

const moduleOf = (...metas: readonly object[]) => ({ children: { allTests: () => metas.map((meta) => ({ meta: () => meta })) } });

test('what the attacks counted is added up over files; other tests count nothing', () => {
  const modules = [moduleOf({ hostileInputs: 3, gotThrough: 0 }, {}), moduleOf({ hostileInputs: 2, gotThrough: 1 })];
  expect(countHostile(modules)).toEqual({ inputs: 5, gotThrough: 1 });
  expect(countHostile([moduleOf({})])).toEqual({ inputs: 0, gotThrough: 0 });
});
