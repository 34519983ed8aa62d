import { setImmediate as pause } from 'node:timers/promises';
import { asSystem } from '../database/as-principal.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { planPart } from './plan-release.ts';
import { recordTellingLater, tellPart } from './tell-part.ts';
import { findUntold } from './concerned-store.ts';
import { findVersion, holdWarning } from './warning-store.ts';

const TELLER = 'tell-rest';
const AT_ONCE_MAX = 500;

/**
 * The job `tell-rest` {warningId, version}, added by a release to many: plans what the institutions that it spoke to and did not plan for hear of it,
 * part by part, each in a transaction of its own, by their decisions of the release (decision 040). Whoever a later version spoke to meanwhile hears
 * that one instead. A warning that was closed meanwhile says no more, as what is planned of it does not go out. A second run goes on where the first stopped.
 */
export async function tellRest(machine: Machine, payload: unknown): Promise<void> {
  const { warningId, version: number } = (payload ?? {}) as Record<string, unknown>;
  if (typeof warningId !== 'string' || typeof number !== 'number') throw new InternalFault('a tell-rest job names no version');
  let [after, told]: [string | undefined, number] = [undefined, 0];
  do {
    const part = await tellNext(machine, { warningId, version: number, after });
    after = part.last;
    told += part.told;
    await pause(); // deliveries are sent in between
  } while (after !== undefined);
  const now = machine.clock.now();
  await asSystem(machine.database, TELLER, (trx) => recordTellingLater(trx, { warningId, version: number }, told, now));
}

type Next = { readonly warningId: string; readonly version: number; readonly after: string | undefined };

/** `last`: where the next part begins; undefined where there is none. */
async function tellNext(machine: Machine, next: Next): Promise<{ readonly last: string | undefined; readonly told: number }> {
  const now = machine.clock.now();
  return asSystem(machine.database, TELLER, async (trx) => {
    const warning = await holdWarning(trx, next.warningId); // no other version is released while this part is planned
    const version = await findVersion(trx, next.warningId, next.version);
    if (warning === undefined || version?.state !== 'released' || warning.state === 'closed') return { last: undefined, told: 0 };
    const { decisions, last } = await findUntold(trx, { ...next, limit: Math.min(machine.config.tellAtOnceMax, AT_ONCE_MAX) });
    const told = await planPart(trx, machine, warning, version, decisions, now);
    await tellPart(trx, warning, version, told, now);
    return { last, told: told.length };
  });
}
