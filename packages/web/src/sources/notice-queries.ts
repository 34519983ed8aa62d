import { queryOptions } from '@tanstack/react-query';
import { listQuarantined, listUnreadable } from '@forewarn/api/advisories.ts';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listNotices } from '@forewarn/api/deliveries.ts';
import { listTestCallsToMake } from '@forewarn/api/number-tests.ts';
import { call } from '../lib/call.ts';

export type Notice = CallOutput<typeof listNotices>['notices'][number];
export type Quarantined = CallOutput<typeof listQuarantined>['documents'][number];
export type Unreadable = CallOutput<typeof listUnreadable>['documents'][number];
export type TestCall = CallOutput<typeof listTestCallsToMake>['calls'][number];

export const noticesQuery = queryOptions({
  queryKey: ['deliveries', 'notices'],
  queryFn: () => call(listNotices, { query: { limit: 100 } }),
});
export const quarantinedQuery = queryOptions({
  queryKey: ['advisories', 'quarantined'],
  queryFn: () => call(listQuarantined, { query: { limit: 100 } }),
});
export const unreadableQuery = queryOptions({
  queryKey: ['advisories', 'unreadable'],
  queryFn: () => call(listUnreadable, { query: { limit: 50 } }),
});
export const testCallsQuery = queryOptions({ queryKey: ['institutions', 'test-calls'], queryFn: () => call(listTestCallsToMake, {}) });
