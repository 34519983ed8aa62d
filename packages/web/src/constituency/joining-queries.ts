import { queryOptions } from '@tanstack/react-query';
import { listNominations, listOwnNominations } from '@forewarn/api/nominations.ts';
import { call } from '../lib/call.ts';

/** What the reader's branch organisation brought, and its numbers. */
export const ownNominationsQuery = queryOptions({
  queryKey: ['institutions', 'own-nominations'],
  queryFn: () => call(listOwnNominations, {}),
});

/** What branch organisations bring, with where each stands: the CERT's. */
export const nominationsQuery = queryOptions({
  queryKey: ['institutions', 'nominations'],
  queryFn: () => call(listNominations, { query: { limit: 500 } }),
});
