import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { joinScopes } from '@forewarn/core/matters/join-scopes.ts';
import type { Scope } from '@forewarn/core/matters/matter.ts';
import { mayMerge, maySplit } from '@forewarn/core/matters/may-merge.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { InternalFault } from '../internal-fault.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { findAdvisoryTitle, findMatter, type StoredMatter } from './matter-store.ts';
import { forgetUnjoined, noteUnjoined } from './matter-cve-store.ts';
import { openMatter } from './open-matter.ts';
import { findStep, holdMatter, insertStep, markMerged, markScope, markStepUndone, moveAdvisories, type MatterStep } from './step-store.ts';

export type Moved = { readonly step: MatterStep; readonly matter: StoredMatter };

/** Takes `otherId` into `id`. Refusals: `no-such`, and core's `mayMerge`. */
export async function mergeMatters(machine: Machine, principal: Principal, id: string, otherId: string): Promise<Moved | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const [into, other] = await holdBoth(trx, id, otherId);
    if (into === undefined || other === undefined) return refuse('no-such', 'There is no such matter.');
    const refusal = mayMerge(standing(into), standing(other));
    if (refusal !== undefined) return refusal;
    const scope = joinScopes(into.scope, other.scope);
    if (scope === undefined)
      return refuse('scopes-differ', 'One matter is about sectors and the other about regions.', 'Together they would be about everybody.');
    const moved = await moveAdvisories(trx, otherId, id, other.advisoryIds);
    for (const advisoryId of moved) await forgetUnjoined(trx, id, advisoryId);
    await markScope(trx, id, scope);
    await markMerged(trx, otherId, id, now);
    const takenBy = principalName(principal);
    const before = { advisoryIds: other.advisoryIds, scope: into.scope };
    const step = await insertStep(trx, {
      matterId: id,
      kind: 'merged',
      note: other.title,
      otherMatterId: otherId,
      before,
      takenAt: now,
      takenBy,
    });
    const subject = { kind: 'matter', id };
    await record(trx, { principal, at: now, action: 'matter-merged', subject, details: { other: otherId, advisories: moved } });
    return { step, matter: await lookAgain(trx, id) };
  });
}

/**
 * Takes a merge apart: the other matter has its advisories again, and this one the scope that it had. What both had stays with both; what
 * came in since stays here. Refusals: `no-such`, `already-undone`, `matter-changed`.
 */
export async function undoMerge(machine: Machine, principal: Principal, id: string, stepId: string): Promise<Moved | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const step = await findStep(trx, id, stepId);
    if (step?.kind !== 'merged' || step.otherMatterId === undefined) return refuse('no-such', 'There is no such merge.');
    if (step.undoneAt !== undefined)
      return refuse('already-undone', `${step.undoneBy} undid this merge already.`, undefined, { by: step.undoneBy ?? '' });
    const [into, other] = await holdBoth(trx, id, step.otherMatterId);
    if (into === undefined || other === undefined) throw new InternalFault('a merge of a matter that is gone');
    const scope = joinScopes(step.before.scope ?? into.scope, other.scope);
    if (scope === undefined || !isSameScope(scope, into.scope))
      return refuse('matter-changed', 'What the matter touches was changed since the merge.', 'Split the advisories off instead.');
    const advisoryIds = step.before.advisoryIds ?? [];
    await moveAdvisories(trx, id, other.id, advisoryIds);
    await markScope(trx, id, step.before.scope ?? into.scope);
    await markMerged(trx, other.id, null, now);
    for (const advisoryId of advisoryIds) await noteUnjoined(trx, id, advisoryId, now);
    const by = principalName(principal);
    await markStepUndone(trx, step.id, by, now);
    const subject = { kind: 'matter', id };
    await record(trx, { principal, at: now, action: 'matter-merge-undone', subject, details: { other: other.id } });
    await lookAgain(trx, id);
    return { step: { ...step, undoneAt: now, undoneBy: by }, matter: await lookAgain(trx, other.id) };
  });
}

/** Splits advisories off into a matter of their own. Refusals: `no-such`, and core's `maySplit`. */
export async function splitMatter(
  machine: Machine,
  principal: Principal,
  id: string,
  split: { readonly advisoryIds: readonly string[]; readonly title?: string },
): Promise<Moved | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const held = await holdMatter(trx, id);
    const matter = await findMatter(trx, id);
    if (held === undefined || matter === undefined) return refuse('no-such', 'There is no such matter.');
    const hasScope = Object.values(matter.scope).some((part) => part.length > 0);
    const advisoryIds = [...new Set(split.advisoryIds)];
    const refusal = maySplit({ isClosed: held.isClosed, advisoryIds: matter.advisoryIds, hasScope }, advisoryIds);
    if (refusal !== undefined) return refusal;
    const title = split.title ?? (await findAdvisoryTitle(trx, advisoryIds[0] ?? '')) ?? matter.title;
    const { source, confirmation } = matter;
    const opened = await openMatter(trx, principal, { kind: 'advisory', title, source, confirmation, advisoryIds }, now);
    if (isRefusal(opened)) return opened;
    await moveAdvisories(trx, id, opened.id, advisoryIds);
    for (const advisoryId of advisoryIds) await noteUnjoined(trx, id, advisoryId, now);
    const takenBy = principalName(principal);
    const step = await insertStep(trx, { matterId: id, kind: 'split', note: title, otherMatterId: opened.id, takenAt: now, takenBy });
    const subject = { kind: 'matter', id };
    await record(trx, { principal, at: now, action: 'matter-split', subject, details: { other: opened.id, advisories: advisoryIds } });
    await lookAgain(trx, id);
    return { step, matter: await lookAgain(trx, opened.id) };
  });
}

/** Always in one order, so that two merges at once do not wait for each other. */
async function holdBoth(trx: Transaction, one: string, other: string): Promise<readonly (StoredMatter | undefined)[]> {
  for (const id of [one, other].toSorted()) await holdMatter(trx, id);
  return [await findMatter(trx, one), await findMatter(trx, other)];
}

function isSameScope(one: Scope, other: Scope): boolean {
  const textOf = ({ products, suppliers, sectors, regions }: Scope) =>
    JSON.stringify([
      products.map((product) => Object.entries(product).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      suppliers,
      sectors,
      regions,
    ]);
  return textOf(one) === textOf(other);
}

function standing(matter: StoredMatter) {
  return {
    id: matter.id,
    isClosed: matter.closedAt !== undefined,
    hasWarning: matter.warningId !== undefined,
    isDrill: matter.drillId !== undefined,
  };
}

/** Who is concerned may be others now: what is open gets a draft of its next version. */
async function lookAgain(trx: Transaction, id: string): Promise<StoredMatter> {
  const matter = await findMatter(trx, id);
  if (matter === undefined) throw new InternalFault('a matter that was just changed is gone');
  for (const one of matter.advisoryIds) await enqueue(trx, 'raise-warnings', { advisoryId: one }, { key: `raise-warnings:${one}` });
  return matter;
}
