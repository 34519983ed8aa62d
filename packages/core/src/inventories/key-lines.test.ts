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
