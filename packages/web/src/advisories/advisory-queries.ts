import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { compareRevisions, downloadOriginal, listAdvisories, listAdvisoryNotes, showAdvisory } from '@forewarn/api/advisories.ts';
import type { CallOutput } from '@forewarn/api/client.ts';
import { matchesOfAdvisory } from '@forewarn/api/matching.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { call } from '../lib/call.ts';
import { queryOf, type AdvisorySearch } from './advisory-search.ts';
import { linesOfDocument } from './lines-of-document.ts';

export type ShownAdvisory = CallOutput<typeof showAdvisory>;

export type ListedAdvisory = CallOutput<typeof listAdvisories>['advisories'][number];

/** Page by page: each goes on where the one before ended. */
export function advisoriesQuery(search: AdvisorySearch) {
  const query = queryOf(search);
  return infiniteQueryOptions({
    queryKey: ['advisories', 'list', query],
    queryFn: ({ pageParam }) =>
      call(listAdvisories, { query: { ...query, limit: 50, ...(pageParam === undefined ? {} : { after: pageParam }) } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
}

export function advisoryQuery(id: string, language: Language) {
  return queryOptions({
    queryKey: ['advisories', 'one', id, language],
    queryFn: () => call(showAdvisory, { params: { id }, query: { language } }),
  });
}

/** The document as it came, line by line. */
export function originalQuery(id: string, sequence: number) {
  return queryOptions({
    queryKey: ['advisories', 'original', id, sequence],
    queryFn: async () => linesOfDocument(await call(downloadOriginal, { params: { id, sequence } })),
    staleTime: 'static', // bytes of a revision never change; also where all of advisories is read again
  });
}

export function comparisonQuery(id: string, from: number, to: number, language: Language) {
  return queryOptions({
    queryKey: ['advisories', 'compare', id, from, to, language],
    queryFn: () => call(compareRevisions, { params: { id }, query: { from, to, language } }),
  });
}

export function matchesQuery(id: string) {
  return queryOptions({
    queryKey: ['advisories', 'matches', id],
    queryFn: () => call(matchesOfAdvisory, { params: { id }, query: { limit: 500 } }),
  });
}

export function notesQuery(id: string) {
  return queryOptions({
    queryKey: ['advisories', 'notes', id],
    queryFn: () => call(listAdvisoryNotes, { params: { id } }),
  });
}
