import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { aliasesOf } from '@forewarn/core/advisories/aliases-of.ts';
import { compareRevisions } from '@forewarn/core/advisories/compare-revisions.ts';
import { READER } from '@forewarn/core/advisories/formats/registry.ts';
import { isOlderRevision } from '@forewarn/core/advisories/is-older-revision.ts';
import { isSameNamespace } from '@forewarn/core/advisories/is-same-namespace.ts';
import type { RevisionKind } from '@forewarn/core/advisories/revision-change.ts';
import { cvesOf, highestScore } from '@forewarn/core/advisories/severity.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { record } from '../audit/record.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { InternalFault } from '../internal-fault.ts';
import {
  clearWithdrawn,
  findHeld,
  findNormalised,
  insertRevision,
  markOwn,
  revisionPlaces,
  setLatestRevision,
  type RevisionPlaceRow,
  type RevisionWrite,
  type StoredChange,
} from './advisory-store.ts';
import type { Digested } from './document-store.ts';
import { enqueueMatching } from './enqueue-matching.ts';
import { keyOfAdvisory, type HeldAdvisories, type HeldAdvisory } from './held-advisory.ts';
import type { Ingested } from './ingest-document.ts';
import type { RawDocument } from './raw-document.ts';
import { insertAliases } from './vulnerability-store.ts';
import type { Intake, IntakeWithKeys } from './take-in-documents.ts';

type Understood = { readonly advisory: Advisory; readonly problems: readonly Problem[] };

/**
 * Stores one new revision of a held advisory with what it changes, makes it the one in force unless it is older or not the publisher's own
 * (decision record 008), and enqueues matching where it may change who is concerned or what to do.
 */
export async function storeRevision(
  trx: Transaction,
  intake: IntakeWithKeys,
  { raw, sha256 }: Digested,
  { advisory, problems }: Understood,
  held: HeldAdvisories,
): Promise<Ingested> {
  const place = held.get(keyOfAdvisory(advisory.publisher.namespace, advisory.trackingId));
  if (place === undefined) throw new InternalFault(`Advisory ${advisory.trackingId} was read and is not held.`);
  const standing = standingOf(place, advisory, isForeign(raw, advisory.publisher.namespace));
  const change: StoredChange = { ...compareRevisions(await revisionBefore(trx, place, advisory, standing), advisory), ...standing.marks };
  const revision: RevisionWrite = {
    id: newId<'AdvisoryRevision'>(intake.now),
    advisoryId: place.row.id,
    sha256,
    sourceId: raw.sourceId,
    sequence: (place.places.at(-1)?.sequence ?? 0) + 1,
    advisory,
    severity: highestScore(advisory),
    cves: cvesOf(advisory),
    problems: standing.marks.isForeign === true ? [foreignProblem(raw, advisory), ...problems] : problems,
    change,
    productKeys: intake.keysOf(advisory),
    reader: READER,
    readAt: intake.now,
  };
  await insertRevision(trx, revision);
  await insertAliases(trx, { advisoryId: revision.advisoryId, revisionId: revision.id }, aliasesOf(advisory));
  place.places.push({
    ...revision,
    ...standing.marks,
    trackingVersion: advisory.trackingVersion,
    currentReleaseAt: advisory.currentReleaseAt,
  });
  if (standing.isInForce) await putInForce(trx, place, revision);
  await recordRevision(trx, intake, revision, standing.isInForce);
  const wasWithdrawn = place.row.withdrawnAt !== undefined && (await clearWithdrawn(trx, place.row.id));
  if (wasWithdrawn || (standing.isInForce && isWorthMatching(change.kind))) {
    await enqueueMatching(trx, place.row.id, place.latestId ?? revision.id);
  }
  return {
    kind: 'new',
    advisoryId: idOf<'Advisory'>(place.row.id),
    revisionId: idOf<'AdvisoryRevision'>(revision.id),
    change: change.kind,
    isInForce: standing.isInForce,
    problemCount: revision.problems.length,
  };
}

/** The provider that gave it publishes under another namespace than the document does. Who hands one in by hand answers for it. */
function isForeign(raw: RawDocument, namespace: string): boolean {
  return raw.providerNamespace !== undefined && !isSameNamespace(raw.providerNamespace, namespace);
}

type Standing = { readonly isInForce: boolean; readonly marks: Pick<StoredChange, 'isLate' | 'isForeign'> };

/** The publisher's own goes before what others give in its name; among equals the newer. */
function standingOf(place: HeldAdvisory, advisory: Advisory, foreign: boolean): Standing {
  const latest = place.places.find(({ id }) => id === place.latestId);
  const isOutranked = latest !== undefined && foreign && latest.isForeign !== true;
  const outranks = latest?.isForeign === true && !foreign;
  const isLate = latest !== undefined && !outranks && !isOutranked && isOlderRevision(advisory, latest);
  return {
    isInForce: !isLate && !isOutranked,
    marks: { ...(isLate ? { isLate: true } : {}), ...(foreign ? { isForeign: true } : {}) },
  };
}

function foreignProblem(raw: RawDocument, advisory: Advisory): Problem {
  return {
    code: 'publisher-not-of-source',
    at: '/document/publisher/namespace',
    message: `The document is of ${advisory.publisher.namespace}, and the provider that gave it is ${raw.providerNamespace ?? 'another'}.`,
    hint: 'Look whether the publisher itself has this advisory; once it does, only its own counts.',
    source: 'CSAF 2.0 §3.2.1.8.5',
  };
}

/** The one in force; for one that does not come in force, the newest of those that are not newer than it. */
async function revisionBefore(
  trx: Transaction,
  place: HeldAdvisory,
  advisory: Advisory,
  standing: Standing,
): Promise<Advisory | undefined> {
  if (standing.isInForce) {
    if (place.latestId === undefined) return undefined;
    return (place.latest ??= await findNormalised(trx, place.latestId));
  }
  let before: RevisionPlaceRow | undefined;
  for (const each of place.places) {
    if (isOlderRevision(advisory, each)) continue;
    if (before === undefined || !isOlderRevision(each, before)) before = each;
  }
  return before === undefined ? undefined : findNormalised(trx, before.id);
}

async function putInForce(trx: Transaction, place: HeldAdvisory, { id, advisoryId, advisory }: RevisionWrite): Promise<void> {
  await setLatestRevision(trx, { advisoryId, revisionId: id, publisherName: advisory.publisher.name, tlp: advisory.tlp });
  place.latestId = id;
  place.latest = advisory;
}

async function recordRevision(trx: Transaction, { principal, now }: Intake, revision: RevisionWrite, isInForce: boolean): Promise<void> {
  await record(trx, {
    principal,
    at: now,
    action: 'advisory-revision-stored',
    subject: { kind: 'advisory', id: revision.advisoryId },
    details: {
      revisionId: revision.id,
      sequence: revision.sequence,
      change: revision.change.kind,
      isInForce,
      problemCount: revision.problems.length,
    },
  });
}

/** Editorial changes may not change who is concerned or what to do, so nobody is matched again (decision record 008). */
function isWorthMatching(kind: RevisionKind): boolean {
  return kind === 'first' || kind === 'material' || kind === 'withdrawn';
}

/**
 * The publisher itself now gives a document that only others gave before: it is its own from now on, and comes in force where what is in
 * force is not the publisher's.
 */
export async function confirmRevision(
  trx: Transaction,
  intake: Intake,
  { raw }: Digested,
  advisoryId: string,
  revisionId: string,
): Promise<void> {
  if (raw.sourceId === undefined || raw.providerNamespace === undefined) return;
  const held = await findHeld(trx, advisoryId);
  if (held === undefined || isForeign(raw, held.namespace)) return;
  if (!(await markOwn(trx, revisionId))) return;
  const { principal, now } = intake;
  await record(trx, {
    principal,
    at: now,
    action: 'advisory-confirmed',
    subject: { kind: 'advisory', id: advisoryId },
    details: { revisionId },
  });
  const places = await revisionPlaces(trx, [advisoryId]);
  if (held.latestRevisionId === revisionId || places.find(({ id }) => id === held.latestRevisionId)?.isForeign !== true) return;
  const advisory = await findNormalised(trx, revisionId);
  if (advisory === undefined) return;
  await setLatestRevision(trx, { advisoryId, revisionId, publisherName: advisory.publisher.name, tlp: advisory.tlp });
  await enqueueMatching(trx, advisoryId, revisionId);
}
