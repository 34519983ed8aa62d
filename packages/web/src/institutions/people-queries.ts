import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { listAccounts, listConsents, listProviders, showBranchNumbers } from '@forewarn/api/accounts.ts';
import { listReaders } from '@forewarn/api/audit.ts';
import { showInstitution } from '@forewarn/api/institutions.ts';
import { listTestCalls } from '@forewarn/api/number-tests.ts';
import { showReachability } from '@forewarn/api/reachability.ts';
import { call } from '../lib/call.ts';

export function institutionQuery(id: string) {
  return queryOptions({ queryKey: ['institutions', 'one', id], queryFn: () => call(showInstitution, { params: { id } }) });
}

export function reachabilityQuery(id: string) {
  return queryOptions({ queryKey: ['institutions', 'reachability', id], queryFn: () => call(showReachability, { params: { id } }) });
}

/** The numbers that may be rung at night, whether each is known to work, and the test calls. */
export function testCallsQuery(id: string) {
  return queryOptions({ queryKey: ['institutions', 'test-calls', id], queryFn: () => call(listTestCalls, { params: { id } }) });
}

export const consentsQuery = queryOptions({
  queryKey: ['institutions', 'consents'],
  queryFn: () => call(listConsents, {}),
});

export const providersQuery = queryOptions({
  queryKey: ['institutions', 'providers'],
  queryFn: () => call(listProviders, { query: { limit: 500 } }),
});

export const accountsQuery = queryOptions({
  queryKey: ['institutions', 'accounts'],
  queryFn: () => call(listAccounts, { query: { limit: 500 } }),
});

export const branchNumbersQuery = queryOptions({
  queryKey: ['institutions', 'branch-numbers'],
  queryFn: () => call(showBranchNumbers, {}),
});

/** Who looked at the data of an institution, the newest first. */
export function readersQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['institutions', 'readers', id],
    queryFn: ({ pageParam }) => call(listReaders, { params: { id }, query: { before: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
}
