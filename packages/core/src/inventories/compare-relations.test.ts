import { expect, test } from 'vitest';
import { compareRelations } from './compare-relations.ts';
import type { Relation } from './relation.ts';

const vpn: Relation = { kind: 'connection', supplier: 'Meridiaan Zorgsoftware', connection: 'vpn' };
const provider: Relation = { kind: 'managed-by', supplier: 'Kwartel ICT' };

test('what is new is added, what differs is changed, what is gone ends where the list is said to be whole', () => {
  const later: Relation = { ...vpn, since: '2023' };
  expect(compareRelations([vpn, provider], [later, { kind: 'supplier', supplier: 'Nedap' }], true)).toMatchObject({
    added: [{ relation: { supplier: 'Nedap' } }],
    changed: [{ relation: later }],
    ended: ['managed-by/kwartel ict///'],
    unchanged: 0,
  });
  expect(compareRelations([vpn, provider], [later], false).ended).toEqual([]);
});

test('the same again changes nothing, in any order of relations and of their fields', () => {
  const other: Relation = { supplier: 'Meridiaan Zorgsoftware', connection: 'vpn', kind: 'connection' };
  expect(compareRelations([vpn, provider], [provider, other], true)).toEqual({ added: [], changed: [], ended: [], unchanged: 2 });
});
