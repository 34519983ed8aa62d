import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { raiseNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import type { Transaction } from '../database/open-database.ts';
import { findUntoldWithdrawals } from './listed-document-store.ts';
import { markWithdrawn } from './mark-withdrawn.ts';
import type { Source } from './source.ts';

/** A document that has failed so often does not hold up the others' withdrawal any longer. */
const TRIES_MIN = 3;

/** Addresses in a notice; the trail and the source's page have them all. */
const URLS_KEPT = 3;

/**
 * Draws the consequences of what a source no longer lists: its retrievals, and with them the advisories that nobody lists any more, are withdrawn, and the
 * CERT is told. At the end of a poll and not before, so that a publisher who moves its files withdraws nothing. Gives how many documents.
 */
export async function tellWithdrawn(trx: Transaction, source: Source, principal: Principal, now: Instant): Promise<number> {
  const urls = await findUntoldWithdrawals(trx, source.id, TRIES_MIN);
  if (urls.length === 0) return 0;
  const advisories = await markWithdrawn(trx, { sourceId: source.id, urls, at: now, principal });
  await record(trx, {
    principal,
    at: now,
    action: 'documents-withdrawn-at-source',
    subject: { kind: 'source', id: source.id },
    details: { count: urls.length, first: urls[0], advisories: advisories.length },
  });
  await raiseNotice(
    trx,
    {
      kind: 'documents-withdrawn',
      key: `${source.id} ${now}`,
      source: source.name,
      count: urls.length,
      urls: urls.slice(0, URLS_KEPT),
      elsewhere: advisories.length === 0,
    },
    now,
  );
  return urls.length;
}
