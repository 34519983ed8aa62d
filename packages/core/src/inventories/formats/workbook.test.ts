import { expect, test } from 'vitest';
import { exampleWorkbook, sheetOf, zip } from './example-workbook.test-support.ts';
import { measureWorkbook, readSheets, unpackWorkbook } from './workbook.ts';

test('the rows of each sheet are numbered as the spreadsheet program shows them; empty ones are left out', async () => {
  const sheets = await unpackWorkbook(exampleWorkbook(sheetOf(['Toelichting'], [''], ['Versie 2']), sheetOf(['product'], ['Zenya'])));
  expect(sheets).toEqual([
    {
      name: 'Blad1',
      rows: [
        { line: 1, cells: ['Toelichting'] },
        { line: 3, cells: ['Versie 2'] },
      ],
    },
    {
      name: 'Blad2',
      rows: [
        { line: 1, cells: ['product'] },
        { line: 2, cells: ['Zenya'] },
      ],
    },
  ]);
});

test('the first sheet with a column for products is the inventory', () => {
  const cover = { name: 'Toelichting', rows: [{ line: 1, cells: ['Vul het tweede blad in'] }] };
  const inventory = {
    name: 'Lijst',
    rows: [
      { line: 1, cells: ['applicatie'] },
      { line: 2, cells: ['Zenya'] },
    ],
  };
  expect(readSheets([cover, inventory])).toMatchObject({ kind: 'read', value: { format: 'workbook', lines: [{ at: 'line 2' }] } });
  expect(readSheets([cover])).toMatchObject({ kind: 'unreadable', problems: [{ code: 'product-column-missing' }] });
  expect(readSheets([])).toMatchObject({ problems: [{ code: 'workbook-broken' }] });
});

test('what is no workbook, and what says that it unpacks to gigabytes, is not unpacked', async () => {
  expect(measureWorkbook(exampleWorkbook(sheetOf(['product'])))).toBeUndefined();
  expect(measureWorkbook(new TextEncoder().encode('PK and then nothing'))).toMatchObject({ code: 'workbook-broken' });
  expect(measureWorkbook(zip({ 'xl/worksheets/sheet1.xml': 'x' }, 0xfffffff0))).toMatchObject({ code: 'too-large' });
  expect(await unpackWorkbook(new TextEncoder().encode('PK and then nothing'))).toBeUndefined();
});
