import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listMatterSteps, listQueue } from '@forewarn/api/queue.ts';
import type { QueueState } from '@forewarn/core/matters/queue-state.ts';
import { call } from '../lib/call.ts';

export type Queue = CallOutput<typeof listQueue>;
export type QueueRow = Queue['matters'][number];

/** Rows that are read at once; the server's most. */
export const PAGE_ROWS = 100;

/** One page of what came in, what changed last first; a key begins with the word that it is about: live.ts reads again by it. */
export function queuePageQuery(state: QueueState | undefined, page: number) {
  return queryOptions({
    queryKey: ['matters', 'queue', state ?? 'all', page],
    queryFn: () => call(listQueue, { query: { limit: PAGE_ROWS, state, skip: page * PAGE_ROWS } }),
    placeholderData: (before) => before,
  });
}

/** One matter wherever it stands in the queue; null where there is none. */
export function matterRowQuery(id: string) {
  return queryOptions({
    queryKey: ['matters', 'row', id],
    queryFn: async () => (await call(listQueue, { query: { matterId: id } })).matters[0] ?? null,
    placeholderData: (before) => (before?.id === id ? before : undefined),
  });
}

export function stepsQuery(id: string) {
  return queryOptions({ queryKey: ['matters', 'steps', id], queryFn: () => call(listMatterSteps, { params: { id } }) });
}
