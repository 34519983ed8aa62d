import { createHash } from 'node:crypto';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { RevisionKind } from '@forewarn/core/advisories/revision-change.ts';
import type { AdvisoryId, RevisionId } from '@forewarn/core/basics/ids.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { unreadable, type Read } from '@forewarn/core/basics/read.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { inSpan } from '../traces/in-span.ts';
import { readBefore, type Digested, type KnownDocument } from './document-store.ts';
import type { RawDocument } from './raw-document.ts';
import { readDocument } from './read-document.ts';
import { takeInDocuments, type Readings as FinishedReadings } from './take-in-documents.ts';

/** What became of one document. None is lost: each kind is kept byte for byte. */
export type Ingested =
  /**
   * A revision that we did not have. `isInForce` where it is the one that counts now: false where a newer one had come already, or where
   * it came from somebody else than its publisher and the publisher's own is there.
   */
  | {
      readonly kind: 'new';
      readonly advisoryId: AdvisoryId;
      readonly revisionId: RevisionId;
      readonly change: RevisionKind;
      readonly isInForce: boolean;
      readonly problemCount: number;
    }
  /** These bytes were read before. */
  | { readonly kind: 'known'; readonly advisoryId: AdvisoryId; readonly revisionId: RevisionId }
  | { readonly kind: 'unreadable'; readonly sha256: string; readonly problems: readonly Problem[] }
  /** Kept and shown to the CERT, used for nothing until somebody releases it (decide-quarantined.ts). */
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

/**
 * The same for several, in their order; the outcomes come in the same order. A few at a time share a transaction, and while those are
 * stored the next ones are read. Where the database can't take the content of one of them, each has a transaction of its own and that one
 * is kept as unreadable.
 */
export async function ingestDocuments(
  machine: Machine,
  raws: readonly RawDocument[],
  principal: Principal = INTAKE,
): Promise<readonly Ingested[]> {
  if (raws.length === 0) return [];
  return inSpan(machine.traces, { name: 'read', attributes: { 'forewarn.documents': raws.length } }, async (say) => {
    const outcomes = await readAndTakeIn(machine, raws, principal);
    const first = outcomes.find(({ kind }) => kind === 'new');
    say({
      'forewarn.new': outcomes.filter(({ kind }) => kind === 'new').length,
      ...(first?.kind === 'new' ? { 'forewarn.advisory': first.advisoryId } : {}),
    });
    return outcomes;
  });
}

async function readAndTakeIn(machine: Machine, raws: readonly RawDocument[], principal: Principal): Promise<readonly Ingested[]> {
  const documents = raws.map((raw) => ({ raw, sha256: createHash('sha256').update(raw.bytes).digest() }));
  const before = await asPrincipal(machine.database, principal, (trx) =>
    readBefore(
      trx,
      documents.map(({ sha256 }) => sha256),
    ),
  );
  const readings = startReading(documents, before);
  const outcomes: Ingested[] = [];
  for (let from = 0; from < documents.length; from += TOGETHER) {
    outcomes.push(...(await takeInTogether(machine, principal, documents.slice(from, from + TOGETHER), readings)));
  }
  return outcomes;
}

const TOGETHER = 10;
type Readings = ReadonlyMap<string, Promise<Read<Advisory>>>;

/** Reading costs more than anything else, so it happens outside the transaction and only for bytes that are new and not quarantined. */
function startReading(documents: readonly Digested[], before: ReadonlyMap<string, KnownDocument>): Readings {
  const readings = new Map<string, Promise<Read<Advisory>>>();
  for (const { raw, sha256 } of documents) {
    const hex = sha256.toString('hex');
    if (raw.verdict === 'quarantined' || before.has(hex) || readings.has(hex)) continue;
    readings.set(hex, readDocument(raw.bytes, raw.feedLabel)); // never rejects
  }
  return readings;
}

async function takeInTogether(
  machine: Machine,
  principal: Principal,
  documents: readonly Digested[],
  readings: Readings,
): Promise<readonly Ingested[]> {
  const read = new Map<string, Read<Advisory>>();
  for (const { sha256 } of documents) {
    const reading = await readings.get(sha256.toString('hex'));
    if (reading !== undefined) read.set(sha256.toString('hex'), reading);
  }
  try {
    return await takeIn(machine, principal, documents, read);
  } catch (cause) {
    if (!isContentFault(cause)) throw cause;
    machine.log.warn({ err: cause, count: documents.length }, 'documents with content that the database does not take');
    const outcomes: Ingested[] = [];
    for (const document of documents) outcomes.push(await takeInAlone(machine, principal, document, read));
    return outcomes;
  }
}

function takeIn(
  machine: Machine,
  principal: Principal,
  documents: readonly Digested[],
  read: FinishedReadings,
): Promise<readonly Ingested[]> {
  return asPrincipal(machine.database, principal, (trx) =>
    takeInDocuments(trx, { principal, now: machine.clock.now(), traces: machine.traces }, documents, read),
  );
}

async function takeInAlone(machine: Machine, principal: Principal, document: Digested, read: FinishedReadings): Promise<Ingested> {
  const alone = async (reading: FinishedReadings) => (await takeIn(machine, principal, [document], reading))[0] as Ingested;
  try {
    return await alone(read);
  } catch (cause) {
    if (!isContentFault(cause)) throw cause;
    return alone(new Map([[document.sha256.toString('hex'), unreadable(NOT_STORABLE)]]));
  }
}

const NOT_STORABLE: Problem = {
  code: 'not-storable',
  at: '',
  message: 'This document holds names or lists longer than the database takes.',
  hint: 'Open the original: it was damaged or made to harm.',
};

/** PostgreSQL, appendix A: class 22 is a data exception, class 54 a limit of the program. */
function isContentFault(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return code.startsWith('22') || code.startsWith('54');
}
