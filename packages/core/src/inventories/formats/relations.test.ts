import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRelations } from './relations.ts';

const relations = (text: string) => {
  const reading = readRelations(text);
  return reading.kind === 'read' ? reading.value.map(({ relation }) => relation) : reading.problems.map(({ code }) => code);
};

test('relations come as JSON or as a table and read the same', () => {
  const all = [
    { kind: 'connection', supplier: 'Sectra', connection: 'remote-support', since: '2024' },
    { kind: 'supplier', supplier: 'Nedap' },
  ];
  expect(relations(JSON.stringify({ relations: all }))).toEqual(all);
  expect(relations('leverancier;soort verbinding;sinds\nSectra;remote support;2024\nNedap;;\n')).toEqual(all);
});

test.each<[string, string, string]>([
  ['broken JSON', '{"relations": [', 'json-broken'],
  ['another JSON', '{"items": []}', 'relations-missing'],
  ['another table', 'a;b\n1;2\n', 'supplier-column-missing'],
])('%s is refused in words', (_name, text, code) => {
  expect(relations(text)).toEqual([code]);
});

test('reading never throws', () => {
  fc.assert(fc.property(fc.array(fc.jsonValue()), (list) => readRelations(JSON.stringify({ relations: list })).kind === 'read'));
  fc.assert(fc.property(fc.string(), (text) => ['read', 'unreadable'].includes(readRelations(text).kind)));
});
