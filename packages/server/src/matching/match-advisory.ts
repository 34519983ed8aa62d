import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { keysOfContainers } from '@forewarn/core/matching/keys-of-containers.ts';
import { placesOfAdvisory } from '@forewarn/core/matching/places-of-advisory.ts';
import type { PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import { NEWS_DAYS } from '@forewarn/core/matters/stands-in-queue.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { inSpan, type Say } from '../traces/in-span.ts';
import { InternalFault } from '../internal-fault.ts';
import { componentsWithKeys } from '../inventories/component-store.ts';
import { loadAliases } from '../products/load-aliases.ts';
import { componentsByLine } from './components-by-line.ts';
import { findSayings } from './find-sayings.ts';
import { loadLines } from './line-store.ts';
import { loadContainments } from './load-containments.ts';
import { answerLines, matchLines, matchSayings } from './match-lines.ts';
import {
  endOtherMatches,
  findLatestRevision,
  findMatchedLines,
  holdMatching,
  isNewsOfPublisher,
  markMatched,
  storeFirstMatches,
  storeMatches,
  type LatestRevision,
  type MatchWrite,
} from './match-store.ts';
import { storePlaces } from './place-store.ts';
import { preparedAdvisories } from './prepared-advisories.ts';
import { spansOfAdvisory } from './spans-of-advisory.ts';

/** Lines that are in memory at once, of those that are asked one by one: some 2 MB. */
const LINES_AT_ONCE = 2_000;
const DAY = 86_400;

export type AdvisoryMatching = {
  /** Lines that the database found; those that got an answer; those whose answer is another than before. */
  readonly candidates: number;
  readonly matched: number;
  readonly changed: number;
};

/**
 * Matches the latest revision of one advisory with every current line of every inventory, stores the answers, ends those that no longer
 * stand, and starts `raise-warnings` where anything changed or the revision is a new one that somebody is concerned by or that the desk is to look at. In one transaction,
 * one at a time per advisory; a second run changes nothing. Undefined where there is no such advisory.
 */
export async function matchAdvisory(machine: Machine, advisoryId: string): Promise<AdvisoryMatching | undefined> {
  return inSpan(machine.traces, { name: 'match', attributes: { 'forewarn.advisory': advisoryId } }, (say) =>
    matchAsStep(machine, advisoryId, say),
  );
}

async function matchAsStep(machine: Machine, advisoryId: string, say: Say): Promise<AdvisoryMatching | undefined> {
  return asSystem(machine.database, 'match-advisory', async (trx) => {
    await holdMatching(trx, advisoryId);
    const revision = await findLatestRevision(trx, advisoryId);
    if (revision === undefined) return undefined;
    const matching = await matchRevision(trx, machine, advisoryId, revision);
    await markMatched(trx, advisoryId, revision.id);
    const { candidates, matched, changed } = matching;
    say({ 'forewarn.candidates': candidates, 'forewarn.matched': matched, 'forewarn.changed': changed });
    if (
      matching.changed > 0 ||
      (revision.isNew && (matching.matched > 0 || revision.isInMatter || (await isForTheDesk(trx, machine, revision))))
    ) {
      await enqueue(trx, 'raise-warnings', { advisoryId }, { key: `raise-warnings:${advisoryId}` });
    }
    return matching;
  });
}

/** News is looked at by a person, whoever it concerns. */
function isForTheDesk(trx: Transaction, machine: Machine, revision: LatestRevision): Promise<boolean> {
  return isNewsOfPublisher(trx, revision.id, secondsLater(machine.clock.now(), -NEWS_DAYS * DAY));
}

async function matchRevision(trx: Transaction, machine: Machine, advisoryId: string, revision: LatestRevision): Promise<AdvisoryMatching> {
  const now = machine.clock.now();
  const found = revision.withdrawn ? NOBODY : await answerRevision(trx, advisoryId, revision, now);
  if (revision.withdrawn) await storePlaces(trx, { advisoryId, revisionId: revision.id }, []);
  let { changed } = found;
  if (revision.hasMatches) changed += await endOtherMatches(trx, advisoryId, found.matchedIds, now);
  const counts = { candidates: found.candidates, matched: found.matchedIds.length, changed };
  if (changed > 0) {
    await record(trx, {
      principal: { kind: 'system', name: 'match-advisory' },
      at: now,
      action: 'advisory-matched',
      subject: { kind: 'advisory', id: advisoryId },
      details: { revision: revision.id, ...counts },
    });
  }
  return counts;
}

type Answered = { readonly candidates: number; readonly changed: number; readonly matchedIds: readonly number[] };
const NOBODY: Answered = { candidates: 0, changed: 0, matchedIds: [] };

/**
 * Asks core about every line that the database finds: by product key and version; by product key alone where one of the advisory's products may
 * be in the line's; by its bill of materials; and every line that an earlier revision concerned, to say that it no longer does.
 */
async function answerRevision(trx: Transaction, advisoryId: string, revision: LatestRevision, now: Instant): Promise<Answered> {
  const aliases = await loadAliases(trx);
  const prepared = await prepareRevision(trx, revision.id, aliases);
  await storePlaces(trx, { advisoryId, revisionId: revision.id }, placesOfAdvisory(prepared));
  const spans = spansOfAdvisory(prepared);
  const containments = loadContainments(aliases);
  const components = componentsByLine(await componentsWithKeys(trx, [...spans.keys()]));
  const answer = answerLines(prepared, aliases, { containments, components });
  const matchedIds: number[] = [];
  let [candidates, changed] = [0, 0];
  const store = async (writes: readonly MatchWrite[]) => {
    for (const { itemId } of writes) matchedIds.push(itemId);
    const one = { advisoryId, revisionId: revision.id, writes };
    const stored = await (revision.wasMatched ? storeMatches : storeFirstMatches)(trx, [one], now);
    changed += stored.get(advisoryId) ?? 0;
  };
  const apart = new Set(components.keys());
  for await (const sayings of findSayings(trx, spans, keysOfContainers([...spans.keys()], containments))) {
    for (const { itemIds } of sayings) candidates += itemIds.length;
    await store(await matchSayings(sayings, answer, apart));
  }
  if (revision.hasMatches) {
    const done = new Set(matchedIds);
    for (const id of await findMatchedLines(trx, advisoryId)) if (!done.has(id)) apart.add(id);
  }
  const others = [...apart].sort((a, b) => a - b);
  for (let from = 0; from < others.length; from += LINES_AT_ONCE) {
    const lines = await loadLines(trx, others.slice(from, from + LINES_AT_ONCE));
    candidates += lines.length;
    await store(await matchLines(lines, answer));
  }
  return { candidates, changed, matchedIds };
}

async function prepareRevision(trx: Transaction, revisionId: string, aliases: Aliases): Promise<PreparedAdvisory> {
  for await (const { prepared } of preparedAdvisories(trx, [revisionId], aliases)) return prepared;
  throw new InternalFault(`revision ${revisionId} is gone`);
}
