import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { showSituation } from '@forewarn/api/situation.ts';
import { call } from '../lib/call.ts';

export type Situation = CallOutput<typeof showSituation>;
export type Minutes = NonNullable<Situation['minutes']>['warn'][number];

export function situationQuery(days: number) {
  return queryOptions({ queryKey: ['warnings', 'situation', days], queryFn: () => call(showSituation, { query: { days } }) });
}
