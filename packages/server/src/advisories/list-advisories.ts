import { DESCENDING_SORTS, type AdvisorySort } from '@forewarn/api/advisories.ts';
import { readInstant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { withinTime } from '../database/within-time.ts';
import type { Machine } from '../machine.ts';
import { advisoryCursorOf, readAdvisoryCursor, type AdvisoryOrder } from './advisory-cursor.ts';
import { listAdvisoryRows, type AdvisoryFilter, type ListedAdvisory } from './advisory-list-store.ts';
import { ownerOfMarks } from './owner-of-marks.ts';

export type AdvisoryQuery = AdvisoryFilter & {
  /** Absent: by when it was read. */
  readonly sort?: AdvisorySort;
  /** Absent: DESCENDING_SORTS says it. */
  readonly order?: 'ascending' | 'descending';
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
};
export type AdvisoryPage = { readonly advisories: readonly (ListedAdvisory & { readonly sortedBy?: string })[]; readonly next?: string };

const PAGE = 100;
/** Members may not hold up the database for each other; the desk may wait for an answer that it needs. */
const MEMBERS_MS_MAX = 2_000;
const DESK_MS_MAX = 20_000;

/**
 * A page of the advisories that the principal may see (CSAF 2.1, clause 12): for the API and `forewarn advisories list`. A page goes on behind the
 * last row of the one before by what that is sorted by, so that nothing is skipped or repeated, whatever arrives meanwhile. Refusal: `too-costly`.
 */
export async function listAdvisories(machine: Machine, principal: Principal, query: AdvisoryQuery): Promise<AdvisoryPage | Refusal> {
  const { sort = 'read', order, after, limit = PAGE, ...asked } = query;
  const sorting: AdvisoryOrder = { sort, isDescending: order === undefined ? DESCENDING_SORTS.has(sort) : order === 'descending' };
  const filter = withMoments(asked);
  const place = { ...sorting, after: readAdvisoryCursor(after, sorting), limit: limit + 1, reader: ownerOfMarks(principal) };
  const statementMsMax = principal.kind === 'cert' || principal.kind === 'system' ? DESK_MS_MAX : MEMBERS_MS_MAX;
  const found = await withinTime(machine.database, principal, statementMsMax, (trx) => listAdvisoryRows(trx, filter, place));
  if (isRefusal(found)) return found;
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const advisories = page.map(({ sortValue: _, ...row }) => row);
  return found.length > limit && last !== undefined
    ? { advisories, next: advisoryCursorOf({ ...sorting, value: last.sortValue, id: last.id }) }
    : { advisories };
}

const MOMENTS = ['since', 'releasedFrom', 'releasedBefore', 'firstReleasedFrom', 'firstReleasedBefore'] as const;

/** Moments as the database takes them: RFC 3339 knows a second 60, and it does not. */
function withMoments(filter: AdvisoryFilter): AdvisoryFilter {
  const moments = MOMENTS.map((name) => [name, filter[name] === undefined ? undefined : readInstant(filter[name])] as const);
  return { ...filter, ...Object.fromEntries(moments) };
}
