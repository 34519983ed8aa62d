import { parentPort, workerData } from 'node:worker_threads';
import { readInventory } from '@forewarn/core/inventories/formats/registry.ts';
import type { ApartQuestion } from './read-apart.ts';

/** The thread's whole work: one file read (see read-apart.ts). */
const { bytes, fileName, mappings } = workerData as ApartQuestion;
parentPort?.postMessage(readInventory(bytes, fileName, mappings));
