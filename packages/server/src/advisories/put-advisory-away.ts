import { PUT_AWAY_CHARACTERS_MAX } from '@forewarn/api/advisories.ts';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { enqueueMatching } from './enqueue-matching.ts';
import { holdStanding, markPutAway, type PutAway } from './put-away-store.ts';

/**
 * The desk puts an advisory away (CSAF 2.1, clause 12, "delete"): it is as one withdrawn, matching follows so that what was said about it can be taken back, and
 * lists leave it out. Its bytes, revisions and trail are kept. A source that lists it again, or a new revision, does not bring it back: `bringAdvisoryBack` does.
 * Refusals: `no-such`, `already-aside`, `input-unreadable`.
 */
export async function putAdvisoryAway(
  machine: Machine,
  principal: Principal,
  advisoryId: string,
  reason: string,
): Promise<PutAway | Refusal> {
  const because = cleanText(reason, PUT_AWAY_CHARACTERS_MAX);
  if (because === '') return refuse('input-unreadable', 'Say why it is put away.', undefined, { about: 'because' });
  const putAway = { at: machine.clock.now(), by: principalName(principal), because };
  return asPrincipal(machine.database, principal, async (trx) => {
    const standing = await holdStanding(trx, advisoryId);
    if (standing === undefined) return refuse('no-such', 'There is no such advisory.');
    if (standing.putAway !== undefined)
      return refuse('already-aside', `${standing.putAway.by} put this advisory away on ${standing.putAway.at}.`, undefined, {
        about: 'advisory',
        by: standing.putAway.by,
        at: standing.putAway.at,
      });
    await markPutAway(trx, advisoryId, putAway);
    await record(trx, {
      principal,
      at: putAway.at,
      action: 'advisory-put-away',
      subject: { kind: 'advisory', id: advisoryId },
      details: { because },
    });
    if (standing.latestRevisionId !== undefined) await enqueueMatching(trx, advisoryId, standing.latestRevisionId);
    return putAway;
  });
}
