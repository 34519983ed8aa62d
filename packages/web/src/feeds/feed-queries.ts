import { queryOptions } from '@tanstack/react-query';
import { listFeeds } from '@forewarn/api/feeds.ts';
import { call } from '../lib/call.ts';

/** The secret links of the institution, the newest first; ended ones too. */
export const feedsQuery = queryOptions({ queryKey: ['feeds'], queryFn: () => call(listFeeds, {}) });
