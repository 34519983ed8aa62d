import { expect, test } from 'vitest';
import { readRelationsTable } from './relations-table.ts';

test('a list of relations in Dutch, under a title, with lines that say several things', () => {
  const reading = readRelationsTable(
    'Verbindingen;;;;\nInstelling;Leverancier;Soort verbinding;Omschrijving;Sinds\nZiekenhuis Lindemark;Meridiaan Zorgsoftware;VPN, verwerkersovereenkomst;altijd aan;2019\nGGZ Rietmark;Kwartel ICT;IT-dienstverlener;;\n;;vpn;;\n',
  );
  expect(reading.kind === 'read' ? reading.value : []).toEqual([
    { at: 'line 3', institution: 'Ziekenhuis Lindemark', relation: { kind: 'connection', supplier: 'Meridiaan Zorgsoftware', connection: 'vpn', description: 'altijd aan', since: '2019' } }, // prettier-ignore
    { at: 'line 3', institution: 'Ziekenhuis Lindemark', relation: { kind: 'connection', supplier: 'Meridiaan Zorgsoftware', connection: 'processor-agreement', description: 'altijd aan', since: '2019' } }, // prettier-ignore
    { at: 'line 4', institution: 'GGZ Rietmark', relation: { kind: 'managed-by', supplier: 'Kwartel ICT' } },
  ]);
  expect(reading.problems.map(({ code, at }) => [code, at])).toEqual([['supplier-missing', 'line 5']]);
});

test('the same in English', () => {
  const reading = readRelationsTable('supplier,connection,product,since\nSectra,remote support,PACS,2024-01\n');
  expect(reading.kind === 'read' ? reading.value.map(({ relation }) => relation) : []).toEqual([
    { kind: 'connection', supplier: 'Sectra', connection: 'remote-support', product: 'PACS', since: '2024-01' },
  ]);
});

test('a table without a supplier says which columns it has', () => {
  expect(readRelationsTable('wie;wat\nx;y\n').problems[0]).toMatchObject({
    code: 'supplier-column-missing',
    message: expect.stringContaining('"wie", "wat"'),
  });
});
