import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { endAssignments, findColleague, keepAssignments } from './assignment-store.ts';
import { loadOpenPoints } from './load-open-points.ts';
import { placesOf, type NamedPoint } from './places-of-points.ts';

export type Assigning = {
  readonly institutionId: string;
  readonly points: readonly NamedPoint[];
  readonly accountId?: string;
  readonly contactId?: string;
};

/**
 * Gives open points to a colleague, or with neither account nor contact takes them back. All of them or none. Refusals: `no-such` point or
 * colleague, `input-unreadable` where both an account and a contact are named.
 */
export async function assignPoints(
  machine: Machine,
  principal: Principal,
  { institutionId, points: named, ...who }: Assigning,
): Promise<{ readonly assigned: number; readonly to?: string } | Refusal> {
  const now = machine.clock.now();
  if (who.accountId !== undefined && who.contactId !== undefined)
    return refuse('input-unreadable', 'A point has one person who looks after it.', 'Give accountId or contactId.', {
      about: 'one-person',
    });
  return asPrincipal(machine.database, principal, async (trx) => {
    const { matters } = await loadOpenPoints(trx, principal, { institutionId, language: 'nl' }, now);
    const points = placesOf(named, matters);
    if (points.length < named.length) return refuse('no-such', 'There is no such open point.');
    const isToSomebody = who.accountId !== undefined || who.contactId !== undefined;
    const name = isToSomebody ? await findColleague(trx, institutionId, who) : undefined;
    if (isToSomebody && name === undefined) return refuse('no-such', 'There is no such colleague.');
    const by = { assignedAt: now, assignedBy: principalName(principal) };
    const assigned =
      name === undefined
        ? await endAssignments(trx, institutionId, points)
        : await keepAssignments(trx, institutionId, points, { ...who, name, ...by });
    if (assigned > 0)
      await record(trx, {
        principal,
        at: now,
        action: name === undefined ? 'points-let-go' : 'points-assigned',
        subject: { kind: 'institution', id: institutionId },
        institutionId,
        details: { assigned, account: who.accountId, contact: who.contactId, warnings: [...new Set(points.map((one) => one.warningId))] },
      });
    return name === undefined ? { assigned } : { assigned, to: name };
  });
}
