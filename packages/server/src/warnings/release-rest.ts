import { setImmediate as pause } from 'node:timers/promises';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { planForOwnDeliverer } from '../deliveries/own-deliverer.ts';
import { InternalFault } from '../internal-fault.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { findNextUntold, findUnreached, insertDecisions, listDecided } from './concerned-store.ts';
import { loadReleaseFacts, partSize, planPart, type ReleaseFacts, type ToRelease } from './plan-release.ts';
import { beginAudienceDigest, isAudienceOf } from './preview-digest.ts';
import { findNextInstitutions } from './reader-store.ts';
import { findReleaseCounts } from './release-count-store.ts';
import { cancelEarlier, isUnderway, NAMED_MAX, tellChanged, tellUnreachable, threadsOfTold } from './release-warning.ts';
import { endFollowUps } from './start-follow-ups.ts';
import { recordTellingLater, tellPart } from './tell-part.ts';
import { tellDecided, tellOfStuck } from './tell-rest.ts';
import {
  findVersion,
  findWarning,
  holdWarning,
  keepUndecided,
  type StoredVersion,
  type StoredWarning,
  type Undecided,
} from './warning-store.ts';

const RELEASER = { kind: 'system', name: 'release-rest' } as const satisfies Principal;
/** Institutions of one transaction: as many as are sent to in a third of a second. */
const AT_ONCE_MAX = 1_000;
const DIGESTED_AT_ONCE = 5_000;

type Version = { readonly warningId: string; readonly version: number };

/**
 * The job `release-rest` {warningId, version}, added by a release to so many institutions that it decided on the first alone: decides on the others,
 * part by part in the order of their ids, and tells them, each part in a transaction of its own that also keeps how far it is (decision 041). Each is
 * decided on once, by the facts of its turn; who joined after the release is none of them. A later version, a withdrawal or a closing ends it: what
 * is not decided yet, the later version decides alone. A part that fails is decided on without telling, and who of it can be told is told after.
 * At the end the counts are recorded, and the CERT hears whom nobody reaches and whether it concerned others than the preview showed. A second run
 * goes on where the first stopped.
 */
export async function releaseRest(machine: Machine, payload: unknown): Promise<void> {
  const { warningId, version: number } = (payload ?? {}) as Record<string, unknown>;
  if (typeof warningId !== 'string' || typeof number !== 'number') throw new InternalFault('a release-rest job names no version');
  const version: Version = { warningId, version: number };
  let outcome = await tellDecided(machine, version); // those that a run before decided on and could not tell
  if ((await decideRest(machine, version)).hasFailed) outcome = await tellDecided(machine, version);
  const { told, stuck } = outcome;
  const isFirst = await complete(
    machine,
    version,
    stuck.map(({ id }) => id),
  );
  const now = machine.clock.now();
  await asSystem(machine.database, RELEASER.name, async (trx) => {
    if (!isFirst && told > 0) await recordTellingLater(trx, version, told, now); // those of whom a run before could not tell
    await tellOfStuck(trx, warningId, stuck, now);
  });
  if (outcome.stuck.length > 0) throw outcome.cause;
}

async function decideRest(machine: Machine, version: Version): Promise<{ readonly hasFailed: boolean }> {
  const facts = await asSystem(machine.database, RELEASER.name, async (trx) => {
    const warning = await findWarning(trx, version.warningId);
    return warning && loadReleaseFacts(trx, warning, machine.clock.now());
  });
  let hasFailed = false;
  for (let isMore = facts !== undefined; isMore && facts !== undefined; await pause()) {
    isMore = await decideNext(machine, version, facts, tellPart).catch((cause: unknown) => {
      machine.log.error({ err: cause, ...version }, 'a part of a release could not be told at once; its institutions are told one by one');
      hasFailed = true;
      return decideNext(machine, version, facts, async () => []);
    });
  }
  return { hasFailed };
}

/** One part: true where there may be another. */
async function decideNext(machine: Machine, of: Version, facts: ReleaseFacts, tell: typeof tellPart): Promise<boolean> {
  const now = machine.clock.now();
  return planForOwnDeliverer(machine, now, (room, hold) =>
    asSystem(machine.database, RELEASER.name, async (trx) => {
      const held = await holdUndecided(trx, of);
      if (held === undefined) return false;
      const { warning, version, undecided } = held;
      const among = await findNextInstitutions(trx, { ...undecided, limit: Math.min(partSize(machine.config), AT_ONCE_MAX) });
      const last = among.at(-1);
      if (last === undefined) return false;
      const toRelease: ToRelease = { warning, version, facts };
      const part = await planPart(trx, machine, toRelease, among, now);
      await insertDecisions(trx, warning.id, version.version, part.decisions);
      if (version.kind !== 'withdrawal') {
        await cancelEarlier(trx, warning, version, threadsOfTold(part), now);
        await endFollowUps(trx, warning, version, part.told, now);
      }
      hold(await tell(trx, warning, version, part.told, now, room));
      await keepUndecided(trx, of, { ...undecided, after: last });
      return last !== undecided.through;
    }),
  );
}

type Held = { readonly warning: StoredWarning; readonly version: StoredVersion; readonly undecided: Undecided };

/** Undefined where nothing is left to decide, or nobody hears any more of it; no other version is released while this one is held. */
async function holdUndecided(trx: Transaction, { warningId, version: number }: Version): Promise<Held | undefined> {
  const warning = await holdWarning(trx, warningId);
  const version = warning && (await findVersion(trx, warningId, number));
  if (warning === undefined || version?.undecided === undefined || !isUnderway(warning, version)) return undefined;
  return { warning, version, undecided: version.undecided };
}

/** Once for a version, what came of it: false where it was recorded before. `stuck`: whom the CERT is told of by themselves. */
async function complete(machine: Machine, of: Version, stuck: readonly string[]): Promise<boolean> {
  const now = machine.clock.now();
  return asSystem(machine.database, RELEASER.name, async (trx) => {
    const warning = await holdWarning(trx, of.warningId);
    const version = await findVersion(trx, of.warningId, of.version);
    if (warning === undefined || version?.undecided === undefined) return false;
    await keepUndecided(trx, of, undefined);
    const isWhole = isUnderway(warning, version);
    const { cancelled: _before, ...counts } = await findReleaseCounts(trx, of.warningId, of.version);
    const changed = isWhole && !(await isAsPreviewed(trx, version, of));
    await record(trx, {
      principal: RELEASER,
      at: now,
      action: 'release-completed',
      subject: { kind: 'warning', id: warning.id },
      details: { reference: warning.reference, version: version.version, ...counts, ...(isWhole ? {} : { ended: true }) },
    });
    await recordTellingLater(trx, of, counts.told, now);
    await goOnWithEarlier(trx, of);
    if (!isWhole) return true;
    await tellUnreachable(trx, warning, await findUnreached(trx, { ...of, except: stuck, limit: NAMED_MAX }), now);
    if (changed)
      await tellChanged(trx, warning, version, { plannedBy: version.releasedBy ?? '', changed: ['audience'], told: counts.told }, now);
    return true;
  });
}

/** Whether it decided for exactly those, in exactly that way, that whoever released it saw; so too where no preview was handed in. */
async function isAsPreviewed(trx: Transaction, { previewDigest }: StoredVersion, of: Version): Promise<boolean> {
  if (previewDigest === undefined) return true;
  const digest = beginAudienceDigest();
  let after: string | undefined;
  do {
    const decided = await listDecided(trx, { ...of, after, limit: DIGESTED_AT_ONCE });
    digest.add(decided);
    after = decided.length < DIGESTED_AT_ONCE ? undefined : decided.at(-1)?.institutionId;
  } while (after !== undefined);
  return isAudienceOf(previewDigest, digest.end());
}

/** Whom an earlier version still had to tell waited for this one: those whom it left in peace hear the earlier one. */
async function goOnWithEarlier(trx: Transaction, { warningId, version }: Version): Promise<void> {
  for (let earlier = 1; earlier < version; earlier += 1)
    if ((await findNextUntold(trx, { warningId, version: earlier, after: undefined })) !== undefined)
      await enqueue(trx, 'tell-rest', { warningId, version: earlier }, { key: `tell-rest:${warningId}/${earlier}` });
}
