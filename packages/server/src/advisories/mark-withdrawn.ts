import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import type { Transaction } from '../database/open-database.ts';
import { withdrawAdvisories } from './advisory-store.ts';
import { withdrawRetrievals } from './document-store.ts';
import { enqueueMatching } from './enqueue-matching.ts';

export type Disappearance = {
  readonly sourceId: string;
  readonly urls: readonly string[];
  readonly at: Instant;
  readonly principal: Principal;
};

/**
 * Notes that a source no longer lists these addresses. An advisory that no source lists any more is withdrawn: it stays readable, and
 * `match-advisory` follows, so that what was said about it can be taken back. A copy that somebody handed in does not keep it alive.
 * Returns the ids of the advisories that it withdrew; a second time changes nothing. Listed again, it counts again (ingest-document.ts).
 */
export async function markWithdrawn(trx: Transaction, { sourceId, urls, at, principal }: Disappearance): Promise<readonly string[]> {
  const sha256s = await withdrawRetrievals(trx, sourceId, urls, at);
  if (sha256s.length === 0) return [];
  const withdrawn = await withdrawAdvisories(trx, sha256s, at);
  for (const { id, latestRevisionId } of withdrawn) {
    await record(trx, { principal, at, action: 'advisory-withdrawn', subject: { kind: 'advisory', id }, details: { sourceId } });
    if (latestRevisionId !== undefined) await enqueueMatching(trx, id, latestRevisionId);
  }
  return withdrawn.map(({ id }) => id);
}
