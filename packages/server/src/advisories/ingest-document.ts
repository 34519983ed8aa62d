import { createHash } from 'node:crypto';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { compareRevisions } from '@forewarn/core/advisories/compare-revisions.ts';
import { READER } from '@forewarn/core/advisories/formats/registry.ts';
import { isOlderRevision } from '@forewarn/core/advisories/is-older-revision.ts';
import type { RevisionKind } from '@forewarn/core/advisories/revision-change.ts';
import { cvesOf, highestScore } from '@forewarn/core/advisories/severity.ts';
import type { AdvisoryId, RevisionId } from '@forewarn/core/basics/ids.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Read } from '@forewarn/core/basics/read.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import {
  clearWithdrawn,
  findNormalised,
  holdAdvisories,
  insertRevisions,
  revisionPlaces,
  setLatestRevision,
  type HeldAdvisory,
  type RevisionPlaceRow,
  type RevisionWrite,
  type StoredChange,
} from './advisory-store.ts';
import { keepDocuments, noteUnreadable, readBefore, recordRetrievals, type Digested, type KnownDocument } from './document-store.ts';
import { enqueueMatching } from './enqueue-matching.ts';
import { loadKeysOfAdvisory, type KeysOfAdvisory } from './product-keys.ts';
import type { RawDocument } from './raw-document.ts';
import { readDocument } from './read-document.ts';

/** What became of one document. None is lost: each kind is kept byte for byte. */
export type Ingested =
  /** A revision that we did not have; `isLate` where a newer one had come already, which then stays in force. */
  | {
      readonly kind: 'new';
      readonly advisoryId: AdvisoryId;
      readonly revisionId: RevisionId;
      readonly change: RevisionKind;
      readonly isLate: boolean;
      readonly problemCount: number;
    }
  /** These bytes were read before. */
  | { readonly kind: 'known'; readonly advisoryId: AdvisoryId; readonly revisionId: RevisionId }
  | { readonly kind: 'unreadable'; readonly sha256: string; readonly problems: readonly Problem[] }
  /** Kept and shown to the CERT, used for nothing until somebody releases it (release-quarantined.ts). */
  | { readonly kind: 'quarantined'; readonly retrievalId: string; readonly sha256: string; readonly reason?: string };

/** Forewarn itself, polling. */
const INTAKE: Principal = { kind: 'system', name: 'ingest-document' };

/**
 * Takes in one document that a source gave or somebody hands in: keeps the bytes, records where they came from, reads, validates, compares
 * with the revision in force, stores, audits, and enqueues `match-advisory` where it may change who is concerned or what to do. One
 * transaction. Key: publisher's namespace + tracking id + sha256 of the bytes; the same bytes again change nothing.
 */
export async function ingestDocument(machine: Machine, raw: RawDocument, principal: Principal = INTAKE): Promise<Ingested> {
  const [ingested] = await ingestDocuments(machine, [raw], principal);
  return ingested as Ingested;
}

/** The same for several in one transaction, in their order; the outcomes come in the same order. Meant for up to some hundred. */
export async function ingestDocuments(
  machine: Machine,
  raws: readonly RawDocument[],
  principal: Principal = INTAKE,
): Promise<readonly Ingested[]> {
  if (raws.length === 0) return [];
  const documents = raws.map((raw) => ({ raw, sha256: createHash('sha256').update(raw.bytes).digest() }));
  const before = await asPrincipal(machine.database, principal, (trx) =>
    readBefore(
      trx,
      documents.map(({ sha256 }) => sha256),
    ),
  );
  const readings = await readNewOnes(documents, before);
  return asPrincipal(machine.database, principal, async (trx) => {
    const intake = { trx, principal, now: machine.clock.now(), keysOf: await loadKeysOfAdvisory(trx) };
    await keepDocuments(trx, documents);
    return takeIn(intake, documents, readings);
  });
}

type Reading = Read<Advisory>;
/** By hex digest. */
type Readings = ReadonlyMap<string, Reading>;
type Intake = { readonly trx: Transaction; readonly principal: Principal; readonly now: Instant; readonly keysOf: KeysOfAdvisory };

/** Reading costs more than anything else, so it happens outside the transaction and only for bytes that are new and not quarantined. */
async function readNewOnes(documents: readonly Digested[], before: ReadonlyMap<string, KnownDocument>): Promise<Readings> {
  const fresh = new Map<string, RawDocument>();
  for (const { raw, sha256 } of documents) {
    const hex = sha256.toString('hex');
    if (raw.verdict === 'accepted' && !before.has(hex) && !fresh.has(hex)) fresh.set(hex, raw);
  }
  return new Map(await Promise.all([...fresh].map(async ([hex, raw]) => [hex, await readDocument(raw.bytes, raw.feedLabel)] as const)));
}

async function takeIn(intake: Intake, documents: readonly Digested[], readings: Readings): Promise<readonly Ingested[]> {
  const { trx, principal, now } = intake;
  const retrievals = await recordRetrievals(
    trx,
    documents.map((document) => ({ ...document, id: newId<'Retrieval'>(now) })),
  );
  const held = await holdAdvisoriesOf(intake, readings);
  // Asked again now that the advisories are held: another intake may have taken in the same bytes meanwhile.
  const before = new Map(
    await readBefore(
      trx,
      documents.map(({ sha256 }) => sha256),
    ),
  );
  const outcomes: Ingested[] = [];
  for (const [index, document] of documents.entries()) {
    const retrieval = retrievals[index];
    const hex = document.sha256.toString('hex');
    if (retrieval?.isQuarantined === true) {
      if (retrieval.isNew)
        await record(trx, {
          principal,
          at: now,
          action: 'document-quarantined',
          subject: { kind: 'retrieval', id: retrieval.id },
          details: { sha256: hex },
        });
      outcomes.push({ kind: 'quarantined', retrievalId: retrieval.id, sha256: hex, reason: document.raw.verdictReason });
      continue;
    }
    const outcome = await takeInOne(intake, document, before.get(hex), readings.get(hex), held);
    outcomes.push(outcome);
    if (outcome.kind === 'new') before.set(hex, { sha256: hex, advisoryId: outcome.advisoryId, revisionId: outcome.revisionId });
    if (outcome.kind === 'unreadable') before.set(hex, { sha256: hex, problems: outcome.problems });
  }
  return outcomes;
}

/** An advisory held in this transaction, with its revisions so far. */
type Held = {
  readonly advisory: HeldAdvisory;
  latestId: string | undefined;
  latest: Advisory | undefined;
  readonly places: RevisionPlaceRow[];
};

function keyOf(advisory: Advisory): string {
  return JSON.stringify([advisory.publisher.namespace, advisory.trackingId]);
}

async function holdAdvisoriesOf(intake: Intake, readings: Readings): Promise<ReadonlyMap<string, Held>> {
  const advisories = new Map<string, Advisory>();
  for (const reading of readings.values()) if (reading.kind === 'read') advisories.set(keyOf(reading.value), reading.value);
  if (advisories.size === 0) return new Map();
  const rows = [...advisories.values()].map((advisory) => ({
    id: newId<'Advisory'>(intake.now),
    namespace: advisory.publisher.namespace,
    trackingId: advisory.trackingId,
    publisherName: advisory.publisher.name,
    tlp: advisory.tlp,
    firstSeenAt: intake.now,
  }));
  const held = await holdAdvisories(intake.trx, rows);
  const places = Map.groupBy(
    await revisionPlaces(
      intake.trx,
      held.filter(({ latestRevisionId }) => latestRevisionId !== undefined).map(({ id }) => id),
    ),
    ({ advisoryId }) => advisoryId,
  );
  return new Map(
    held.map((advisory) => [
      JSON.stringify([advisory.namespace, advisory.trackingId]),
      { advisory, latestId: advisory.latestRevisionId, latest: undefined, places: places.get(advisory.id) ?? [] },
    ]),
  );
}

async function takeInOne(
  intake: Intake,
  { raw, sha256 }: Digested,
  known: KnownDocument | undefined,
  reading: Reading | undefined,
  held: ReadonlyMap<string, Held>,
): Promise<Ingested> {
  const hex = sha256.toString('hex');
  if (known?.advisoryId !== undefined && known.revisionId !== undefined) {
    await takeBack(intake, known.advisoryId, known.revisionId);
    return { kind: 'known', advisoryId: idOf<'Advisory'>(known.advisoryId), revisionId: idOf<'AdvisoryRevision'>(known.revisionId) };
  }
  if (known?.problems !== undefined) return { kind: 'unreadable', sha256: hex, problems: known.problems };
  if (reading === undefined || reading.kind === 'unreadable') {
    const problems = reading?.problems ?? [];
    await noteUnreadable(intake.trx, { sha256, sourceId: raw.sourceId, url: raw.url, problems, at: intake.now });
    await record(intake.trx, {
      principal: intake.principal,
      at: intake.now,
      action: 'document-unreadable',
      subject: { kind: 'document', id: hex },
      details: { codes: problems.map(({ code }) => code) },
    });
    return { kind: 'unreadable', sha256: hex, problems };
  }
  const place = held.get(keyOf(reading.value));
  if (place === undefined) throw new Error('an advisory that was read is not held');
  return storeRevision(intake, { raw, sha256 }, reading.value, reading.problems, place);
}

/** A document that had disappeared at its source and is listed again counts again. */
async function takeBack(intake: Intake, advisoryId: string, revisionId: string): Promise<void> {
  if (!(await clearWithdrawn(intake.trx, advisoryId))) return;
  await record(intake.trx, {
    principal: intake.principal,
    at: intake.now,
    action: 'advisory-listed-again',
    subject: { kind: 'advisory', id: advisoryId },
  });
  await enqueueMatching(intake.trx, advisoryId, revisionId);
}

async function storeRevision(
  intake: Intake,
  { raw, sha256 }: Digested,
  advisory: Advisory,
  problems: readonly Problem[],
  held: Held,
): Promise<Ingested> {
  const { trx, principal, now } = intake;
  const id = newId<'AdvisoryRevision'>(now);
  const latestPlace = held.places.find((place) => place.id === held.latestId);
  const isLate = latestPlace !== undefined && isOlderRevision(advisory, latestPlace);
  const change: StoredChange = {
    ...compareRevisions(await revisionBefore(trx, held, advisory, isLate), advisory),
    ...(isLate ? { isLate: true as const } : {}),
  };
  const revision: RevisionWrite = {
    id,
    advisoryId: held.advisory.id,
    sha256,
    sourceId: raw.sourceId,
    sequence: (held.places.at(-1)?.sequence ?? 0) + 1,
    advisory,
    severity: highestScore(advisory),
    cves: cvesOf(advisory),
    problems,
    change,
    productKeys: intake.keysOf(advisory),
    reader: READER,
    readAt: now,
  };
  await insertRevisions(trx, [revision]);
  held.places.push({ ...revision, trackingVersion: advisory.trackingVersion, currentReleaseAt: advisory.currentReleaseAt });
  if (!isLate) {
    await setLatestRevision(trx, {
      advisoryId: held.advisory.id,
      revisionId: id,
      publisherName: advisory.publisher.name,
      tlp: advisory.tlp,
    });
    held.latestId = id;
    held.latest = advisory;
  }
  await record(trx, {
    principal,
    at: now,
    action: 'advisory-revision-stored',
    subject: { kind: 'advisory', id: held.advisory.id },
    details: { revisionId: id, sequence: revision.sequence, change: change.kind, isLate, problemCount: problems.length },
  });
  const wasWithdrawn = held.advisory.withdrawnAt !== undefined && (await clearWithdrawn(trx, held.advisory.id));
  if (wasWithdrawn || (!isLate && isWorthMatching(change.kind))) await enqueueMatching(trx, held.advisory.id, held.latestId ?? id);
  return {
    kind: 'new',
    advisoryId: idOf<'Advisory'>(held.advisory.id),
    revisionId: id,
    change: change.kind,
    isLate,
    problemCount: problems.length,
  };
}

/** The one in force; for a late one, the newest of those that are older than it. */
async function revisionBefore(trx: Transaction, held: Held, advisory: Advisory, isLate: boolean): Promise<Advisory | undefined> {
  if (!isLate) {
    if (held.latestId === undefined) return undefined;
    return (held.latest ??= await findNormalised(trx, held.latestId));
  }
  let before: RevisionPlaceRow | undefined;
  for (const place of held.places) {
    if (isOlderRevision(advisory, place)) continue;
    if (before === undefined || !isOlderRevision(place, before)) before = place;
  }
  return before === undefined ? undefined : findNormalised(trx, before.id);
}

/** Editorial changes may not change who is concerned or what to do, so nobody is matched again (decision record 008). */
function isWorthMatching(kind: RevisionKind): boolean {
  return kind === 'first' || kind === 'material' || kind === 'withdrawn';
}
