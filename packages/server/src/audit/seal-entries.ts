import type { Instant } from '@forewarn/core/basics/instant.ts';
import { millisecondsOf } from '@forewarn/core/basics/instant.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Database, Transaction } from '../database/open-database.ts';
import type { AuditKey } from './audit-key.ts';
import { digestOf, hashOf } from './chain.ts';
import type { ChainedEntry } from './chained-entry.ts';
import {
  findHead,
  findLastCheckpoint,
  findWaiting,
  holdChain,
  insertCheckpoint,
  insertSeals,
  tryHoldChain,
  type Head,
  type Seal,
} from './seal-store.ts';
import { signStatement, type Statement } from './statement.ts';

/** A checkpoint after this many entries, or this long after the last one where anything came since. */
export const ENTRIES_PER_CHECKPOINT = 1_000;
const CHECKPOINT_EVERY_MS = 3_600_000;

export type Sealed = {
  readonly head: Head;
  /** Entries sealed now. */
  readonly sealed: number;
  readonly checkpoint?: Statement;
  /** Whether more wait. */
  readonly isFull: boolean;
};

export type SealingOptions = {
  /** Waits for another Forewarn that is sealing instead of leaving it to that one. */
  readonly wait?: boolean;
  /** Signs a checkpoint now, where anything came since the last one. */
  readonly checkpoint?: boolean;
};

/**
 * Seals a part of what waits: gives committed entries the next sequences and ties each to the one before it, and signs a checkpoint where
 * one is due; one transaction, which only adds. Killed at any point it leaves entries waiting, for the next one. Undefined where another
 * Forewarn is at it.
 */
export async function sealEntries(
  database: Database,
  key: AuditKey,
  now: Instant,
  options: SealingOptions = {},
): Promise<Sealed | undefined> {
  return asSystem(database, 'seal-audit', async (trx) => {
    if (options.wait === true) await holdChain(trx);
    else if (!(await tryHoldChain(trx))) return undefined;
    const head = await findHead(trx);
    const last = await findLastCheckpoint(trx);
    // So that no two checkpoints are further apart than they should be.
    const limit = Math.max(1, ENTRIES_PER_CHECKPOINT - Math.max(0, head.sequence - (last?.sequence ?? 0)));
    const entries = await findWaiting(trx, limit);
    const seals = sealsOf(head, entries, now);
    if (seals.length > 0) await insertSeals(trx, seals);
    const newHead = seals.at(-1) ?? head;
    const isFull = entries.length === limit;
    const isDue =
      isCheckpointDue(newHead, last, now) || (options.checkpoint === true && !isFull && newHead.sequence > (last?.sequence ?? 0));
    const checkpoint = isDue ? await sign(trx, key, newHead, now) : undefined;
    return {
      head: { sequence: newHead.sequence, hash: newHead.hash },
      sealed: seals.length,
      isFull,
      ...(checkpoint === undefined ? {} : { checkpoint }),
    };
  });
}

function sealsOf(head: Head, entries: readonly ChainedEntry[], now: Instant): readonly Seal[] {
  let { sequence, hash: previous } = head;
  return entries.map((entry) => {
    sequence += 1;
    const link = { sequence, sealedAt: microseconds(now), previous, digest: digestOf(entry) };
    const seal = { ...link, entryId: entry.id, hash: hashOf(link) };
    previous = seal.hash;
    return seal;
  });
}

function isCheckpointDue(head: Head, last: Statement | undefined, now: Instant): boolean {
  const since = head.sequence - (last?.sequence ?? 0);
  if (since <= 0) return false;
  return last === undefined || since >= ENTRIES_PER_CHECKPOINT || millisecondsOf(now) - Date.parse(last.at) >= CHECKPOINT_EVERY_MS;
}

async function sign(trx: Transaction, key: AuditKey, head: Head, now: Instant): Promise<Statement> {
  const statement = signStatement(key, { kind: 'checkpoint', sequence: head.sequence, hash: head.hash, at: microseconds(now) });
  await insertCheckpoint(trx, statement);
  return statement;
}

/** As the database writes it back (entry-store.ts). */
export function microseconds(now: Instant): string {
  return now.replace(/Z$/, '000Z');
}
