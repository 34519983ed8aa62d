import { Worker } from 'node:worker_threads';
import { unreadable, type Read } from '@forewarn/core/basics/read.ts';
import type { TableMappings } from '@forewarn/core/inventories/formats/table.ts';
import type { ReadRelationRow } from '@forewarn/core/inventories/formats/relations-table.ts';
import type { InventoryReading } from '@forewarn/core/inventories/inventory-reading.ts';
import { readInTurn } from './read-in-turn.ts';

/** Of one reading. A bill of materials of 64 MB takes about 900 MB while it is read. */
const MEMORY_MB_MAX = 1_536;
const READING_MS_MAX = 20_000;

export type ApartQuestion =
  | { readonly kind: 'inventory'; readonly bytes: Uint8Array; readonly fileName: string; readonly mappings: TableMappings }
  | { readonly kind: 'relations'; readonly bytes: Uint8Array };

/**
 * Reads a large file in a thread of its own, with its own memory and time: a bill of materials of 45 MB takes two seconds, in which
 * nobody else would be answered, and a file that somebody made for it takes more than there is. It is then said to be too large.
 */
export function readApart(bytes: Uint8Array, fileName: string, mappings: TableMappings): Promise<Read<InventoryReading>> {
  return readInTurn(() => askWorker<InventoryReading>({ kind: 'inventory', bytes, fileName, mappings }));
}

/** The same for a list of relations. */
export function readRelationsApart(bytes: Uint8Array): Promise<Read<readonly ReadRelationRow[]>> {
  return readInTurn(() => askWorker<readonly ReadRelationRow[]>({ kind: 'relations', bytes }));
}

function askWorker<Value>(question: ApartQuestion): Promise<Read<Value>> {
  const worker = new Worker(new URL('./read-apart-worker.ts', import.meta.url), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX },
    stderr: true,
  });
  return new Promise<Read<Value>>((resolve) => {
    const timer = setTimeout(() => resolve(TOO_LARGE), READING_MS_MAX);
    const end = (reading: Read<Value>) => {
      clearTimeout(timer);
      resolve(reading);
    };
    worker.on('message', end);
    worker.on('error', () => end(TOO_LARGE));
    worker.on('exit', () => end(TOO_LARGE));
  }).finally(() => worker.terminate());
}

const TOO_LARGE: Read<never> = unreadable({
  code: 'too-large',
  at: '',
  message: 'This file takes more memory or time than an inventory or a bill of materials does.',
  hint: 'Send it in parts, each as an inventory of its own.',
});
