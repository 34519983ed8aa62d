import { parentPort, workerData } from 'node:worker_threads';
import { unpackWorkbook } from '@forewarn/core/inventories/formats/workbook.ts';
import type { WorkbookAnswer } from './read-workbook.ts';

/** The thread's whole work: one workbook's sheets to rows (see read-workbook.ts). */
const sheets = await unpackWorkbook(workerData as Uint8Array);
const answer: WorkbookAnswer = sheets === undefined ? { kind: 'broken' } : { kind: 'sheets', sheets };
parentPort?.postMessage(answer);
