import type { KnownKeys } from './audit-key.ts';
import type { AuditFault } from './check-chain.ts';
import { GENESIS } from './chain.ts';
import type { StatementsOnFile } from './checkpoint-file.ts';
import { checkStatement, type Statement } from './statement.ts';

export type StatementsChecked = {
  readonly faults: readonly AuditFault[];
  readonly notes: readonly string[];
  /** How many agree with the chain. */
  readonly right: number;
  readonly signedUpTo: number;
};

type Given = {
  readonly inDatabase: readonly Statement[];
  readonly file: StatementsOnFile;
  readonly keys: KnownKeys;
  /** The chain's hash at each sequence that a statement names; absent where the chain has no such place. */
  readonly hashes: ReadonlyMap<number, string>;
  /** Where the chain ends. */
  readonly length: number;
};

/**
 * Compares what was signed with the chain. A statement beyond the chain's end: the tail was taken. Another hash: the chain was made anew
 * somewhere since the last statement that agrees. What a restore, itself signed, took back is a note. Pure.
 */
export function checkStatements({ inDatabase, file, keys, hashes, length }: Given): StatementsChecked {
  const faults: AuditFault[] = [];
  const notes: string[] = [];
  const written = [...file.statements, ...(file.head === undefined ? [] : [file.head])];
  const trusted = (statement: Statement): boolean => {
    const verdict = checkStatement(keys, statement);
    if (verdict === 'forged')
      faults.push({
        code: 'checkpoint-forged',
        sequence: statement.sequence,
        message: `The ${statement.kind} at entry ${statement.sequence} does not have the signature of its key.`,
      });
    if (verdict === 'unknown-key') unknown.add(statement.key);
    return verdict === 'right';
  };
  const unknown = new Set<string>();
  const { standing, lost } = standingOf(written.filter(trusted));
  if (lost.length > 0)
    notes.push(`A restore from a backup took back entries ${lost[0]?.from} to ${lost.at(-1)?.to}, and says so by its signature.`);
  const trustedInDatabase = inDatabase.filter(trusted);
  const there = new Set(trustedInDatabase.map(({ sequence }) => sequence));
  for (const statement of standing)
    if (statement.kind === 'checkpoint' && statement.sequence <= length && !there.has(statement.sequence))
      faults.push({
        code: 'checkpoint-removed',
        sequence: statement.sequence,
        message: `The checkpoint at entry ${statement.sequence} is in the file beside the database and no longer in it.`,
      });
  const compared = compare([...trustedInDatabase, ...standing], hashes, length);
  if (unknown.size > 0)
    notes.push(
      `Signed with a key that is not here, so nothing can be said of it: ${[...unknown].join(', ')}. Put its public key into the data directory as audit-key-….pub.`,
    );
  if (file.unreadable > 0)
    notes.push(`${file.unreadable} lines of the checkpoint file can't be read: after a power cut one, otherwise somebody's hand.`);
  if (inDatabase.length > 0 && written.length === 0)
    notes.push('There is no checkpoint file beside the database: a tail that was cut off together with its checkpoints would not be seen.');
  return { faults: [...faults, ...compared.faults], notes, right: compared.right, signedUpTo: compared.signedUpTo };
}

type Lost = { readonly from: number; readonly to: number };

/** What the file's statements still say, in their order: a restore ends what was said before it of later sequences. */
function standingOf(written: readonly Statement[]): { standing: readonly Statement[]; lost: readonly Lost[] } {
  let standing: Statement[] = [];
  const lost: Lost[] = [];
  for (const statement of written) {
    if (statement.kind === 'restored') {
      const beyond = standing.filter(({ sequence }) => sequence > statement.sequence);
      const highest = Math.max(0, ...beyond.map(({ sequence }) => sequence));
      if (highest > 0) lost.push({ from: statement.sequence + 1, to: highest });
      standing = standing.filter(({ sequence }) => sequence <= statement.sequence);
    }
    standing.push(statement);
  }
  return { standing, lost };
}

function compare(statements: readonly Statement[], hashes: ReadonlyMap<number, string>, length: number): Omit<StatementsChecked, 'notes'> {
  const faults: AuditFault[] = [];
  let right = 0;
  let signedUpTo = 0;
  let hasTail = false;
  for (const { kind, sequence, hash, at } of statements.toSorted((a, b) => a.sequence - b.sequence)) {
    if (sequence > length) {
      if (!hasTail)
        faults.push({
          code: 'tail-removed',
          sequence: length + 1,
          message: `The chain ends at entry ${length}; at ${at} it was signed that there is an entry ${sequence}. The tail was removed, or an older copy of the database was put back.`,
        });
      hasTail = true;
    } else if ((sequence === 0 ? GENESIS : hashes.get(sequence)) === hash) {
      right += 1;
      signedUpTo = Math.max(signedUpTo, sequence);
    } else
      faults.push({
        code: 'rewritten',
        sequence: signedUpTo + 1,
        message: `The chain at entry ${sequence} is not the one that was signed (${kind} of ${at}): something from entry ${signedUpTo + 1} on was made anew.`,
      });
  }
  return { faults, right, signedUpTo };
}
