import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { helpDueAt } from '@forewarn/core/warnings/help-due-at.ts';
import { record } from '../audit/record.ts';
import type { Transaction } from '../database/open-database.ts';
import { endTakenBack, findUnopenedHelp, insertHelpRequest } from './help-request-store.ts';

const BY: Principal = { kind: 'system', name: 'settle-follow-up' };

/** An answer "need help" opens one request; undoing the answer ends it. A second run changes nothing. */
export async function openHelpRequests(
  trx: Transaction,
  warningId: string,
  institutionIds: readonly string[],
  now: Instant,
): Promise<void> {
  for (const { acknowledgementId, institutionId, answeredAt, urgency } of await findUnopenedHelp(trx, warningId, institutionIds)) {
    const request = { acknowledgementId, warningId, institutionId, askedAt: answeredAt, dueAt: helpDueAt(answeredAt, urgency) };
    const id = await insertHelpRequest(trx, request);
    if (id !== undefined) await trace(trx, 'help-request-opened', id, institutionId, now);
  }
  for (const { id, institutionId } of await endTakenBack(trx, warningId, institutionIds, now))
    await trace(trx, 'help-request-taken-back', id, institutionId, now);
}

async function trace(trx: Transaction, action: string, id: string, institutionId: string, now: Instant): Promise<void> {
  await record(trx, { principal: BY, at: now, action, subject: { kind: 'help-request', id }, institutionId });
}
