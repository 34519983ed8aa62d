import { queryOptions } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '@forewarn/api/client.ts';
import { listWishes, replayWishes, showRelevance, showTotalRelevance, type changeWishes } from '@forewarn/api/wishes.ts';
import { call } from '../lib/call.ts';

export type ContactWishes = CallOutput<typeof listWishes>['contacts'][number];
export type Wishes = CallInput<typeof changeWishes>['body']['wishes'];

export function wishesQuery(id: string) {
  return queryOptions({ queryKey: ['institutions', 'wishes', id], queryFn: () => call(listWishes, { params: { id } }) });
}

/** The last month with these wishes. Changes nothing, so it may be asked again and again. */
export function replayQuery(id: string, contactId: string, wishes: Wishes) {
  return queryOptions({
    queryKey: ['institutions', 'wishes-replay', id, contactId, wishes],
    queryFn: () => call(replayWishes, { params: { id, contactId }, body: { wishes } }),
    staleTime: 60_000,
  });
}

export function relevanceQuery(id: string) {
  return queryOptions({ queryKey: ['institutions', 'relevance', id], queryFn: () => call(showRelevance, { params: { id } }) });
}

export const totalRelevanceQuery = queryOptions({
  queryKey: ['institutions', 'relevance', 'all'],
  queryFn: () => call(showTotalRelevance, {}),
});
