import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { unreadable, type Read } from '@forewarn/core/basics/read.ts';
import { readInventory, recogniseInventory } from '@forewarn/core/inventories/formats/registry.ts';
import { measureWorkbook, readSheets, unpackWorkbook, WORKBOOK_BROKEN } from '@forewarn/core/inventories/formats/workbook.ts';
import type { InventoryReading, ReadLine } from '@forewarn/core/inventories/inventory-reading.ts';
import { AgentFault, fileFault } from '../agent-fault.ts';

/** Of a file that is larger packed or unpacked, nothing is read. */
const INVENTORY_BYTES_MAX = 256 * 1024 * 1024;

export type InventoryFile = { readonly lines: readonly ReadLine[]; readonly problems: readonly Problem[] };

/** Reads the member's inventory, packed with gzip or not. Throws an `AgentFault` where there is nothing to use in it. */
export async function readInventoryFile(path: string): Promise<InventoryFile> {
  const bytes = await bytesOf(path);
  const reading = recogniseInventory(bytes).kind === 'workbook' ? await readWorkbook(bytes) : readInventory(bytes, path);
  if (reading.kind === 'read') return { lines: reading.value.lines, problems: reading.problems };
  const [problem] = reading.problems;
  throw new AgentFault(`${path} can't be read as an inventory. ${problem?.message ?? ''}`.trim(), problem?.hint);
}

/** In this very process: the file is the member's own. */
async function readWorkbook(bytes: Uint8Array): Promise<Read<InventoryReading>> {
  const problem = measureWorkbook(bytes);
  if (problem !== undefined) return unreadable(problem);
  const sheets = await unpackWorkbook(bytes);
  return sheets === undefined ? unreadable(WORKBOOK_BROKEN) : readSheets(sheets);
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((fault: unknown) => {
    throw fileFault(path, '--inventory', fault);
  });
  if (bytes.length > INVENTORY_BYTES_MAX) throw tooLarge(path);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: INVENTORY_BYTES_MAX });
  } catch (fault) {
    if (fault instanceof RangeError) throw tooLarge(path);
    throw new AgentFault(`${path} is packed with gzip and damaged or cut off.`, 'Make it again.', fault);
  }
}

function tooLarge(path: string): AgentFault {
  return new AgentFault(`${path} has more than ${INVENTORY_BYTES_MAX / 1024 / 1024} MiB.`, 'Match it in parts.');
}
