import type { Instant } from '@forewarn/core/basics/instant.ts';
import { matchItem } from '@forewarn/core/matching/match-item.ts';
import { prepareAdvisory, type PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import { prepareItem, type PreparedItem } from '@forewarn/core/matching/prepare-item.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { loadAliases } from '../products/load-aliases.ts';
import { loadLinesOfSnapshots, type Line } from './line-store.ts';
import { endMatchesOfGone, loadAdvisories, storeMatches, type MatchWrite } from './match-store.ts';
import { findRevisions, type RevisionInForce } from './revision-store.ts';

/** Advisories that are in memory at once; the largest real one is 40 MB of JSON, the median 8 kB. */
const ADVISORIES_AT_ONCE = 20;

export type InventoryMatching = { readonly lines: number; readonly advisories: number; readonly matched: number; readonly changed: number };

/**
 * Matches the lines that some snapshots of an institution brought with every advisory in force, ends the matches of lines that are gone,
 * and starts `raise-warnings` for each advisory by which that changed anything. In one transaction; a second run changes nothing.
 */
export async function matchInventory(
  machine: Machine,
  of: { readonly institutionId: string; readonly snapshotIds: readonly string[] },
): Promise<InventoryMatching> {
  return asSystem(machine.database, 'match-inventory', async (trx) => {
    const now = machine.clock.now();
    const changed = new Set(await endMatchesOfGone(trx, of.institutionId, now));
    const aliases = await loadAliases(trx);
    const lines = (await loadLinesOfSnapshots(trx, of.institutionId, of.snapshotIds)).map((line) => ({
      line,
      item: prepareItem(line.item, aliases),
    }));
    const revisions = await findRevisions(trx, [...new Set(lines.flatMap(({ item }) => item.keys))]);
    const byKey = placesByKey(lines);
    let matched = 0;
    for (let from = 0; from < revisions.length; from += ADVISORIES_AT_ONCE) {
      const some = revisions.slice(from, from + ADVISORIES_AT_ONCE);
      const advisories = await loadAdvisories(
        trx,
        some.map(({ revisionId }) => revisionId),
      );
      for (const revision of some) {
        const advisory = advisories.get(revision.revisionId);
        if (advisory === undefined) continue;
        const prepared = prepareAdvisory(advisory, aliases);
        const writes = candidatesOf(prepared, lines, byKey).flatMap(({ line, item }) => writeOf(line, matchItem(prepared, item)));
        matched += writes.length;
        if ((await store(trx, revision, writes, now)) > 0) changed.add(revision.advisoryId);
      }
    }
    await tellOf(trx, of.institutionId, [...changed].sort(), now);
    return { lines: lines.length, advisories: revisions.length, matched, changed: changed.size };
  });
}

type PreparedLine = { readonly line: Line; readonly item: PreparedItem };

function placesByKey(lines: readonly PreparedLine[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, { item }] of lines.entries()) {
    for (const key of item.keys) {
      const there = places.get(key);
      if (there === undefined) places.set(key, [place]);
      else there.push(place);
    }
  }
  return places;
}

/** The lines that share a key with the advisory, each once, in their order. */
function candidatesOf(
  prepared: PreparedAdvisory,
  lines: readonly PreparedLine[],
  byKey: ReadonlyMap<string, readonly number[]>,
): readonly PreparedLine[] {
  const places = new Set<number>();
  for (const key of prepared.byKey.keys()) for (const place of byKey.get(key) ?? []) places.add(place);
  for (const word of prepared.context) for (const place of byKey.get(`word:${word}`) ?? []) places.add(place);
  return [...places].sort((a, b) => a - b).flatMap((place) => lines[place] ?? []);
}

function writeOf(line: Line, match: MatchWrite['match'] | undefined): readonly MatchWrite[] {
  return match === undefined ? [] : [{ itemId: line.id, institutionId: line.institutionId, match }];
}

function store(trx: Transaction, revision: RevisionInForce, writes: readonly MatchWrite[], now: Instant): Promise<number> {
  return storeMatches(trx, { ...revision, matchedAt: now }, writes);
}

async function tellOf(trx: Transaction, institutionId: string, advisoryIds: readonly string[], now: Instant): Promise<void> {
  if (advisoryIds.length === 0) return;
  await record(trx, {
    principal: { kind: 'system', name: 'match-inventory' },
    at: now,
    action: 'inventory-matched',
    subject: { kind: 'institution', id: institutionId },
    institutionId,
    details: { advisories: advisoryIds.length },
  });
  for (const advisoryId of advisoryIds) await enqueue(trx, 'raise-warnings', { advisoryId }, { key: `raise-warnings:${advisoryId}` });
}
