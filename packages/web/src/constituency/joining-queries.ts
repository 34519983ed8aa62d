import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listNominations, listOwnNominations } from '@forewarn/api/nominations.ts';
import { call } from '../lib/call.ts';

const PAGE = 500;
/** Of all branch organisations together; beyond them the oldest are decided first. */
const PAGES_MAX = 40;

export type OwnNominations = CallOutput<typeof listOwnNominations>;
type FollowedNomination = CallOutput<typeof listNominations>['nominations'][number];

/** What the reader's branch organisation brought, and its numbers. */
export const ownNominationsQuery = queryOptions({
  queryKey: ['institutions', 'own-nominations'],
  queryFn: () => call(listOwnNominations, {}),
});

/** What branch organisations bring, with where each stands: the CERT's. */
export const nominationsQuery = queryOptions({ queryKey: ['institutions', 'nominations'], queryFn: readAll });

async function readAll(): Promise<readonly FollowedNomination[]> {
  const all: FollowedNomination[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { nominations, next } = await call(listNominations, { query: { limit: PAGE, after } });
    all.push(...nominations);
    if (next === undefined) break;
    after = next;
  }
  return all;
}
