import type { Read } from '@forewarn/core/basics/read.ts';
import { readInventory, recogniseInventory } from '@forewarn/core/inventories/formats/registry.ts';
import type { InventoryReading } from '@forewarn/core/inventories/inventory-reading.ts';
import type { TableMappings } from '@forewarn/core/inventories/formats/table.ts';
import { readApart } from './read-apart.ts';
import { readWorkbook } from './read-workbook.ts';

/** Up to this a file is read in place, in some tens of milliseconds; a thread costs about as much to start. */
export const READ_IN_PLACE_BYTES_MAX = 1024 * 1024;

/** Reads a file that somebody sent, whatever of our formats it is in; a table by what was said of its columns. */
export async function readUpload(bytes: Uint8Array, fileName: string, mappings: TableMappings = {}): Promise<Read<InventoryReading>> {
  if (recogniseInventory(bytes.subarray(0, 8)).kind === 'workbook') return readWorkbook(bytes, mappings);
  return bytes.length > READ_IN_PLACE_BYTES_MAX ? readApart(bytes, fileName, mappings) : readInventory(bytes, fileName, mappings);
}
