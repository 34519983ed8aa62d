import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listFollowUps } from '@forewarn/api/follow-up.ts';
import { listConcerned, listWarnings, showWarning } from '@forewarn/api/warnings.ts';
import { call } from '../lib/call.ts';

export type ShownWarning = CallOutput<typeof showWarning>;
export type Concerned = CallOutput<typeof listConcerned>['institutions'][number];
export type FollowUp = CallOutput<typeof listFollowUps>['followUps'][number];
export type ListedWarning = CallOutput<typeof listWarnings>['warnings'][number];

export const warningsQuery = queryOptions({
  queryKey: ['warnings', 'list'],
  queryFn: () => call(listWarnings, { query: { limit: 200 } }),
});

/** While a release to tens of thousands is told part by part. */
const GROWS_EVERY_MS = 30_000;

/** Everything that the board of one warning shows, read together so that rows and clocks fit each other. */
export function boardQuery(id: string) {
  return queryOptions({
    queryKey: ['warnings', 'board', id],
    queryFn: async () => {
      const [warning, concerned, { followUps }] = await Promise.all([
        call(showWarning, { params: { id } }),
        call(listConcerned, { params: { id } }),
        call(listFollowUps, { params: { id } }),
      ]);
      return { warning, concerned, followUps };
    },
    refetchInterval: ({ state }) => (state.data?.warning.isUnderway === true ? GROWS_EVERY_MS : false),
  });
}
