import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findAdvisoryRow } from './advisory-list-store.ts';
import { ownerOfMarks } from './owner-of-marks.ts';
import { deleteReadMark, insertReadMark } from './read-mark-store.ts';
import { findRevision } from './revision-store.ts';

/**
 * Marks a revision of an advisory as read by who asks, and by nobody else; without `sequence` as unread. The trail has it once, of a subject that is told to
 * nobody: it is one's own, and changes nothing for others. Refusals: `no-such`, `not-allowed`.
 */
export async function markRead(
  machine: Machine,
  principal: Principal,
  advisoryId: string,
  sequence: number | undefined,
): Promise<{ readonly isRead: boolean } | Refusal> {
  const now = machine.clock.now();
  const reader = ownerOfMarks(principal);
  if (reader === undefined) return refuse('not-allowed', 'Marks at advisories are for the CERT.', undefined, { about: 'cert' });
  return asPrincipal(machine.database, principal, async (trx) => {
    const advisory = await findAdvisoryRow(trx, advisoryId);
    if (advisory === undefined) return refuse('no-such', 'There is no such advisory.');
    const revision = sequence === undefined ? undefined : await findRevision(trx, advisoryId, sequence);
    if (sequence !== undefined && revision === undefined) return refuse('no-such', 'There is no such revision.');
    const mark = { advisoryId, reader };
    const isChanged = revision === undefined ? await deleteReadMark(trx, mark) : await insertReadMark(trx, mark, revision.id, now);
    if (isChanged)
      await record(trx, {
        principal,
        at: now,
        action: revision === undefined ? 'advisory-marked-unread' : 'advisory-marked-read',
        subject: { kind: 'advisory-mark', id: advisoryId },
        details: revision === undefined ? {} : { revisionId: revision.id },
      });
    return { isRead: revision?.id === advisory.revisionId };
  });
}
