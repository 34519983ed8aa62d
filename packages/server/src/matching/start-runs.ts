import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { findLatestRevision } from './match-store.ts';

export type WantedRuns = { readonly advisoryIds?: readonly string[]; readonly institutionIds?: readonly string[] };

/**
 * Runs of matching by hand, for lists of documents and of institutions: one job each, so that they are pooled with what waits already and what
 * is asked twice runs once. All of it or nothing. Refusal: `no-such`, with the id.
 */
export async function startRuns(
  machine: Machine,
  principal: Principal,
  wanted: WantedRuns,
): Promise<{ readonly advisories: number; readonly institutions: number } | Refusal> {
  const advisoryIds = [...new Set(wanted.advisoryIds)];
  const institutionIds = [...new Set(wanted.institutionIds)];
  return asPrincipal(machine.database, principal, async (trx) => {
    const at = machine.clock.now();
    const revisions: string[] = [];
    for (const id of advisoryIds) {
      const revision = await findLatestRevision(trx, id);
      if (revision === undefined) return refuse('no-such', `There is no advisory ${id}.`);
      revisions.push(revision.id);
    }
    for (const id of institutionIds)
      if ((await findInstitution(trx, id)) === undefined) return refuse('no-such', `There is no institution ${id}.`);
    for (const [place, advisoryId] of advisoryIds.entries()) {
      const revisionId = revisions[place] ?? '';
      await enqueue(trx, 'match-advisory', { advisoryId, revisionId }, { key: `match-advisory:${advisoryId}:${revisionId}` });
    }
    for (const institutionId of institutionIds) {
      const subject = { kind: 'institution', id: institutionId };
      await record(trx, { principal, at, action: 'matching-asked', subject, institutionId });
      const payload = { institutionId, snapshotIds: [], everything: true };
      await enqueue(trx, 'match-inventory', payload, { key: `match-inventory:everything:${institutionId}` });
    }
    if (advisoryIds.length > 0)
      await record(trx, { principal, at, action: 'matching-asked', subject: { kind: 'advisories', id: 'list' }, details: { advisoryIds } });
    return { advisories: advisoryIds.length, institutions: institutionIds.length };
  });
}
