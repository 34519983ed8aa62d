import { expect, test } from 'vitest';
import { keyLines } from './key-lines.ts';

test('two institutions may use one key; two lines of one institution may not', () => {
  const line = (institution: string, version: string) => ({
    at: 'line 2',
    institution,
    ownKey: '1',
    content: { product: 'Zenya', version, exposure: 'unknown' as const },
  });
  expect(
    keyLines([line('GGZ Rietmark', '1'), line('GGD Wilgenoord', '2'), line('ggz rietmark', '3')]).map((read) => read.item.key),
  ).toEqual(['1', '1', '1 #2']);
});

test('a line of several versions is as many lines, each under the name of the line, and a typed key is never taken', () => {
  const line = (ownKey: string, versions?: readonly { version: string; quantity?: number }[]) => ({
    at: 'line 2',
    ownKey,
    content: { product: 'FortiGate', exposure: 'unknown' as const, quantity: 38 },
    ...(versions === undefined ? {} : { versions }),
  });
  const keyed = keyLines([line('FW', [{ version: '7.2.7', quantity: 30 }, { version: '7.2.12' }]), line('FW #2')]);
  expect(keyed.map(({ item }) => [item.key, item.line, item.version, item.quantity])).toEqual([
    ['FW', 'FW', '7.2.7', 30],
    ['FW #2 ~2', 'FW', '7.2.12', undefined],
    ['FW #2', undefined, undefined, 38],
  ]);
});
