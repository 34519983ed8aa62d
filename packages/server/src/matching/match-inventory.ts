import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Match } from '@forewarn/core/matching/match.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { componentsOfInstitutions } from '../inventories/component-store.ts';
import { loadAliases } from '../products/load-aliases.ts';
import { componentsByLine } from './components-by-line.ts';
import { loadCurrentLines, loadLines, loadLinesOfSnapshots, type Line } from './line-store.ts';
import { linesWithParts, type LinesWithParts } from './lines-with-parts.ts';
import { loadContainments } from './load-containments.ts';
import { matchCandidates } from './match-candidates.ts';
import {
  endMatchesOfGone,
  endMatchesOfLines,
  findLinesMatchedByComponent,
  findScopedAdvisories,
  haveMatches,
  storeFirstMatches,
  storeMatches,
  type MatchWrite,
  type RevisionWrites,
} from './match-store.ts';
import { findRevisionsAt, findRevisionsWithoutPlaces } from './place-store.ts';
import { preparedAdvisories } from './prepared-advisories.ts';
import { takeTurns } from './take-turns.ts';

/** Answers that are written at once, while as many are worked out: some 10 MB together. */
const WRITTEN_AT_ONCE = 2_500;

export type InventoryMatching = { readonly lines: number; readonly advisories: number; readonly matched: number; readonly changed: number };

/**
 * Matches the lines that some snapshots of an institution brought (or all its lines), or all that have a bill of materials where that changed, with every
 * advisory in force, ends the matches of lines that are gone, and starts `raise-warnings` for each advisory by which that changed anything.
 * In one transaction; a second run changes nothing.
 */
export async function matchInventory(machine: Machine, of: ToMatch): Promise<InventoryMatching> {
  return asSystem(machine.database, 'match-inventory', async (trx) => {
    const now = machine.clock.now();
    const changed = new Set(await endMatchesOfGone(trx, of.institutionId, now));
    const aliases = await loadAliases(trx);
    const lines = await loadWithParts(trx, of, aliases);
    const revisions = [...(await findRevisionsAt(trx, lines.standing)), ...(await findRevisionsWithoutPlaces(trx, lines.keys))];
    const advisoryOf = new Map(revisions.map(({ advisoryId, revisionId }) => [revisionId, advisoryId]));
    const store = (await haveMatches(
      trx,
      lines.lines.map(({ id }) => id),
    ))
      ? storeMatches
      : storeFirstMatches;
    const standing: { advisoryId: string; itemId: number }[] = [];
    const inTurn = takeTurns();
    const waiting: RevisionWrites[] = [];
    let [waitingCount, writing] = [0, Promise.resolve()];
    const flush = async () => {
      waitingCount = 0;
      const some = waiting.splice(0);
      await writing;
      writing = inTurn(async () => {
        for (const advisoryId of (await store(trx, some, now)).keys()) changed.add(advisoryId);
      });
      // Whoever waits for it hears of its fault.
      writing.catch(() => undefined);
    };
    try {
      for await (const { revisionId, prepared } of preparedAdvisories(trx, [...advisoryOf.keys()], aliases, inTurn)) {
        const advisoryId = advisoryOf.get(revisionId) ?? '';
        const writes = (await matchCandidates(prepared, lines)).map(writeOf);
        for (const { itemId } of writes) standing.push({ advisoryId, itemId });
        waiting.push({ advisoryId, revisionId, writes });
        waitingCount += writes.length;
        if (waitingCount >= WRITTEN_AT_ONCE) await flush();
      }
      await flush();
      await writing;
    } finally {
      // Nobody else asks anything of this transaction while something of ours is on its way.
      await inTurn(() => Promise.resolve());
    }
    // A new line has no match yet; one of which only its contents changed may have some that no longer stand.
    const asked = of.contentsChanged === true || of.everything === true ? lines.lines.map(({ id }) => id) : [];
    for (const advisoryId of await endMatchesOfLines(trx, asked, standing, now)) changed.add(advisoryId);
    await tellOf(trx, of, [...changed].sort(), now);
    return { lines: lines.lines.length, advisories: revisions.length, matched: standing.length, changed: changed.size };
  });
}

/** What of an institution is new or changed; `everything` where somebody asks for a run over all that it has. */
export type ToMatch = {
  readonly everything?: boolean;
  readonly institutionId: string;
  readonly snapshotIds: readonly string[];
  readonly contentsChanged?: boolean;
  readonly relationsChanged?: boolean;
};

async function loadWithParts(trx: Transaction, of: ToMatch, aliases: Aliases): Promise<LinesWithParts> {
  const components = componentsByLine(await componentsOfInstitutions(trx, [of.institutionId]));
  const brought =
    of.everything === true
      ? await loadCurrentLines(trx, of.institutionId)
      : await loadLinesOfSnapshots(trx, of.institutionId, of.snapshotIds);
  const ids = new Set(brought.map(({ id }) => id));
  // A line that lost its bill of materials may have a match by it still: what was matched by a component is asked again too.
  const others = of.contentsChanged === true ? [...components.keys(), ...(await findLinesMatchedByComponent(trx, of.institutionId))] : [];
  const more = await loadLines(
    trx,
    others.filter((id) => !ids.has(id)),
  );
  return linesWithParts([...brought, ...more], components, { aliases, containments: loadContainments(aliases) });
}

function writeOf({ line, match }: { readonly line: Line; readonly match: Match }): MatchWrite {
  return { itemId: line.id, institutionId: line.institutionId, match };
}

async function tellOf(trx: Transaction, of: ToMatch, advisoryIds: readonly string[], now: Instant): Promise<void> {
  if (advisoryIds.length > 0) {
    await record(trx, {
      principal: { kind: 'system', name: 'match-inventory' },
      at: now,
      action: 'inventory-matched',
      subject: { kind: 'institution', id: of.institutionId },
      institutionId: of.institutionId,
      details: { advisories: advisoryIds.length },
    });
  }
  // A matter with a scope of its own may concern somebody by a supplier or a connection, of which no advisory knows.
  const scoped = of.relationsChanged === true ? await findScopedAdvisories(trx) : [];
  await enqueueAll(
    trx,
    'raise-warnings',
    [...new Set([...advisoryIds, ...scoped])].map((advisoryId) => ({ payload: { advisoryId }, key: `raise-warnings:${advisoryId}` })),
  );
}
