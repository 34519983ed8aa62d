import { queryOptions } from '@tanstack/react-query';
import { listMatters } from '@forewarn/api/matters.ts';
import { call } from '../lib/call.ts';

/** Matters, newest first. A key begins with the word that it is about: live.ts reads again by it. */
export const mattersQuery = queryOptions({
  queryKey: ['matters', 'list'],
  queryFn: () => call(listMatters, { query: { limit: 500 } }),
});
