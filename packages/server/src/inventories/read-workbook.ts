import { Worker } from 'node:worker_threads';
import { unreadable, type Read } from '@forewarn/core/basics/read.ts';
import type { TableMappings } from '@forewarn/core/inventories/formats/table.ts';
import { measureWorkbook, readSheets, WORKBOOK_BROKEN, type Sheet } from '@forewarn/core/inventories/formats/workbook.ts';
import type { InventoryReading } from '@forewarn/core/inventories/inventory-reading.ts';
import { readInTurn } from './read-in-turn.ts';

const MEMORY_MB_MAX = 768;
const READING_MS_MAX = 20_000;

/** What the worker sends back: each sheet with its rows, or that the file is none. */
export type WorkbookAnswer = { readonly kind: 'sheets'; readonly sheets: readonly Sheet[] } | { readonly kind: 'broken' };

/**
 * Reads an `.xlsx` workbook: the first sheet in which a column names the product. The unpacking and parsing of a file that a member sent
 * happens in a thread of its own with its own memory: two cells a million rows apart are enough to fill a heap.
 */
export async function readWorkbook(bytes: Uint8Array, mappings: TableMappings = {}): Promise<Read<InventoryReading>> {
  const problem = measureWorkbook(bytes);
  if (problem !== undefined) return unreadable(problem);
  const answer = await readInTurn(() => askWorker(bytes));
  if (answer === undefined)
    return unreadable({
      code: 'too-large',
      at: '',
      message: 'This workbook takes more memory or time than a register does.',
      hint: 'Copy the lines of the inventory to a new workbook, or save it as CSV.',
    });
  return answer.kind === 'broken' ? unreadable(WORKBOOK_BROKEN) : readSheets(answer.sheets, mappings);
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
