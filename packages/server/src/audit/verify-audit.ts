import { asSystem } from '../database/as-principal.ts';
import type { Database, Transaction } from '../database/open-database.ts';
import { knownKeys } from './audit-key.ts';
import { ChainChecker, type AuditFault } from './check-chain.ts';
import { readCheckpointFile } from './checkpoint-file.ts';
import { checkStatements, type StatementsChecked } from './check-statements.ts';
import { findHashes, findUnsealed, listCheckpoints, listSealed, type Unsealed } from './seal-store.ts';

const PAGE = 2_000;
const CHECKPOINTS_MAX = 1_000_000;
/** Faults told; a chain that was rewritten has as many as entries. */
const FAULTS_MAX = 100;
/** While a Forewarn runs nothing waits this long. */
const WAITING_SECONDS_MAX = 60;

export type AuditVerified = {
  /** Entries in the chain. */
  readonly entries: number;
  readonly head: string | undefined;
  /** Signed statements that agree with the chain. */
  readonly statements: number;
  /** Of those, the highest sequence: what came after it is chained and not yet signed. */
  readonly signedUpTo: number;
  readonly waiting: number;
  /** The lowest sequence first; empty: nothing was tampered with. */
  readonly faults: readonly AuditFault[];
  readonly firstBadSequence: number | undefined;
  /** What is not a fault and should be known. */
  readonly notes: readonly string[];
};

/**
 * Reads the whole chain, every entry, and every signed statement in the database and in the file beside it, and tells what does not agree.
 * Memory stays the same however long the chain is. Changes nothing.
 */
export async function verifyAudit(
  database: Database,
  dataDirectory: string,
  onProgress?: (entries: number) => void,
): Promise<AuditVerified> {
  const keys = await knownKeys(dataDirectory);
  const file = await readCheckpointFile(dataDirectory);
  return asSystem(database, 'verify-audit', async (trx) => {
    const { faults, checker } = await followChain(trx, onProgress);
    const inDatabase = await listCheckpoints(trx, 0, CHECKPOINTS_MAX);
    const stated = [...inDatabase, ...file.statements, ...(file.head === undefined ? [] : [file.head])].map(({ sequence }) => sequence);
    const hashes = await findHashes(trx, [...stated, checker.sequence]);
    const checked = checkStatements({ inDatabase, file, keys, hashes, length: checker.sequence });
    const unsealed = await findUnsealed(trx);
    const all = [...faults, ...checked.faults, ...unsealedFaults(unsealed, checker.sequence)].sort((a, b) => a.sequence - b.sequence);
    return {
      entries: checker.sequence,
      head: hashes.get(checker.sequence),
      statements: checked.right,
      signedUpTo: checked.signedUpTo,
      waiting: unsealed.waiting,
      faults: all.slice(0, FAULTS_MAX),
      firstBadSequence: all[0]?.sequence,
      notes: notesOf(checked, unsealed, checker.sequence),
    };
  });
}

async function followChain(
  trx: Transaction,
  onProgress: ((entries: number) => void) | undefined,
): Promise<{ faults: readonly AuditFault[]; checker: ChainChecker }> {
  const checker = new ChainChecker();
  const faults: AuditFault[] = [];
  for (;;) {
    const page = await listSealed(trx, { after: checker.sequence, limit: PAGE });
    for (const sealed of page) {
      const found = checker.next(sealed);
      if (faults.length < FAULTS_MAX) faults.push(...found);
    }
    onProgress?.(checker.sequence);
    if (page.length < PAGE) return { faults, checker };
  }
}

function unsealedFaults({ strays, waitingForNone, waiting, oldestWaitsSeconds }: Unsealed, length: number): readonly AuditFault[] {
  const sequence = length + 1;
  const faults: AuditFault[] = [];
  if (strays.length > 0)
    faults.push({
      code: 'entry-inserted',
      sequence,
      message: `${strays.length} entries stand in the trail that never went the way to a seal (ids ${strays.slice(0, 10).join(', ')}): written past Forewarn, or their seals were removed.`,
    });
  if (waitingForNone.length > 0)
    faults.push({ code: 'entry-removed', sequence, message: `${waitingForNone.length} entries were removed before they were sealed.` });
  if (oldestWaitsSeconds > WAITING_SECONDS_MAX)
    faults.push({
      code: 'not-sealed',
      sequence,
      message: `${waiting} entries wait for their seal, the oldest for ${Math.round(oldestWaitsSeconds)} s. Start Forewarn, or run: forewarn audit checkpoint`,
    });
  return faults;
}

function notesOf(checked: StatementsChecked, unsealed: Unsealed, length: number): readonly string[] {
  const notes = [...checked.notes];
  if (unsealed.waiting > 0) notes.push(`${unsealed.waiting} entries wait for their seal.`);
  if (checked.signedUpTo < length) notes.push(`Entries ${checked.signedUpTo + 1} to ${length} are chained and not yet signed.`);
  return notes;
}
