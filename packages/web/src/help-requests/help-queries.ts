import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listHelpRequests } from '@forewarn/api/help-requests.ts';
import { call } from '../lib/call.ts';

export type HelpRequest = CallOutput<typeof listHelpRequests>['helpRequests'][number];

/** Who asked for help or to be rung back, those that are due first. */
export const helpQuery = queryOptions({ queryKey: ['warnings', 'help'], queryFn: () => call(listHelpRequests, { query: {} }) });
