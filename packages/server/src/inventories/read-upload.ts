import type { Read } from '@forewarn/core/basics/read.ts';
import { readInventory, recogniseInventory } from '@forewarn/core/inventories/formats/registry.ts';
import type { InventoryReading } from '@forewarn/core/inventories/inventory-reading.ts';
import type { TableMappings } from '@forewarn/core/inventories/formats/table.ts';
import { readWorkbook } from './read-workbook.ts';

/** Reads a file that somebody sent, whatever of our formats it is in; a table by what was said of its columns. */
export async function readUpload(bytes: Uint8Array, fileName: string, mappings: TableMappings = {}): Promise<Read<InventoryReading>> {
  return recogniseInventory(bytes).kind === 'workbook' ? readWorkbook(bytes, mappings) : readInventory(bytes, fileName, mappings);
}
