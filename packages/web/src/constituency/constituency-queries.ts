import { queryOptions } from '@tanstack/react-query';
import { listAdvisories } from '@forewarn/api/advisories.ts';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listInstitutions, showInstitution } from '@forewarn/api/institutions.ts';
import { listInventories } from '@forewarn/api/inventories.ts';
import { applicability } from '@forewarn/api/matching.ts';
import { call } from '../lib/call.ts';

export type Listed = CallOutput<typeof listInstitutions>['institutions'][number];
export type Shown = CallOutput<typeof showInstitution>;
export type Applies = CallOutput<typeof applicability>;

export function institutionsQuery(text: string) {
  return queryOptions({
    queryKey: ['institutions', 'list', text],
    queryFn: () => call(listInstitutions, { query: { limit: 500, ...(text === '' ? {} : { text }) } }),
    placeholderData: (before) => before,
  });
}

export function institutionQuery(id: string) {
  return queryOptions({
    queryKey: ['institutions', 'one', id],
    queryFn: async () => {
      const [institution, { inventories }] = await Promise.all([
        call(showInstitution, { params: { id } }),
        call(listInventories, { params: { id } }),
      ]);
      return { institution, inventories };
    },
  });
}

/** What advisories by these words mean for one institution: at most five, for who is on the telephone. */
export function appliesQuery(institutionId: string, text: string) {
  return queryOptions({
    queryKey: ['institutions', 'applies', institutionId, text],
    queryFn: async () => {
      const { advisories } = await call(listAdvisories, { query: { text, limit: 5 } });
      return Promise.all(advisories.map(({ id }) => call(applicability, { params: { id, institutionId } })));
    },
    enabled: text.length > 2,
    placeholderData: (before) => before,
  });
}
