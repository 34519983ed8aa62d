import { Worker } from 'node:worker_threads';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { unreadable, type Read } from '@forewarn/core/basics/read.ts';
import type { Row } from '@forewarn/core/basics/table.ts';
import { readTable, type TableMappings } from '@forewarn/core/inventories/formats/table.ts';
import type { InventoryReading } from '@forewarn/core/inventories/inventory-reading.ts';
import { unpackedSize } from './unpacked-size.ts';

/** Bounds of a workbook. A register of 100,000 lines unpacks to about 60 MB. */
const UNPACKED_BYTES_MAX = 256 * 1024 * 1024;
export const WORKBOOK_ROWS_MAX = 100_000;
const MEMORY_MB_MAX = 768;
const READING_MS_MAX = 60_000;

/** What the worker sends back: each sheet with its rows, or that the file is none. */
export type WorkbookAnswer =
  | { readonly kind: 'sheets'; readonly sheets: readonly { readonly name: string; readonly rows: readonly Row[] }[] }
  | { readonly kind: 'broken' };

/**
 * Reads an `.xlsx` workbook: the first sheet in which a column names the product. Formulas are not calculated; the value that the
 * spreadsheet program left beside each is used. The unpacking and parsing of a file that a member sent happens in a thread of its own
 * with its own memory: two cells a million rows apart are enough to fill a heap.
 */
export async function readWorkbook(bytes: Uint8Array, mappings: TableMappings = {}): Promise<Read<InventoryReading>> {
  const size = unpackedSize(bytes);
  if (size === undefined) return unreadable(BROKEN);
  if (size > UNPACKED_BYTES_MAX)
    return unreadable({
      code: 'too-large',
      at: '',
      message: `This workbook unpacks to more than ${UNPACKED_BYTES_MAX / 1024 / 1024} MiB.`,
      hint: 'Keep the one sheet with the inventory, or save it as CSV.',
    });
  const answer = await askWorker(bytes);
  if (answer === undefined)
    return unreadable({
      code: 'too-large',
      at: '',
      message: 'This workbook takes more memory or time than a register does.',
      hint: 'Copy the lines of the inventory to a new workbook, or save it as CSV.',
    });
  return answer.kind === 'broken' ? unreadable(BROKEN) : readSheets(answer.sheets, mappings);
}

const BROKEN: Problem = {
  code: 'workbook-broken',
  at: '',
  message: 'This begins like a workbook and is none, or is damaged.',
  hint: 'Open it in your spreadsheet program and save it again as .xlsx.',
};

function readSheets(
  sheets: readonly { readonly name: string; readonly rows: readonly Row[] }[],
  mappings: TableMappings,
): Read<InventoryReading> {
  let first: Read<InventoryReading> | undefined;
  for (const { name, rows } of sheets) {
    const reading = rows.length > WORKBOOK_ROWS_MAX ? tooManyRows(name) : readTable(rows, 'workbook', mappings);
    if (reading.kind === 'read') return reading;
    // A sheet with the right headings says more about what is wrong than a cover page.
    if (first === undefined || !reading.problems.some((problem) => NO_TABLE.has(problem.code))) first = reading;
  }
  return first ?? unreadable(BROKEN);
}

/** A sheet that is none, as a cover page. */
const NO_TABLE: ReadonlySet<string> = new Set(['product-column-missing', 'mapping-does-not-fit']);

function tooManyRows(sheet: string): Read<InventoryReading> {
  return unreadable({
    code: 'too-many-lines',
    at: `sheet "${sheet.slice(0, 50)}"`,
    message: `This sheet has more than ${WORKBOOK_ROWS_MAX} rows.`,
    hint: 'Send it in parts, each as an inventory of its own.',
  });
}

/** Undefined where the worker ran out of the memory or time that it has. */
function askWorker(bytes: Uint8Array): Promise<WorkbookAnswer | undefined> {
  const worker = new Worker(new URL('./read-workbook-worker.ts', import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX },
    stderr: true,
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), READING_MS_MAX);
    const end = (answer: WorkbookAnswer | undefined) => {
      clearTimeout(timer);
      resolve(answer);
    };
    worker.on('message', end);
    worker.on('error', () => end(undefined));
    worker.on('exit', () => end(undefined));
  }).finally(() => worker.terminate()) as Promise<WorkbookAnswer | undefined>;
}
