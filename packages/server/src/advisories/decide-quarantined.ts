import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findDocument } from './document-store.ts';
import type { Ingested } from './ingest-document.ts';
import type { RawDocument } from './raw-document.ts';
import { readDocument } from './read-document.ts';
import { decideRetrieval, findRetrieval, type Retrieval } from './retrieval-store.ts';
import { takeInDocuments } from './take-in-documents.ts';

export type QuarantineDecision = 'release' | 'reject';
export type Decided = { readonly kind: 'released'; readonly ingested: Ingested } | { readonly kind: 'rejected' };

/**
 * What a person decides about a document in quarantine, once. Released, it is taken in from the kept bytes like one that was accepted at
 * once, in the same transaction; rejected, it stays kept and is used for nothing, also when its source gives it again. Refusals: `no-such`,
 * `decided-before` (by whom and when).
 */
export async function decideQuarantined(
  machine: Machine,
  principal: Principal,
  retrievalId: string,
  decision: QuarantineDecision,
): Promise<Decided | Refusal> {
  const found = await asPrincipal(machine.database, principal, async (trx) => {
    const retrieval = await findRetrieval(trx, retrievalId);
    const bytes = retrieval === undefined ? undefined : await findDocument(trx, Buffer.from(retrieval.sha256, 'hex'));
    return retrieval === undefined || bytes === undefined ? undefined : { retrieval, bytes };
  });
  if (found === undefined) return refuse('no-such', 'There is no such document in quarantine.');
  const sha256 = Buffer.from(found.retrieval.sha256, 'hex');
  const raw = rawOf(found.retrieval, found.bytes);
  const readings =
    decision === 'release' ? new Map([[found.retrieval.sha256, await readDocument(found.bytes, raw.feedLabel)]]) : new Map<string, never>();
  return asPrincipal(machine.database, principal, async (trx): Promise<Decided | Refusal> => {
    const now = machine.clock.now();
    if (!(await decideRetrieval(trx, retrievalId, decision, now, principalName(principal)))) {
      return decidedBefore((await findRetrieval(trx, retrievalId)) ?? found.retrieval);
    }
    await record(trx, {
      principal,
      at: now,
      action: decision === 'release' ? 'document-released' : 'document-rejected',
      subject: { kind: 'retrieval', id: retrievalId },
      details: { sha256: found.retrieval.sha256 },
    });
    if (decision === 'reject') return { kind: 'rejected' };
    const [ingested] = await takeInDocuments(trx, { principal, now }, [{ raw, sha256 }], readings);
    return { kind: 'released', ingested: ingested as Ingested };
  });
}

function rawOf(retrieval: Retrieval, bytes: Uint8Array): RawDocument {
  const { sourceId, url, retrievedAt, hashCheck, signatureCheck, verdict, verdictReason, feedLabel, providerNamespace } = retrieval;
  return { sourceId, url, bytes, retrievedAt, hashCheck, signatureCheck, verdict, verdictReason, feedLabel, providerNamespace };
}

function decidedBefore(retrieval: Retrieval): Refusal {
  if (retrieval.releasedAt !== undefined)
    return refuse(
      'decided-before',
      `This document was released before (on ${retrieval.releasedAt} by ${retrieval.releasedBy}).`,
      undefined,
      { about: 'released', at: retrieval.releasedAt, by: retrieval.releasedBy ?? '' },
    );
  if (retrieval.rejectedAt !== undefined)
    return refuse(
      'decided-before',
      `This document was rejected before (on ${retrieval.rejectedAt} by ${retrieval.rejectedBy}).`,
      undefined,
      { about: 'rejected', at: retrieval.rejectedAt, by: retrieval.rejectedBy ?? '' },
    );
  return refuse('decided-before', 'This document is not in quarantine: its source gave it again and its checks were right.');
}
