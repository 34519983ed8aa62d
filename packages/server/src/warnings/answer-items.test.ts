import { expect, test } from 'vitest';
import type { ConcernedReason } from '@forewarn/core/matching/concerned.ts';
import { answerItems } from './answer-items.ts';

const line = (key: string, product: string, version?: string): ConcernedReason => ({
  reason: 'product-version',
  certainty: 'certain',
  product,
  item: { inventory: 'ict', key, version, exposure: 'internet' },
  evidence: [],
  remediations: [],
});

test('several lines can be answered apart, named without their versions and numbered where they have one name', () => {
  const items = answerItems(
    [line('fortios 7.2.9', 'FortiGate 7.2.9', '7.2.9'), line('b', 'FortiGate'), line('b', 'FortiGate'), line('c', 'Zenya')],
    'iets',
  );
  expect(items.map((item) => item.label)).toEqual(['FortiGate (1)', 'FortiGate (2)', 'Zenya']);
  expect(JSON.stringify(items.map(({ value, label }) => [value, label]))).not.toContain('7.2.9');
  expect(new Set(items.map((item) => item.value)).size).toBe(3);
});

test('one line, or none, leaves nothing to choose', () => {
  expect(answerItems([line('a', 'Zenya')], 'iets')).toEqual([]);
  expect(answerItems([{ reason: 'sector', certainty: 'for-information', evidence: [], remediations: [] }], 'iets')).toEqual([]);
});
