import { expect, test } from 'vitest';
import { exampleWorkbook, sheetOf, zip } from '@forewarn/core/inventories/formats/example-workbook.test-support.ts';
import { readWorkbook } from './read-workbook.ts';

test('the sheet with the inventory is found behind a cover page; lines are numbered as the spreadsheet program shows them', async () => {
  const reading = await readWorkbook(
    exampleWorkbook(
      sheetOf(['Toelichting'], ['Vul het tweede blad in']),
      sheetOf(['ICT-foto'], [''], ['Applicatie', 'Versie'], ['Zenya', '12.1'], ['TOPdesk', '?']),
    ),
  );
  expect(reading.kind === 'read' ? reading.value.lines : reading.problems).toEqual([
    { at: 'line 4', item: { key: 'zenya', product: 'Zenya', version: '12.1', exposure: 'unknown' } },
    { at: 'line 5', item: { key: 'topdesk', product: 'TOPdesk', exposure: 'unknown' } },
  ]);
});

test('numbers are their text, formulas the value beside them, dates are pointed out', async () => {
  const row = `<row r="2"><c r="A2" t="str"><f>CONCATENATE("Ze","nya")</f><v>Zenya</v></c><c r="B2"><v>7.2000000000000002</v></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>=1+1</t></is></c><c r="B3" s="1"><v>45323</v></c></row>`;
  const reading = await readWorkbook(exampleWorkbook(sheetOf(['product', 'versie']) + row));
  expect(reading.kind === 'read' ? reading.value.lines.map(({ item }) => [item.product, item.version]) : reading.problems).toEqual([
    ['Zenya', '7.2'],
    ['=1+1', '2024-02-01'],
  ]);
  expect(reading.problems.map((problem) => problem.code)).toEqual(['formula-like', 'version-is-date']);
});

test.each<[string, Uint8Array, string]>([
  ['a file that only begins like a ZIP', Buffer.from('PK\u0003\u0004 and then nothing'), 'workbook-broken'],
  ['a ZIP of something else', zip({ 'a.txt': 'x' }), 'workbook-broken'],
  [
    'a damaged workbook',
    exampleWorkbook(sheetOf(['product'], ['x'])).map((byte, place) => (place > 700 && place < 900 ? byte ^ 0xff : byte)),
    'workbook-broken',
  ],
  ['a workbook that says it unpacks to 4 GB', zip({ 'xl/worksheets/sheet1.xml': 'x' }, 0xfffffff0), 'too-large'],
  ['a workbook without a product column', exampleWorkbook(sheetOf(['spul'], ['x'])), 'product-column-missing'],
])('%s is refused in words', async (_name, bytes, code) => {
  const reading = await readWorkbook(bytes);
  expect(reading.problems.map((problem) => problem.code)).toEqual([code]);
  expect(reading.problems[0]?.hint).toBeDefined();
});

test('a bomb is refused: 300 MB of spaces in a small file', async () => {
  const reading = await readWorkbook(zip({ 'xl/worksheets/sheet1.xml': Buffer.alloc(300 * 1024 * 1024, 0x20) }));
  expect(reading).toMatchObject({ kind: 'unreadable', problems: [{ code: 'too-large' }] });
});

test('a bomb that understates its size gets no more room than it said', async () => {
  const reading = await readWorkbook(zip({ 'xl/workbook.xml': Buffer.alloc(50 * 1024 * 1024, 0x20) }, 1000));
  expect(reading.kind).toBe('unreadable');
});

test('two cells at the far corners of a sheet fill no memory of ours', async () => {
  const far =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>product</t></is></c></row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>';
  const reading = await readWorkbook(exampleWorkbook(far));
  expect(reading.kind).toBe('unreadable');
});
