import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contents } from './example-item.test-support.ts';
import { contentText, KEY_CHARACTERS_MAX, keysOf } from './item-key.ts';

test('a line is known by the name that the institution gives it, else by supplier and product', () => {
  const content = { supplier: 'Fortinet ', product: 'FortiGate (poli)', version: '7.2.9', exposure: 'internet' } as const;
  expect(keysOf([{ ownKey: 'AKKI-001', content }, { content }])).toEqual(['AKKI-001', 'fortinet/fortigate']);
});

test('a new version is the same line', () => {
  const key = (version: string) => keysOf([{ content: { product: 'Zenya', version, exposure: 'unknown' } }]);
  expect(key('1')).toEqual(key('2'));
});

test('lines of one name are numbered by their content', () => {
  const line = (version: string) => ({ content: { product: 'Windows Server', version, exposure: 'unknown' } as const });
  expect(keysOf([line('2019'), line('2016'), line('2022')])).toEqual(['windows server #2', 'windows server', 'windows server #3']);
});

test('an own key that two lines claim keeps both lines', () => {
  const line = (version: string) => ({ ownKey: 'S1', content: { product: 'Windows Server', version, exposure: 'unknown' } as const });
  expect(keysOf([line('2019'), line('2016')])).toEqual(['S1 #2', 'S1']);
});

test('keys are short however long the name', () => {
  const keys = keysOf(
    ['a', 'b'].map((end) => ({ ownKey: 'x'.repeat(500) + end, content: { product: 'p', exposure: 'unknown' as const } })),
  );
  expect(new Set(keys).size).toBe(2);
  for (const key of keys) expect(key.length).toBeLessThanOrEqual(KEY_CHARACTERS_MAX);
});

const lines = fc.array(
  fc.record({ ownKey: fc.constantFrom('veeam', 'veeam #2', 'S1', 'zenya'), content: contents }, { requiredKeys: ['content'] }),
  { maxLength: 12 },
);

test('keys are unique, and the order of lines changes nothing', () => {
  fc.assert(
    fc.property(lines, fc.infiniteStream(fc.nat()), (given, chance) => {
      const keys = keysOf(given);
      expect(new Set(keys).size).toBe(given.length);
      const shuffled = given.map((line, place) => ({ line, place, sort: chance.next().value ?? 0 })).sort((a, b) => a.sort - b.sort);
      const again = keysOf(shuffled.map(({ line }) => line));
      const byKey = (keyList: readonly string[], list: typeof given) =>
        keyList.map((key, place) => `${key}${contentText(list[place]?.content)}`).sort();
      expect(
        byKey(
          again,
          shuffled.map(({ line }) => line),
        ),
      ).toEqual(byKey(keys, given));
    }),
  );
});
