import { gatherPriority, type GatheredPriority } from '@forewarn/core/advisories/gather-priority.ts';
import { readKevDay, readSsvc } from '@forewarn/core/advisories/formats/ssvc.ts';
import { proposeUrgency, type Proposal } from '@forewarn/core/advisories/priority.ts';
import { cvesOf } from '@forewarn/core/advisories/severity.ts';
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
  const records = (await findRecordsOf(trx, cves)).map(jsonOf);
  const listed = withRecorded(await findKnownExploited(trx, cves), records);
  const rated = await findRating(trx, advisoryId);
  const gathered = gatherPriority({
    advisory,
    isWithdrawn: inForce.withdrawnAt !== undefined,
    others: await findSayings(trx, advisoryId, cves),
    listed,
    epss: await findEpss(trx, cves),
    answered: await findSsvcAnswers(trx, advisoryId),
    recorded: records.flatMap(readSsvc),
    ...(rated === undefined ? {} : { rated }),
    reach: await findReach(trx, advisoryId),
  });
  const proposal = proposeUrgency(gathered.facts, now);
  return { ...gathered, inForce, proposal, listed, ...(rated === undefined ? {} : { rated }) };
}

/** A CVE record says it too, for who has no source of the list itself. */
function withRecorded(listed: readonly ListedExploited[], records: readonly unknown[]): readonly ListedExploited[] {
  const recorded = records.flatMap((record) => readKevDay(record) ?? []);
  return [
    ...listed,
    ...recorded
      .filter(({ cve }) => !listed.some((each) => each.cve === cve && each.list === 'kev'))
      .map((each) => ({ ...each, list: 'kev' })),
  ];
}

/** A document that is no JSON was told about when it came in. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
