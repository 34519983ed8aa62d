import { decidingEpss, decidingExploited, decidingScore } from '@forewarn/core/advisories/priority-facts.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { CERTAINTIES } from '@forewarn/core/matching/match.ts';
import { isSectorAlone } from '@forewarn/core/matching/matchers/sector.ts';
import { yearBefore } from '@forewarn/core/matching/weaken-old.ts';
import { queueState } from '@forewarn/core/matters/queue-state.ts';
import { proposeForMatter, type MatterPriority } from '@forewarn/core/situation/propose-for-matter.ts';
import { findEpss, type StoredEpss } from '../advisories/epss-store.ts';
import { findKnownExploited, type ListedExploited } from '../advisories/known-exploited-store.ts';
import { findSilentSources, listAllSources } from '../advisories/source-store.ts';
import type { Source } from '../advisories/source.ts';
import type { Transaction } from '../database/open-database.ts';
import { findConcerned } from '../matching/find-concerned.ts';
import { findNotKnown } from '../matching/find-not-known.ts';
import { isUnresolved } from '../products/list-unresolved-names.ts';
import { loadNames } from '../products/load-names.ts';
import {
  countQueue,
  countReach,
  countUnknownMembers,
  findAnswersOf,
  findQueueAdvisories,
  findRatingsOf,
  listQueue,
  type MatterReach,
  type QueueAdvisory,
  type QueuePage,
  type QueueRow,
} from './queue-store.ts';

const ADVISORIES_SHOWN = 20;
const CVES_SHOWN = 50;

/**
 * A page of the queue. Each question is asked once for the whole page, so a page costs the same however many matters there are; only a
 * matter with a scope of its own is matched now, one by one. For staff.
 */
export async function loadQueue(trx: Transaction, page: QueuePage, now: Instant) {
  const found = await listQueue(trx, { ...page, limit: page.limit + 1 });
  const rows = found.slice(0, page.limit);
  const facts = await loadFacts(trx, rows, now);
  const matters = [];
  for (const row of rows) matters.push(await describe(trx, row, facts, now));
  const last = rows.at(-1);
  return {
    matters,
    ...(found.length > page.limit && last !== undefined ? { next: `${last.changed_at}_${last.id}` } : {}),
    counts: { new: 0, 'in-assessment': 0, warned: 0, 'not-relevant': 0, ...(await countQueue(trx)) },
    sources: {
      all: facts.sources.length,
      failing: facts.sources.flatMap((source) => {
        const fault = faultOf(source, facts.silent);
        return fault === undefined ? [] : [{ id: source.id, name: source.name, fault, lastSuccessAt: source.lastSuccessAt }];
      }),
    },
  };
}

type Facts = {
  readonly advisories: ReadonlyMap<string, readonly QueueAdvisory[]>;
  readonly reach: ReadonlyMap<string, MatterReach>;
  readonly members: { readonly without: number; readonly unknown: number };
  readonly listed: ReadonlyMap<string, readonly ListedExploited[]>;
  readonly epss: ReadonlyMap<string, readonly StoredEpss[]>;
  readonly answers: Awaited<ReturnType<typeof findAnswersOf>>;
  readonly ratings: Awaited<ReturnType<typeof findRatingsOf>>;
  readonly names: Awaited<ReturnType<typeof loadNames>>;
  readonly sources: readonly Source[];
  readonly silent: ReadonlySet<string>;
};

async function loadFacts(trx: Transaction, rows: readonly QueueRow[], now: Instant): Promise<Facts> {
  const ids = rows.map(({ id }) => id);
  const advisories = await findQueueAdvisories(trx, ids);
  const advisoryIds = advisories.map(({ id }) => id);
  const cves = [...new Set(advisories.flatMap((one) => one.cves))];
  return {
    advisories: Map.groupBy(advisories, ({ matterId }) => matterId),
    reach: await countReach(trx, ids, yearBefore(now)),
    members: await countUnknownMembers(trx, yearBefore(now)),
    listed: Map.groupBy(await findKnownExploited(trx, cves), ({ cve }) => cve),
    epss: Map.groupBy(await findEpss(trx, cves), ({ cve }) => cve),
    answers: await findAnswersOf(trx, advisoryIds),
    ratings: await findRatingsOf(trx, advisoryIds),
    names: await loadNames(trx),
    sources: await listAllSources(trx),
    silent: new Set((await findSilentSources(trx, now)).map(({ id }) => id)),
  };
}

async function describe(trx: Transaction, row: QueueRow, facts: Facts, now: Instant) {
  const advisories = facts.advisories.get(row.id) ?? [];
  const cves = [...new Set(advisories.flatMap((one) => one.cves))];
  const reach = await reachOf(trx, row, advisories, facts, now);
  const proposal = proposalOf(advisories, cves, reach, facts, now);
  const newest = row.advisories_read_at;
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    source: row.source,
    confirmation: row.confirmation === 'claim-of' ? { kind: row.confirmation, claimant: row.claimant ?? '' } : { kind: row.confirmation },
    state: queueState({
      releasedVersion: row.released_version,
      isSetAside: row.set_aside_at !== null,
      hasOwner: row.owner !== null,
      hasNote: row.has_note,
      hasDraft: row.has_draft,
    }),
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    changedAt: row.changed_at,
    newsSince: row.set_aside_at !== null && newest !== null && newest > row.set_aside_at,
    ...(row.owner === null
      ? {}
      : { owner: { name: row.owner, accountId: row.owner_account_id ?? undefined, since: row.owned_since ?? '' } }),
    ...(row.set_aside_at === null
      ? {}
      : { setAside: { by: row.set_aside_by ?? '', at: row.set_aside_at, because: row.set_aside_because ?? '' } }),
    ...(row.warning_id === null
      ? {}
      : {
          warning: {
            id: row.warning_id,
            reference: row.reference ?? '',
            state: row.warning_state ?? '',
            releasedVersion: row.released_version,
            hasDraft: row.has_draft,
          },
        }),
    advisories: advisories.slice(0, ADVISORIES_SHOWN).map((one) => shownAdvisory(one, facts)),
    advisoryCount: advisories.length,
    cves: cves.slice(0, CVES_SHOWN),
    cveCount: cves.length,
    concerned: {
      certain: reach.certain,
      likely: reach.likely,
      possible: reach.possible,
      forInformation: reach.forInformation,
      notKnown: reach.notKnown,
    },
    unmappedNames: unmappedOf(advisories, facts),
    ...(proposal === undefined ? {} : { proposal: shownProposal(proposal) }),
  };
}

function shownAdvisory(one: QueueAdvisory, facts: Facts) {
  const source = facts.sources.find(({ id }) => id === one.sourceId);
  return {
    id: one.id,
    trackingId: one.trackingId,
    publisher: one.publisher,
    title: one.title,
    tlp: one.tlp,
    readAt: one.readAt,
    withdrawnAt: one.withdrawnAt ?? undefined,
    sourceId: one.sourceId ?? undefined,
    sourceFault: source === undefined ? undefined : faultOf(source, facts.silent),
  };
}

/** In words; undefined where all is well. */
function faultOf(source: Source, silent: ReadonlySet<string>): string | undefined {
  if (silent.has(source.id)) return `Nothing is heard from it since ${source.lastSuccessAt ?? source.addedAt}.`;
  return source.lastFault?.message;
}

type Reach = MatterReach & { readonly notKnown: number };
const NOBODY: MatterReach = { certain: 0, likely: 0, possible: 0, forInformation: 0, internet: 0, unknownExposure: 0, old: 0 };

/** What the advisories concern was counted by the database; a scope of its own is matched now, as a release would. */
async function reachOf(trx: Transaction, row: QueueRow, advisories: readonly QueueAdvisory[], facts: Facts, now: Instant): Promise<Reach> {
  const { products, suppliers, sectors, regions } = row.scope;
  if (products.length + suppliers.length + sectors.length + regions.length === 0) {
    const counted = facts.reach.get(row.id) ?? NOBODY;
    return { ...counted, notKnown: advisories.length === 0 ? 0 : facts.members.unknown - counted.old };
  }
  const matter = { advisoryIds: advisories.map(({ id }) => idOf<'Advisory'>(id)), scope: row.scope };
  const concerned = await findConcerned(trx, matter, now);
  const counts = { certain: 0, likely: 0, possible: 0, 'for-information': 0 };
  for (const { reasons } of concerned) {
    const strongest = CERTAINTIES.find((certainty) => reasons.some((reason) => reason.certainty === certainty));
    if (strongest !== undefined) counts[strongest] += 1;
  }
  const exposed = (exposure: string) =>
    concerned.filter(({ reasons }) =>
      reasons.some(({ certainty, item }) => certainty !== 'for-information' && item?.exposure === exposure),
    );
  const internet = new Set(exposed('internet').map(({ institutionId }) => institutionId));
  return {
    certain: counts.certain,
    likely: counts.likely,
    possible: counts.possible,
    forInformation: counts['for-information'],
    internet: internet.size,
    unknownExposure: exposed('unknown').filter(({ institutionId }) => !internet.has(institutionId)).length,
    old: 0,
    notKnown: isSectorAlone(matter) ? 0 : (await findNotKnown(trx, matter, concerned, now)).length,
  };
}

function proposalOf(
  advisories: readonly QueueAdvisory[],
  cves: readonly string[],
  reach: Reach,
  facts: Facts,
  now: Instant,
): MatterPriority | undefined {
  const rated = advisories.flatMap(({ id }) => facts.ratings.get(id) ?? [])[0];
  return proposeForMatter(
    {
      advisories: advisories.map((one) => ({
        publisher: one.publisher,
        isWithdrawn: one.withdrawnAt !== null,
        notes: one.notes ?? [],
        vulnerabilities: one.vulnerabilities ?? [],
      })),
      listed: cves.flatMap((cve) => facts.listed.get(cve) ?? []),
      epss: cves.flatMap((cve) => facts.epss.get(cve) ?? []),
      answered: advisories.flatMap(({ id }) => facts.answers.get(id) ?? []),
      ...(rated === undefined ? {} : { rated }),
      reach: {
        concerned: reach.certain + reach.likely + reach.possible,
        internet: reach.internet,
        unknownExposure: reach.unknownExposure,
        withoutInventory: facts.members.without,
      },
    },
    now,
  );
}

function shownProposal({ urgency, sentence, rule, others, facts }: MatterPriority) {
  const score = decidingScore(facts.scores);
  const epss = decidingEpss(facts.epss);
  const first = decidingExploited(facts.exploited);
  const exploited = first === undefined ? [] : [first, ...facts.exploited.filter((one) => one !== first)];
  return {
    urgency,
    sentence,
    rule,
    others: [...others],
    ...(score === undefined ? {} : { cvss: score }),
    ...(epss === undefined ? {} : { epss }),
    exploited: exploited.slice(0, ADVISORIES_SHOWN).map(({ by, cve, since }) => ({ by, cve, since })),
    ssvc: facts.ssvc.flatMap((one) => (one.kind === 'decided' ? [{ table: one.table, outcome: one.outcome }] : [])),
    ...(facts.rating === undefined ? {} : { rating: facts.rating }),
  };
}

function unmappedOf(advisories: readonly QueueAdvisory[], { names }: Facts) {
  const named = new Map(advisories.flatMap((one) => one.names ?? []).map((name) => [JSON.stringify(name), name]));
  return [...named.values()]
    .filter(({ supplier, product }) => isUnresolved({ supplier: supplier ?? '', product }, names))
    .map(({ supplier, product }) => ({ supplier: supplier ?? undefined, product }));
}
