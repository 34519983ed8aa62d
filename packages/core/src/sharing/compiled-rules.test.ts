import { expect, test } from 'vitest';
import { combinationAt, compiledRules } from './compiled-rules.ts';
import { applyReceiveRules } from './receive-rules.ts';
import type { Reader } from './sharing.ts';

test('the table says of each combination what the rules say', () => {
  const { combinations, look } = compiledRules();
  for (let place = 0; place < combinations; place += 101) {
    const sharing = combinationAt(place);
    expect(look(sharing)).toEqual(applyReceiveRules(sharing));
  }
}, 30_000);

test('a reader, way or label that the table does not know is refused', () => {
  const sharing = { label: 'CLEAR', reader: { kind: 'anyone' }, channel: 'static-page', purpose: 'publish' } as const;
  expect(compiledRules().look(sharing).kind).toBe('yes');
  expect(compiledRules().look({ ...sharing, reader: { kind: 'regulator' } as unknown as Reader }).kind).toBe('no');
  expect(compiledRules().look({ ...sharing, label: 'WHITE' as 'CLEAR' }).kind).toBe('no');
  expect(compiledRules().look({ ...sharing, channel: 'pigeon' as 'email' }).kind).toBe('no');
});
