import { queryOptions } from '@tanstack/react-query';
import { showInstitution } from '@forewarn/api/institutions.ts';
import { listOpenPoints, showHome } from '@forewarn/api/open-points.ts';
import { showProviderQueue } from '@forewarn/api/provider-queue.ts';
import { listAcknowledgements, showWarning } from '@forewarn/api/warnings.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { call } from '../lib/call.ts';

/** The first screen of a member, in the language that it is read in. */
export function homeQuery(language: Language) {
  return queryOptions({ queryKey: ['warnings', 'home', language], queryFn: () => call(showHome, { query: { language } }) });
}

/** What is open for the institution, the most urgent and important first. */
export function openPointsQuery(language: Language) {
  return queryOptions({ queryKey: ['warnings', 'open-points', language], queryFn: () => call(listOpenPoints, { query: { language } }) });
}

/** One warning as its reader may see it, in the language that it is read in. */
export function warningQuery(id: string, language: Language) {
  return queryOptions({
    queryKey: ['warnings', 'one', id, language],
    queryFn: () => call(showWarning, { params: { id }, query: { language } }),
  });
}

/** What was answered to it, the newest first, undone answers included. */
export function answersQuery(id: string) {
  return queryOptions({ queryKey: ['warnings', 'answers', id], queryFn: () => call(listAcknowledgements, { params: { id } }) });
}

/** The institution itself: who can be called. */
export function ownInstitutionQuery(id: string) {
  return queryOptions({ queryKey: ['institutions', 'one', id], queryFn: () => call(showInstitution, { params: { id } }) });
}

/** What is open at the customers of an IT provider, by warning. */
export function providerQueueQuery(language: Language) {
  return queryOptions({ queryKey: ['warnings', 'customers', language], queryFn: () => call(showProviderQueue, { query: { language } }) });
}
