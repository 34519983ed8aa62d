import { describeChanges } from '@forewarn/core/advisories/describe-changes.ts';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { Change, RevisionComparison, RevisionKind } from '@forewarn/core/advisories/revision-change.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { findAdvisoryRow, findByTrackingId, type ListedAdvisory } from './advisory-list-store.ts';
import { ownerOfMarks } from './owner-of-marks.ts';
import { findRevision, listRevisions, type Revision } from './revision-store.ts';
import { listRetrievals, type Retrieval } from './retrieval-store.ts';

/** A comparison with its sentences. */
export type ShownComparison = { readonly kind: RevisionKind; readonly changes: Change[]; readonly texts: string[] };
export type ShownRevision = Omit<Revision, 'change'> & {
  readonly isLate: boolean;
  readonly isForeign: boolean;
  readonly change: ShownComparison;
};
export type ShownAdvisory = ListedAdvisory & {
  readonly advisory: Advisory;
  readonly problems: Problem[];
  readonly revisions: ShownRevision[];
  readonly retrievals: Retrieval[];
};

const NO_SUCH = refuse('no-such', 'There is no such advisory.');
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * An advisory with what it says, its problems, revisions and retrievals, as far as the principal may see them. `name` is its id, or its
 * tracking id where one publisher uses that. For the API and `forewarn advisories show`. Refusals: `no-such`, `ambiguous`.
 */
export async function showAdvisory(
  machine: Machine,
  principal: Principal,
  name: string,
  language: Language,
): Promise<ShownAdvisory | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const id = await idOf(trx, name);
    if (typeof id !== 'string') return id;
    const row = await findAdvisoryRow(trx, id, ownerOfMarks(principal));
    if (row === undefined) return NO_SUCH;
    const revisions = await listRevisions(trx, id);
    const inForce = revisions.find(({ isInForce }) => isInForce);
    const whole = inForce === undefined ? undefined : await findRevision(trx, id, inForce.sequence);
    if (whole === undefined) return NO_SUCH;
    return {
      ...row,
      advisory: whole.advisory,
      problems: [...whole.problems],
      revisions: revisions.map((revision) => presentRevision(revision, language)),
      retrievals: [...(await listRetrievals(trx, id))],
    };
  });
}

async function idOf(trx: Transaction, name: string): Promise<string | Refusal> {
  if (UUID.test(name)) return name;
  const ids = await findByTrackingId(trx, name);
  if (ids.length > 1) return refuse('ambiguous', 'More than one publisher uses this tracking id.', `Name it by its id: ${ids.join(', ')}.`);
  return ids[0] ?? NO_SUCH;
}

export function presentRevision({ change, ...revision }: Revision, language: Language): ShownRevision {
  return {
    ...revision,
    isLate: change.isLate === true,
    isForeign: change.isForeign === true,
    change: presentComparison(change, language),
  };
}

export function presentComparison({ kind, changes }: RevisionComparison, language: Language): ShownComparison {
  return { kind, changes: [...changes], texts: [...describeChanges({ kind, changes }, language)] };
}
