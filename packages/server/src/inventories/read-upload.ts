import type { Read } from '@forewarn/core/basics/read.ts';
import { readInventory, recogniseInventory } from '@forewarn/core/inventories/formats/registry.ts';
import type { InventoryReading } from '@forewarn/core/inventories/inventory-reading.ts';
import { readWorkbook } from './read-workbook.ts';

/** Reads a file that somebody sent, whatever of our formats it is in. */
export async function readUpload(bytes: Uint8Array, fileName: string): Promise<Read<InventoryReading>> {
  return recogniseInventory(bytes).kind === 'workbook' ? readWorkbook(bytes) : readInventory(bytes, fileName);
}
