import { parentPort, workerData } from 'node:worker_threads';
import readXlsxFile from 'read-excel-file/universal';
import type { Cell, Row } from '@forewarn/core/basics/table.ts';
import { COLUMNS_MAX } from '@forewarn/core/basics/csv.ts';
import { WORKBOOK_ROWS_MAX, type WorkbookAnswer } from './read-workbook.ts';

/** The thread's whole work: one workbook's sheets to rows (see read-workbook.ts). */
async function readSheets(bytes: Uint8Array): Promise<WorkbookAnswer> {
  try {
    // A number stays the text of its shortest form: the file may hold 7.2000000000000002 for 7.2.
    const sheets = await readXlsxFile<string>(new Uint8Array(bytes).buffer, { parseNumber: (text) => String(Number(text)) });
    return { kind: 'sheets', sheets: sheets.map(({ sheet, data }) => ({ name: sheet, rows: rowsOf(data) })) };
  } catch {
    return { kind: 'broken' };
  }
}

function rowsOf(data: readonly (readonly unknown[])[]): readonly Row[] {
  return data
    .slice(0, WORKBOOK_ROWS_MAX + 1)
    .map((cells, index) => ({ line: index + 1, cells: cells.slice(0, COLUMNS_MAX + 1).map(cellOf) }))
    .filter((row) => row.cells.some((cell) => cell !== ''));
}

function cellOf(value: unknown): Cell {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : { date: value.toISOString().slice(0, 10) };
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : '';
}

parentPort?.postMessage(await readSheets(workerData as Uint8Array));
