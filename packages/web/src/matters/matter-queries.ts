import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listMatterSteps, listQueue } from '@forewarn/api/queue.ts';
import type { QueueState } from '@forewarn/core/matters/queue-state.ts';
import { call } from '../lib/call.ts';

export type Queue = CallOutput<typeof listQueue>;
export type QueueRow = Queue['matters'][number];

/** Pages of the queue that are read at once; what changed last comes first. */
const PAGES_MAX = 10;

/** What came in, by how far it is; a key begins with the word that it is about: live.ts reads again by it. */
export function queueQuery(state: QueueState | undefined) {
  return queryOptions({
    queryKey: ['matters', 'queue', state ?? 'all'],
    queryFn: async () => {
      const first = await call(listQueue, { query: { limit: 100, state } });
      const matters = [...first.matters];
      let after = first.next;
      for (let page = 1; page < PAGES_MAX && after !== undefined; page += 1) {
        const more = await call(listQueue, { query: { limit: 100, state, after } });
        matters.push(...more.matters);
        after = more.next;
      }
      return { ...first, matters, next: after };
    },
  });
}

export function stepsQuery(id: string) {
  return queryOptions({ queryKey: ['matters', 'steps', id], queryFn: () => call(listMatterSteps, { params: { id } }) });
}
