import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Read } from '@forewarn/core/basics/read.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { clearWithdrawn } from './advisory-store.ts';
import { keepDocuments, noteUnreadable, readBefore, recordRetrievals, type Digested, type KnownDocument } from './document-store.ts';
import { enqueueMatching } from './enqueue-matching.ts';
import { holdAdvisoriesOf, type HeldAdvisories } from './held-advisory.ts';
import type { Ingested } from './ingest-document.ts';
import { loadKeysOfAdvisory, type KeysOfAdvisory } from './product-keys.ts';
import { confirmRevision, storeRevision } from './store-revision.ts';
import { inSpan } from '../traces/in-span.ts';
import type { Traces } from '../traces/traces.ts';

/** Of one poll; a trace of thousands is read by nobody, and dropped by who collects it. */
export const DOCUMENTS_IN_TRACE_MAX = 100;

/** What reading gave, by the hex digest of the bytes. */
export type Readings = ReadonlyMap<string, Read<Advisory>>;
export type Intake = { readonly principal: Principal; readonly now: Instant; readonly traces?: Traces | undefined };
export type IntakeWithKeys = Intake & { readonly keysOf: KeysOfAdvisory };

/**
 * Takes in documents that were read, in this transaction: keeps the bytes, records the retrievals, holds their advisories, and stores each
 * in its order. A document without a reading is one that was read before, is quarantined, or could not be read.
 */
export async function takeInDocuments(
  trx: Transaction,
  intake: Intake,
  documents: readonly Digested[],
  readings: Readings,
): Promise<readonly Ingested[]> {
  await keepDocuments(trx, documents);
  const retrievals = await recordRetrievals(
    trx,
    documents.map((document) => ({ ...document, id: newId<'Retrieval'>(intake.now) })),
  );
  const held = await holdAdvisoriesOf(trx, readings, intake.now);
  const withKeys = { ...intake, keysOf: await loadKeysOfAdvisory(trx) };
  // Asked now that the advisories are held: another intake may have taken in the same bytes meanwhile.
  const known = new Map(
    await readBefore(
      trx,
      documents.map(({ sha256 }) => sha256),
    ),
  );
  const outcomes: Ingested[] = [];
  for (const [index, document] of documents.entries()) {
    const hex = document.sha256.toString('hex');
    const retrieval = retrievals[index];
    if (retrieval?.isQuarantined === true) {
      if (retrieval.isNew) await recordQuarantine(trx, intake, retrieval.id, hex);
      outcomes.push({ kind: 'quarantined', retrievalId: retrieval.id, sha256: hex, reason: document.raw.verdictReason });
      continue;
    }
    const outcome = await inItsTrace(intake, document, () => takeInOne(trx, withKeys, document, known.get(hex), readings.get(hex), held));
    outcomes.push(outcome);
    if (outcome.kind === 'new') known.set(hex, { sha256: hex, advisoryId: outcome.advisoryId, revisionId: outcome.revisionId });
    if (outcome.kind === 'unreadable') known.set(hex, { sha256: hex, problems: outcome.problems });
  }
  return outcomes;
}

/** What follows of a document goes on in its own trace, where it has one. */
function inItsTrace({ traces }: Intake, { raw: { trace } }: Digested, take: () => Promise<Ingested>): Promise<Ingested> {
  if (trace === undefined) return take();
  return inSpan(traces, { name: 'store', from: trace.from, begins: trace.from === undefined }, async (say) => {
    const outcome = await take();
    say({ 'forewarn.outcome': outcome.kind, ...(outcome.kind === 'new' ? { 'forewarn.advisory': outcome.advisoryId } : {}) });
    return outcome;
  });
}

async function recordQuarantine(trx: Transaction, { principal, now }: Intake, retrievalId: string, sha256: string): Promise<void> {
  const subject = { kind: 'retrieval', id: retrievalId };
  await record(trx, { principal, at: now, action: 'document-quarantined', subject, details: { sha256 } });
}

async function takeInOne(
  trx: Transaction,
  intake: IntakeWithKeys,
  document: Digested,
  known: KnownDocument | undefined,
  reading: Read<Advisory> | undefined,
  held: HeldAdvisories,
): Promise<Ingested> {
  const sha256 = document.sha256.toString('hex');
  if (known?.advisoryId !== undefined && known.revisionId !== undefined) {
    await takeInAgain(trx, intake, document, known.advisoryId, known.revisionId, known.isForeign === true);
    return { kind: 'known', advisoryId: idOf<'Advisory'>(known.advisoryId), revisionId: idOf<'AdvisoryRevision'>(known.revisionId) };
  }
  if (known?.problems !== undefined) return { kind: 'unreadable', sha256, problems: known.problems };
  if (reading?.kind === 'read') {
    return storeRevision(trx, intake, document, { advisory: reading.value, problems: reading.problems }, held);
  }
  const problems = reading?.problems ?? [];
  await keepUnreadable(trx, intake, document, problems);
  return { kind: 'unreadable', sha256, problems };
}

/** The same bytes again: a document that had disappeared counts again; one that only others gave now comes from its publisher. */
async function takeInAgain(
  trx: Transaction,
  intake: Intake,
  document: Digested,
  advisoryId: string,
  revisionId: string,
  isForeign: boolean,
): Promise<void> {
  if (await clearWithdrawn(trx, advisoryId)) {
    const subject = { kind: 'advisory', id: advisoryId };
    await record(trx, { principal: intake.principal, at: intake.now, action: 'advisory-listed-again', subject });
    await enqueueMatching(trx, advisoryId, revisionId);
  }
  if (isForeign) await confirmRevision(trx, intake, document, advisoryId, revisionId);
}

async function keepUnreadable(trx: Transaction, intake: Intake, { raw, sha256 }: Digested, problems: readonly Problem[]): Promise<void> {
  await noteUnreadable(trx, { sha256, sourceId: raw.sourceId, url: raw.url, problems, at: intake.now });
  await record(trx, {
    principal: intake.principal,
    at: intake.now,
    action: 'document-unreadable',
    subject: { kind: 'document', id: sha256.toString('hex') },
    details: { codes: problems.map(({ code }) => code) },
  });
}
