import { expect, test } from 'vitest';
import { relationKey } from './relation-key.ts';

test('one supplier by two ways is two relations; a changed remark or date is the same one', () => {
  const vpn = { kind: 'connection', supplier: 'Meridiaan Zorgsoftware', connection: 'vpn' } as const;
  expect(relationKey({ ...vpn, supplier: 'MERIDIAAN  zorgsoftware', since: '2023', description: 'altijd aan' })).toBe(relationKey(vpn));
  expect(relationKey({ ...vpn, connection: 'api' })).not.toBe(relationKey(vpn));
  expect(relationKey({ ...vpn, product: 'Meridiaan EPD' })).not.toBe(relationKey(vpn));
  expect(relationKey({ kind: 'supplier', supplier: '!!' })).not.toBe(relationKey({ kind: 'supplier', supplier: '??' }));
});
