import { keysOfContainers } from '@forewarn/core/matching/keys-of-containers.ts';
import type { PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { withoutMakers } from '@forewarn/core/products/product-key.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { InternalFault } from '../internal-fault.ts';
import { componentsWithKeys } from '../inventories/component-store.ts';
import { loadAliases } from '../products/load-aliases.ts';
import { componentsByLine } from './components-by-line.ts';
import { findLineIds, loadLines } from './line-store.ts';
import { loadContainments } from './load-containments.ts';
import { answerLines, matchLines, type KnownParts } from './match-lines.ts';
import { endOtherMatches, findLatestRevision, holdMatching, markMatched, storeMatches, type LatestRevision } from './match-store.ts';
import { preparedAdvisories } from './prepared-advisories.ts';

/** Lines that are in memory at once: some 2 MB. */
const LINES_AT_ONCE = 2_000;

export type AdvisoryMatching = {
  /** Lines that share a key with the advisory, whose product it names, and whose answer is another than before. */
  readonly candidates: number;
  readonly matched: number;
  readonly changed: number;
};

/**
 * Matches the latest revision of one advisory with every current line of every inventory, stores the answers, ends those that no longer
 * stand, and starts `raise-warnings` where anything changed or the revision is a new one that somebody is concerned by. In one transaction,
 * one at a time per advisory; a second run changes nothing. Undefined where there is no such advisory.
 */
export async function matchAdvisory(machine: Machine, advisoryId: string): Promise<AdvisoryMatching | undefined> {
  return asSystem(machine.database, 'match-advisory', async (trx) => {
    await holdMatching(trx, advisoryId);
    const revision = await findLatestRevision(trx, advisoryId);
    if (revision === undefined) return undefined;
    const matching = await matchRevision(trx, machine, advisoryId, revision);
    await markMatched(trx, advisoryId, revision.id);
    if (matching.changed > 0 || (revision.isNew && (matching.matched > 0 || revision.isInMatter))) {
      await enqueue(trx, 'raise-warnings', { advisoryId }, { key: `raise-warnings:${advisoryId}` });
    }
    return matching;
  });
}

async function matchRevision(trx: Transaction, machine: Machine, advisoryId: string, revision: LatestRevision): Promise<AdvisoryMatching> {
  const aliases = await loadAliases(trx);
  const { ids, parts } = revision.withdrawn ? NOBODY : await findLines(trx, withoutMakers(revision.productKeys), aliases);
  // Most advisories are about what nobody here has: their content is not even loaded.
  if (ids.length === 0 && !revision.hasMatches) return { candidates: 0, matched: 0, changed: 0 };
  const now = machine.clock.now();
  const matchedIds: number[] = [];
  let changed = 0;
  if (ids.length > 0) {
    const prepared = await prepareRevision(trx, revision.id, aliases);
    const answer = answerLines(prepared, aliases, parts);
    for (let from = 0; from < ids.length; from += LINES_AT_ONCE) {
      const writes = await matchLines(await loadLines(trx, ids.slice(from, from + LINES_AT_ONCE)), answer);
      for (const { itemId } of writes) matchedIds.push(itemId);
      changed += (await storeMatches(trx, [{ advisoryId, revisionId: revision.id, writes }], now)).get(advisoryId) ?? 0;
    }
  }
  if (revision.hasMatches) changed += await endOtherMatches(trx, advisoryId, matchedIds, now);
  if (changed > 0) {
    await record(trx, {
      principal: { kind: 'system', name: 'match-advisory' },
      at: now,
      action: 'advisory-matched',
      subject: { kind: 'advisory', id: advisoryId },
      details: { revision: revision.id, candidates: ids.length, matched: matchedIds.length, changed },
    });
  }
  return { candidates: ids.length, matched: matchedIds.length, changed };
}

const NOBODY = { ids: [], parts: { containments: [], components: new Map() } } satisfies { ids: readonly number[]; parts: KnownParts };

/** Lines that share a key with the advisory, that are of a product known to have one of its products in it, or whose bill of materials has. */
async function findLines(
  trx: Transaction,
  keys: readonly string[],
  aliases: Aliases,
): Promise<{ readonly ids: readonly number[]; readonly parts: KnownParts }> {
  const containments = loadContainments(aliases);
  const components = componentsByLine(await componentsWithKeys(trx, keys));
  const ids = await findLineIds(trx, [...keys, ...keysOfContainers(keys, containments)]);
  return { ids: [...new Set([...ids, ...components.keys()])].sort((a, b) => a - b), parts: { containments, components } };
}

async function prepareRevision(trx: Transaction, revisionId: string, aliases: Aliases): Promise<PreparedAdvisory> {
  for await (const { prepared } of preparedAdvisories(trx, [revisionId], aliases)) return prepared;
  throw new InternalFault(`revision ${revisionId} is gone`);
}
