import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import type { Machine } from '../machine.ts';
import { allOrNothing } from '../warnings/all-or-nothing.ts';
import { closeHeld } from '../warnings/close-warning.ts';
import { deleteDraft, holdWarning, markEnded } from '../warnings/warning-store.ts';
import { findDrill, markDrillEnded, type StoredDrill } from './drill-store.ts';

/** Ends an exercise and its warning: nobody is asked, reminded or rung for it any more. A second time changes nothing. Refusal: `no-such`. */
export async function endDrill(machine: Machine, principal: Principal, id: string): Promise<StoredDrill | Refusal> {
  const now = machine.clock.now();
  const by = principalName(principal);
  return allOrNothing(machine.database, principal, async (trx) => {
    const drill = await findDrill(trx, id);
    if (drill === undefined) return refuse('no-such', 'There is no such exercise.');
    if (!(await markDrillEnded(trx, id, now, by))) return drill;
    const warning = await holdWarning(trx, drill.warningId);
    const hadDraft = drill.releasedAt !== undefined && (await deleteDraft(trx, drill.warningId));
    if (warning?.state === 'draft') await markEnded(trx, warning.id, 'closed', now, by);
    if (warning?.state === 'open') {
      const closed = await closeHeld(trx, principal, warning, now);
      if (isRefusal(closed)) return closed;
    }
    await record(trx, {
      principal,
      at: now,
      action: 'drill-ended',
      subject: { kind: 'drill', id },
      details: { reference: drill.reference, ...(hadDraft ? { draftDiscarded: true } : {}) },
    });
    return { ...drill, endedAt: now, endedBy: by };
  });
}
