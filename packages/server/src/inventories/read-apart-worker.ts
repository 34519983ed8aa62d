import { parentPort, workerData } from 'node:worker_threads';
import { decodeText } from '@forewarn/core/basics/decode-text.ts';
import { readInventory } from '@forewarn/core/inventories/formats/registry.ts';
import { readRelations } from '@forewarn/core/inventories/formats/relations.ts';
import type { ApartQuestion } from './read-apart.ts';

/** The thread's whole work: one file read (see read-apart.ts). */
parentPort?.postMessage(answer(workerData as ApartQuestion));

function answer(question: ApartQuestion): unknown {
  switch (question.kind) {
    case 'inventory':
      return readInventory(question.bytes, question.fileName, question.mappings);
    case 'relations':
      return readRelations(decodeText(question.bytes).text);
  }
}
