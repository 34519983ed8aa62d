import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listNominations, listOwnNominations } from '@forewarn/api/nominations.ts';
import { call } from '../lib/call.ts';

export type Nomination = CallOutput<typeof listNominations>['nominations'][number];
export type OwnNominations = CallOutput<typeof listOwnNominations>;

/** What the reader's branch organisation brought, and its numbers. */
export const ownNominationsQuery = queryOptions({
  queryKey: ['institutions', 'own-nominations'],
  queryFn: () => call(listOwnNominations, {}),
});

/** What branch organisations bring, with where each stands: the CERT's. Page by page, what waits first. */
export const nominationsQuery = infiniteQueryOptions({
  queryKey: ['institutions', 'nominations'],
  queryFn: ({ pageParam }) => call(listNominations, { query: { after: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next,
});
