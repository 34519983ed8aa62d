import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listUnresolvedNames, searchCatalogue } from '@forewarn/api/products.ts';
import { call } from '../lib/call.ts';

export type UnresolvedName = CallOutput<typeof listUnresolvedNames>['names'][number];
export type Proposal = UnresolvedName['proposals'][number];

/** Names that mean nothing yet, those of the most institutions first. */
export const unresolvedNamesQuery = queryOptions({
  queryKey: ['names', 'unresolved'],
  queryFn: () => call(listUnresolvedNames, { query: { limit: 200 } }),
});

export function catalogueQuery(text: string) {
  return queryOptions({
    queryKey: ['names', 'catalogue', text],
    queryFn: () => call(searchCatalogue, { query: { text, limit: 8 } }),
    enabled: text.length > 1,
    placeholderData: (before) => before,
  });
}
