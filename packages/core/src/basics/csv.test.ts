import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './csv.ts';

const WORDS = new Set(['product', 'versie', 'leverancier']);
const cellsOf = (text: string) => readCsv(text, WORDS).rows.map((row) => [row.line, ...row.cells]);

test.each([
  ['semicolons', 'product;versie\nZenya;2026,1\n'],
  ['commas', 'product,versie\r\nZenya,"2026,1"\r\n'],
  ['tabs', 'product\tversie\nZenya\t2026,1'],
  ['a stated delimiter', 'sep=;\nproduct;versie\nZenya;2026,1\n'],
])('%s are found out', (_name, text) => {
  expect(cellsOf(text).map((row) => row.slice(1))).toEqual([
    ['product', 'versie'],
    ['Zenya', '2026,1'],
  ]);
});

test('a delimiter that gives known headings wins from one that is merely more frequent', () => {
  expect(readCsv('a, b, c, d, e\nproduct;versie\nx;1', WORDS).delimiter).toBe(';');
});

test('line numbers are those of an editor: line ends in quoted cells and empty lines count', () => {
  expect(cellsOf('product;versie\n"een\r\ntwee";1\n\n;\ndrie;2')).toEqual([
    [1, 'product', 'versie'],
    [2, 'een\r\ntwee', '1'],
    [6, 'drie', '2'],
  ]);
});

test('a quote within a cell is a quote', () => {
  expect(cellsOf('product;versie\n19" rek;1\n"KVM "de luxe" switch";2')).toEqual([
    [1, 'product', 'versie'],
    [2, '19" rek', '1'],
    [3, '"KVM "de luxe" switch"', '2'],
  ]);
});

test('a quote that is never closed swallows no lines and is told', () => {
  const read = readCsv('product;versie\n"Zenya;1\nTOPdesk;2\n', WORDS);
  expect(read.unclosedQuote).toBe(2);
  expect(read.rows.map((row) => row.cells)).toEqual([
    ['product', 'versie'],
    ['"Zenya', '1'],
    ['TOPdesk', '2'],
  ]);
});

test('splitting never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', ';', ',', '\n', '\r', 'a', '\t', '|', '=') }), (text) =>
      Array.isArray(readCsv(text, WORDS).rows),
    ),
  );
});
