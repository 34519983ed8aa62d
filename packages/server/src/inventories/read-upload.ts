import { decodeText } from '@forewarn/core/basics/decode-text.ts';
import type { Read } from '@forewarn/core/basics/read.ts';
import { readInventory, recogniseInventory } from '@forewarn/core/inventories/formats/registry.ts';
import { readRelations } from '@forewarn/core/inventories/formats/relations.ts';
import type { ReadRelationRow } from '@forewarn/core/inventories/formats/relations-table.ts';
import type { InventoryReading } from '@forewarn/core/inventories/inventory-reading.ts';
import type { TableMappings } from '@forewarn/core/inventories/formats/table.ts';
import { readApart, readRelationsApart } from './read-apart.ts';
import { readWorkbook } from './read-workbook.ts';

/** Up to this a file is read in place, in some tens of milliseconds; a thread costs about as much to start. */
export const READ_IN_PLACE_BYTES_MAX = 1024 * 1024;

/** And of so many lines at most: a million line ends are a small file, and much work. */
const READ_IN_PLACE_LINES_MAX = 20_000;

/** Reads a file that somebody sent, whatever of our formats it is in; a table by what was said of its columns. */
export async function readUpload(bytes: Uint8Array, fileName: string, mappings: TableMappings = {}): Promise<Read<InventoryReading>> {
  if (recogniseInventory(bytes.subarray(0, 8)).kind === 'workbook') return readWorkbook(bytes, mappings);
  return isSmall(bytes) ? readInventory(bytes, fileName, mappings) : readApart(bytes, fileName, mappings);
}

/** The same for a list of relations. */
export async function readRelationsUpload(bytes: Uint8Array): Promise<Read<readonly ReadRelationRow[]>> {
  return isSmall(bytes) ? readRelations(decodeText(bytes).text) : readRelationsApart(bytes);
}

function isSmall(bytes: Uint8Array): boolean {
  if (bytes.length > READ_IN_PLACE_BYTES_MAX) return false;
  let lines = 0;
  for (const byte of bytes) if (byte === LINE_FEED || byte === RETURN) lines += 1;
  return lines <= READ_IN_PLACE_LINES_MAX;
}

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
