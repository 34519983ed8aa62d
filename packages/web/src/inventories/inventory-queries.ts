import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { showIctFoto } from '@forewarn/api/ict-foto.ts';
import { listInventories, listItems, showUpload } from '@forewarn/api/inventories.ts';
import { call } from '../lib/call.ts';

export type StoredItem = CallOutput<typeof listItems>['items'][number];
/** Lines of one inventory that are read for a page; a register that is longer is kept by file. */
const PAGES_MAX = 10;
/** As many lines as the API gives at once. */
const PAGE_LINES = 500;

/** The ICT-foto of the reader's institution. */
export const fotoQuery = queryOptions({ queryKey: ['inventories', 'foto'], queryFn: () => call(showIctFoto, {}) });

export function inventoriesQuery(id: string) {
  return queryOptions({ queryKey: ['inventories', 'list', id], queryFn: () => call(listInventories, { params: { id } }) });
}

export function itemsQuery(id: string, name: string) {
  return queryOptions({ queryKey: ['inventories', 'items', id, name], queryFn: () => readItems(id, name) });
}

export function uploadQuery(id: string) {
  return queryOptions({ queryKey: ['inventory-uploads', id], queryFn: () => call(showUpload, { params: { id } }), staleTime: Infinity });
}

async function readItems(id: string, name: string): Promise<readonly StoredItem[]> {
  const items: StoredItem[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const read = await call(listItems, { params: { id, name }, query: { after, limit: PAGE_LINES } });
    items.push(...read.items);
    after = read.next;
    if (after === undefined) break;
  }
  return items;
}
