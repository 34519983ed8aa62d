import { expect, test } from 'vitest';
import { beforeAndAfter } from './before-and-after.ts';

test('a change is told by the fields that differ and by digests, never by what stands in them', () => {
  const change = beforeAndAfter(
    { name: 'Geheim', phone: '000', role: 'ciso', note: undefined },
    { role: 'ciso', name: 'Anders', email: 'x@y.example', phone: '000' },
  );
  expect(change.changed).toEqual(['email', 'name']);
  expect(change.before).toMatch(/^[0-9a-f]{64}$/);
  expect(change.before).not.toBe(change.after);
  expect(JSON.stringify(change)).not.toMatch(/Geheim|Anders|x@y/);
});

test('the order of fields and what is not there do not count', () => {
  const same = beforeAndAfter({ a: 1, b: [1, { c: 2, d: 3 }], e: undefined }, { b: [1, { d: 3, c: 2 }], a: 1 });
  expect(same.changed).toEqual([]);
  expect(same.before).toBe(same.after);
});
