import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listChannels } from '@forewarn/api/deliveries.ts';
import { listSources } from '@forewarn/api/sources.ts';
import { call } from '../lib/call.ts';

export type Source = CallOutput<typeof listSources>['sources'][number];
export const sourcesQuery = queryOptions({ queryKey: ['sources', 'list'], queryFn: () => call(listSources, {}) });
export const channelsQuery = queryOptions({ queryKey: ['sources', 'channels'], queryFn: () => call(listChannels, {}) });
