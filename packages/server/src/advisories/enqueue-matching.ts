import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';

/** The job `match-advisory` with `{ advisoryId, revisionId }`: matches the advisory as it now is. Key: advisory and revision. */
export async function enqueueMatching(trx: Transaction, advisoryId: string, revisionId: string): Promise<void> {
  await enqueue(trx, 'match-advisory', { advisoryId, revisionId }, { key: `match-advisory:${advisoryId}:${revisionId}` });
}
