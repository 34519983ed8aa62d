import readXlsxFile from 'read-excel-file/universal';
import { COLUMNS_MAX } from '../../basics/csv.ts';
import type { Problem } from '../../basics/problem.ts';
import { unreadable, type Read } from '../../basics/read.ts';
import type { Cell, Row } from '../../basics/table.ts';
import { tooManyLines } from '../../basics/too-many-lines.ts';
import type { InventoryReading } from '../inventory-reading.ts';
import { readTable, type TableMappings } from './table.ts';
import { unpackedSize } from './unpacked-size.ts';

/** Bounds of a workbook. A register of 100,000 lines unpacks to about 60 MB. */
const UNPACKED_BYTES_MAX = 256 * 1024 * 1024;
export const SHEET_ROWS_MAX = 100_000;

/** One sheet of a workbook: its rows that hold something, as its spreadsheet program numbers them. `isCut`: it has more than are read. */
export type Sheet = { readonly name: string; readonly rows: readonly Row[]; readonly isCut?: true };

export const WORKBOOK_BROKEN: Problem = {
  code: 'workbook-broken',
  at: '',
  message: 'This begins like a workbook and is none, or is damaged.',
  hint: 'Open it in your spreadsheet program and save it again as .xlsx.',
};

/** What is wrong with the bytes of an `.xlsx` workbook before it is unpacked: it is none, or says that it unpacks to more than a register does. */
export function measureWorkbook(bytes: Uint8Array): Problem | undefined {
  const size = unpackedSize(bytes);
  if (size === undefined) return WORKBOOK_BROKEN;
  if (size <= UNPACKED_BYTES_MAX) return undefined;
  return {
    code: 'too-large',
    at: '',
    message: `This workbook unpacks to more than ${UNPACKED_BYTES_MAX / 1024 / 1024} MiB.`,
    hint: 'Keep the one sheet with the inventory, or save it as CSV.',
  };
}

/**
 * Unpacks a workbook that was measured; undefined where it is damaged. Formulas are not calculated; the value that the spreadsheet program
 * left beside each is used. Two cells a million rows apart fill a heap: whoever reads files of others does this where that harms nobody.
 */
export async function unpackWorkbook(bytes: Uint8Array): Promise<readonly Sheet[] | undefined> {
  try {
    // A number stays the text of its shortest form: the file may hold 7.2000000000000002 for 7.2.
    const sheets = await readXlsxFile<string>(new Uint8Array(bytes).buffer, { parseNumber: (text) => String(Number(text)) });
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: rowsOf(data), ...(isCut(data) ? { isCut: true } : {}) }));
  } catch {
    return undefined;
  }
}

function rowsOf(data: readonly (readonly unknown[])[]): readonly Row[] {
  return data
    .slice(0, SHEET_ROWS_MAX + 1)
    .map((cells, index) => ({ line: index + 1, cells: cells.slice(0, COLUMNS_MAX + 1).map(cellOf) }))
    .filter((row) => row.cells.some((cell) => cell !== ''));
}

/** Empty rows above may leave fewer than the most, and still there is more below. */
function isCut(data: readonly (readonly unknown[])[]): boolean {
  return data.slice(SHEET_ROWS_MAX + 1).some((cells) => cells.some((cell) => cellOf(cell) !== ''));
}

function cellOf(value: unknown): Cell {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : { date: value.toISOString().slice(0, 10) };
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : '';
}

/** Reads the first sheet in which a column names the product. */
export function readSheets(sheets: readonly Sheet[], mappings: TableMappings = {}): Read<InventoryReading> {
  let first: Read<InventoryReading> | undefined;
  for (const { name, rows, isCut: hasMore } of sheets) {
    const reading =
      hasMore === true || rows.length > SHEET_ROWS_MAX
        ? tooManyLines<InventoryReading>({ at: `sheet "${name.slice(0, 50)}"`, of: 'lines', most: SHEET_ROWS_MAX })
        : readTable(rows, 'workbook', mappings);
    if (reading.kind === 'read') return reading;
    // A sheet with the right headings says more about what is wrong than a cover page.
    if (first === undefined || !reading.problems.some((problem) => NO_TABLE.has(problem.code))) first = reading;
  }
  return first ?? unreadable(WORKBOOK_BROKEN);
}

/** A sheet that is none, as a cover page. */
const NO_TABLE: ReadonlySet<string> = new Set(['product-column-missing', 'mapping-does-not-fit']);
