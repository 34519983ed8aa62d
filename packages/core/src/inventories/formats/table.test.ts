import { expect, test } from 'vitest';
import { readInventoryText } from './registry.ts';
import { readTable } from './table.ts';

function understood(text: string) {
  const reading = readInventoryText(text);
  if (reading.kind !== 'read') throw new Error(reading.problems.map((problem) => problem.message).join(' '));
  return reading;
}

test('a line of a table says where it stands, whose it is and what it is', () => {
  expect(
    understood(
      'institution,item,supplier,product,version,identifier,hosting,exposure,importance,quantity,owner\nZiekenhuis Lindemark,LI-4,Fortinet,FortiGate,7.2.9,cpe:2.3:h:fortinet:fortigate:*:*:*:*:*:*:*:*,on-prem,internet,1,4,netwerkbeheer\n',
    ).value.lines,
  ).toEqual([
    {
      at: 'line 2',
      institution: 'Ziekenhuis Lindemark',
      item: {
        key: 'LI-4',
        supplier: 'Fortinet',
        product: 'FortiGate',
        version: '7.2.9',
        identifier: 'cpe:2.3:h:fortinet:fortigate:*:*:*:*:*:*:*:*',
        hosting: 'on-prem',
        exposure: 'internet',
        importance: 1,
        quantity: 4,
        owner: 'netwerkbeheer',
      },
    },
  ]);
});

test('Dutch headings in any order, under a title, with columns that mean nothing to us', () => {
  const { value, problems } = understood(
    'ICT-foto GGZ Rietmark;;;\n;;;\nBelang;Applicatie;Contract tot;Beheerder\nhoog;Zenya;2027;kwaliteit\n',
  );
  expect(value.lines.map((line) => [line.at, line.item])).toEqual([
    ['line 4', { key: 'zenya', product: 'Zenya', exposure: 'unknown', importance: 2, owner: 'kwaliteit' }],
  ]);
  expect(value.ignoredColumns).toEqual(['Contract tot']);
  expect(problems.map((problem) => problem.code)).toEqual(['column-ignored']);
});

test('a problem stands at its line and column, by the name that the file gives the column', () => {
  const { problems } = understood('Naam,Versie\nFortiGate,"7.2.7 (30x), 7.2.12 (8x)"\n,1\n');
  expect(problems.map(({ code, at }) => [code, at])).toEqual([
    ['several-versions', 'line 2, column "Versie"'],
    ['product-missing', 'line 3, column "Naam"'],
  ]);
});

test('a table without a product column says which columns it has and how to name one', () => {
  const reading = readInventoryText('spul;hoeveel\nkastje;2\n');
  expect(reading).toEqual({
    kind: 'unreadable',
    problems: [
      {
        code: 'product-column-missing',
        at: '',
        message: 'No column names the product. Seen were: "spul", "hoeveel".',
        hint: expect.stringContaining('"product"'),
      },
    ],
  });
});

test('a date in the version column is pointed out', () => {
  const reading = readTable(
    [
      { line: 1, cells: ['product', 'versie'] },
      { line: 2, cells: ['Zenya', { date: '2024-02-01' }] },
    ],
    'workbook',
  );
  expect(reading.problems.map((problem) => problem.code)).toEqual(['version-is-date']);
});

test('headings without lines are refused: accepting them would empty an inventory', () => {
  expect(readInventoryText('product;versie\n;\n').kind).toBe('unreadable');
});

test('more cells than headings, and thousands of columns, lose no line', () => {
  expect(understood(`product;versie\nZenya;1;x;y\n${'Veeam;2' + ';z'.repeat(5_000)}\n`).value.lines.map((line) => line.item.key)).toEqual([
    'zenya',
    'veeam',
  ]);
});
