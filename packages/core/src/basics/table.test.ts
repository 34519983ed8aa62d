import { expect, test } from 'vitest';
import { findColumns, foldWord, isEmptyRow, textOfCell } from './table.ts';

test.each([
  ['  Versie (indien bekend) ', 'versie'],
  ['E-mail_adres', 'e mail adres'],
  ['CPE/purl', 'cpe/purl'],
  ['Importância', 'importancia'],
])('"%s" is compared as "%s"', (text, folded) => {
  expect(foldWord(text)).toBe(folded);
});

test('columns are found by their headings, in any order; of two for one field the first counts', () => {
  const row = { line: 1, cells: ['Versie', 'Prijs', 'product', '', 'Applicatie'] };
  expect(findColumns(row, { product: ['product', 'applicatie'], version: ['versie'] })).toEqual({
    known: [
      { index: 0, heading: 'Versie', field: 'version' },
      { index: 2, heading: 'product', field: 'product' },
    ],
    ignored: ['Prijs', 'Applicatie'],
  });
});

test('a date cell is its date, a row of spaces is empty', () => {
  expect(textOfCell({ date: '2026-01-02' })).toBe('2026-01-02');
  expect(isEmptyRow({ line: 3, cells: [' ', '\u00a0'] })).toBe(true);
});
