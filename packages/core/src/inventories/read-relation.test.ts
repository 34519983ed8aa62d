import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRelation, RELATION_FIELDS, type RelationTexts } from './read-relation.ts';

const relations = (texts: RelationTexts) => readRelation(texts, () => 'line 2').relations;
const codes = (texts: RelationTexts) => readRelation(texts, () => 'line 2').problems.map((problem) => problem.code);
const supplier = 'Meridiaan Zorgsoftware';

test.each<[RelationTexts, readonly object[]]>([
  [{ supplier }, [{ kind: 'supplier', supplier }]],
  [{ supplier, kind: 'VPN' }, [{ kind: 'connection', connection: 'vpn', supplier }]],
  [
    { supplier, kind: 'Ondersteuning op afstand', product: 'Meridiaan EPD' },
    [{ kind: 'connection', connection: 'remote-support', supplier, product: 'Meridiaan EPD' }],
  ],
  [
    { supplier, kind: 'VPN, API' },
    [
      { kind: 'connection', connection: 'vpn', supplier },
      { kind: 'connection', connection: 'api', supplier },
    ],
  ],
  [
    { supplier, kind: 'verwerkersovereenkomst en gegevensuitwisseling' },
    [
      { kind: 'connection', connection: 'processor-agreement', supplier },
      { kind: 'connection', connection: 'data-exchange', supplier },
    ],
  ],
  [
    { supplier: 'Kwartel ICT', kind: 'IT-dienstverlener', since: '1-5-2023' },
    [{ kind: 'managed-by', supplier: 'Kwartel ICT', since: '2023-05-01' }],
  ],
  [{ supplier, product: 'Meridiaan EPD Cloud', tenant: 'A' }, [{ kind: 'tenant', supplier, product: 'Meridiaan EPD Cloud', tenant: 'A' }]],
  [{ supplier, kind: 'verbinding' }, [{ kind: 'connection', connection: 'unknown', supplier }]],
])('%o is %o', (texts, expected) => {
  expect(relations(texts)).toEqual(expected);
});

test('a word that is not known is a connection that is not known, never nothing', () => {
  const texts = { supplier, kind: 'glasvezel', description: 'naar de zolder' };
  expect(relations(texts)).toEqual([{ kind: 'connection', connection: 'unknown', supplier, description: 'glasvezel: naar de zolder' }]);
  expect(codes(texts)).toEqual(['connection-unreadable']);
});

test.each<[string, RelationTexts, readonly string[]]>([
  ['names nobody', { kind: 'vpn' }, ['supplier-missing']],
  ['is a tenant of nothing', { supplier, kind: 'tenant', tenant: 'A' }, ['tenant-missing']],
  ['has a date that there is not', { supplier, since: '2023-02-30' }, ['since-unreadable']],
])('a row that %s is pointed out', (_name, texts, expected) => {
  expect(codes(texts)).toEqual(expected);
});

test.each([
  ['2023', '2023'],
  ['2023-05', '2023-05'],
  ['05-2023', '2023-05'],
  ['01.05.2023', '2023-05-01'],
  ['2023-05-01T00:00:00Z', '2023-05-01'],
  ['vorig jaar', undefined],
])('since "%s" is %s', (since, expected) => {
  expect(relations({ supplier, since })[0]?.since).toBe(expected);
});

test('reading never throws', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...RELATION_FIELDS), fc.string()),
      (texts) => readRelation(texts, () => '').relations.length >= 0,
    ),
  );
});
