import { readInstant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { listAdvisoryRows, type AdvisoryFilter, type ListedAdvisory } from './advisory-list-store.ts';
import { cursorOf, readCursor } from './page-cursor.ts';

export type AdvisoryQuery = Omit<AdvisoryFilter, 'after' | 'limit' | 'since'> & {
  /** RFC 3339. */
  readonly since?: string;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
};
export type AdvisoryPage = { readonly advisories: readonly ListedAdvisory[]; readonly next?: string };

const PAGE = 100;

/** A page of the advisories that the principal may see, the one that was read last first: for the API and `forewarn advisories list`. */
export async function listAdvisories(machine: Machine, principal: Principal, query: AdvisoryQuery): Promise<AdvisoryPage> {
  const limit = query.limit ?? PAGE;
  const after = readCursor(query.after);
  const filter: AdvisoryFilter = {
    ...query,
    since: query.since === undefined ? undefined : readInstant(query.since),
    after: after === undefined ? undefined : { readAt: after.at, revisionId: after.id },
    limit: limit + 1,
  };
  const found = await asPrincipal(machine.database, principal, (trx) => listAdvisoryRows(trx, filter));
  const advisories = found.slice(0, limit);
  const last = advisories.at(-1);
  return found.length > limit && last !== undefined ? { advisories, next: cursorOf(last.readAt, last.revisionId) } : { advisories };
}
