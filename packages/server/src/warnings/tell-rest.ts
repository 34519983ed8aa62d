import { setImmediate as pause } from 'node:timers/promises';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { raiseNotice, resolveNotice } from '../audit/notices.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { planForOwnDeliverer } from '../deliveries/own-deliverer.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { loadTellingFacts, planDecided, type TellingFacts } from './plan-release.ts';
import { recordTellingLater, tellPart } from './tell-part.ts';
import { findNextUntold, findUntold, type Untold } from './concerned-store.ts';
import { findVersion, findWarning, holdWarning, isCorrectedSince, type StoredVersion, type StoredWarning } from './warning-store.ts';

const TELLER = 'tell-rest';
const AT_ONCE_MAX = 500;
/** Of those who are stuck so many are named. */
const NAMED_MAX = 10;

/**
 * The job `tell-rest` {warningId, version}, added by a release to many: plans what the institutions that it spoke to and did not plan for hear of it,
 * part by part, each in a transaction of its own, by their decisions of the release (decision 040). Whoever a later version spoke to meanwhile hears
 * that one instead. A warning that was closed meanwhile says no more, as what is planned of it does not go out. A second run goes on where the first
 * stopped. One for whom nothing can be planned holds up nobody else: the CERT is told to telephone, and the job fails in the end, so that it is tried again.
 */
export async function tellRest(machine: Machine, payload: unknown): Promise<void> {
  const { warningId, version } = (payload ?? {}) as Record<string, unknown>;
  if (typeof warningId !== 'string' || typeof version !== 'number') throw new InternalFault('a tell-rest job names no version');
  const { told, stuck, cause } = await tellDecided(machine, { warningId, version });
  const now = machine.clock.now();
  await asSystem(machine.database, TELLER, async (trx) => {
    await recordTellingLater(trx, { warningId, version }, told, now);
    await tellOfStuck(trx, warningId, stuck, now);
  });
  if (stuck.length > 0) throw cause;
}

type Part = Untold & { readonly limit: number };
type Version = Pick<Untold, 'warningId' | 'version'>;
type Institution = { readonly id: string; readonly name: string };

/**
 * Plans for all whom this version decided on and speaks to and for whom nothing is planned yet. `stuck`: for whom nothing could be planned; `cause`: why,
 * of the last.
 */
export async function tellDecided(machine: Machine, version: Version) {
  const most = Math.min(machine.config.tellAtOnceMax, AT_ONCE_MAX);
  const facts = await loadFacts(machine, version.warningId);
  if (facts === undefined) return { told: 0, stuck: [], cause: undefined };
  const stuck: Institution[] = [];
  let cause: unknown;
  let [after, told, alone]: [string | undefined, number, number] = [undefined, 0, 0];
  for (;;) {
    const next: Part = { ...version, after, limit: alone > 0 ? 1 : most };
    const part = await tellNext(machine, next, facts).catch((fault: unknown) => {
      cause = fault;
      return undefined;
    });
    await pause(); // deliveries are sent in between
    alone = Math.max(0, alone - 1);
    if (part !== undefined) {
      told += part.told;
      if (part.last === undefined) return { told, stuck, cause };
      after = part.last;
    } else if (next.limit > 1) alone = most; // each of these by itself
    else {
      const one = await asSystem(machine.database, TELLER, (trx) => findNextUntold(trx, next));
      if (one === undefined) return { told, stuck, cause };
      stuck.push(one);
      after = one.id;
    }
  }
}

export async function tellOfStuck(trx: Transaction, warningId: string, stuck: readonly Institution[], now: Instant): Promise<void> {
  const of = { kind: 'telling-stuck', key: warningId } as const;
  if (stuck.length === 0) return void (await resolveNotice(trx, of, now));
  const reference = (await findWarning(trx, warningId))?.reference ?? '';
  const institutions = stuck.slice(0, NAMED_MAX).map(({ name }) => name);
  await raiseNotice(trx, { ...of, reference, institutions, others: stuck.length - institutions.length }, now);
}

function loadFacts(machine: Machine, warningId: string): Promise<TellingFacts | undefined> {
  return asSystem(machine.database, TELLER, async (trx) => {
    const warning = await findWarning(trx, warningId);
    return warning && loadTellingFacts(trx, warning);
  });
}

/** `last`: where the next part begins; undefined where there is none. */
async function tellNext(
  machine: Machine,
  next: Part,
  facts: TellingFacts,
): Promise<{ readonly last: string | undefined; readonly told: number }> {
  const now = machine.clock.now();
  return planForOwnDeliverer(machine, now, (room, hold) =>
    asSystem(machine.database, TELLER, async (trx) => {
      const warning = await holdWarning(trx, next.warningId); // no other version is released while this part is planned
      const version = await findVersion(trx, next.warningId, next.version);
      if (warning === undefined || version?.state !== 'released' || (await isOver(trx, warning, version)))
        return { last: undefined, told: 0 };
      const { decisions, last } = await findUntold(trx, next);
      const told = await planDecided(trx, machine, { warning, version, facts }, decisions, now);
      hold(await tellPart(trx, warning, version, told, now, room));
      return { last, told: told.length };
    }),
  );
}

/** Nobody hears any more of it, or not before a later version has decided on all: the job `release-rest` comes back for who is left then. */
async function isOver(trx: Transaction, warning: StoredWarning, version: StoredVersion): Promise<boolean> {
  if (warning.state === 'closed') return true;
  if (version.version === warning.releasedVersion) return false;
  if (warning.state === 'withdrawn') return true;
  if (await isCorrectedSince(trx, warning.id, version.version)) return true; // what it says is wrong
  return (await findVersion(trx, warning.id, warning.releasedVersion))?.undecided !== undefined;
}
