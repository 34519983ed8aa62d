import { gatherPriority, type GatheredPriority } from '@forewarn/core/advisories/gather-priority.ts';
import { readSsvc } from '@forewarn/core/advisories/formats/ssvc.ts';
import { proposeUrgency, type Proposal } from '@forewarn/core/advisories/priority.ts';
import { cvesOf } from '@forewarn/core/advisories/severity.ts';
import type { SsvcAnswer } from '@forewarn/core/advisories/ssvc.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import { findEpss } from './epss-store.ts';
import { findKnownExploited, type ListedExploited } from './known-exploited-store.ts';
import { findRating, findSsvcAnswers, type StoredRating } from './priority-answer-store.ts';
import { findInForce, findReach, findRecordsOf, findSayings, type AdvisoryInForce } from './priority-store.ts';

export type Priority = GatheredPriority & {
  readonly inForce: AdvisoryInForce;
  readonly proposal: Proposal;
  readonly listed: readonly ListedExploited[];
  readonly rated?: StoredRating;
};

/** Loads all that bears on an advisory's priority, and lets core propose. Undefined where there is no such advisory. For staff. */
export async function loadPriority(trx: Transaction, advisoryId: string, now: Instant): Promise<Priority | undefined> {
  const inForce = await findInForce(trx, advisoryId);
  if (inForce === undefined) return undefined;
  const { advisory } = inForce;
  const cves = cvesOf(advisory);
  const listed = await findKnownExploited(trx, cves);
  const rated = await findRating(trx, advisoryId);
  const gathered = gatherPriority({
    advisory,
    isWithdrawn: inForce.withdrawnAt !== undefined,
    others: await findSayings(trx, advisoryId, cves),
    listed,
    epss: await findEpss(trx, cves),
    answered: await findSsvcAnswers(trx, advisoryId),
    recorded: (await findRecordsOf(trx, cves)).flatMap(answersIn),
    ...(rated === undefined ? {} : { rated }),
    reach: await findReach(trx, advisoryId),
  });
  const proposal = proposeUrgency(gathered.facts, now);
  return { ...gathered, inForce, proposal, listed, ...(rated === undefined ? {} : { rated }) };
}

/** A document that is no JSON was told about when it came in. */
function answersIn(bytes: Uint8Array): readonly SsvcAnswer[] {
  try {
    return readSsvc(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return [];
  }
}
