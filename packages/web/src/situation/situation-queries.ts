import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { showSituation } from '@forewarn/api/situation.ts';
import { call } from '../lib/call.ts';

export type Situation = CallOutput<typeof showSituation>;
export const situationQuery = queryOptions({
  queryKey: ['warnings', 'situation'],
  queryFn: () => call(showSituation, { query: { days: 90 } }),
});
