import { digestOf, GENESIS, hashOf } from './chain.ts';
import type { SealedEntry } from './seal-store.ts';

/** What is wrong with the chain, at the lowest sequence that it touches. Codes are stable; `message` is for people. */
export type AuditFault = {
  readonly code:
    | 'entry-changed'
    | 'entry-removed'
    | 'entry-inserted'
    | 'seal-removed'
    | 'seal-changed'
    | 'rewritten'
    | 'tail-removed'
    | 'checkpoint-removed'
    | 'checkpoint-forged'
    | 'not-sealed';
  readonly sequence: number;
  readonly message: string;
};

/**
 * Follows a chain from its first entry, part by part, and tells what does not fit: an entry that is not what was sealed, one that is gone, a
 * place that is missing, a seal that does not follow from the one before it. Goes on behind a fault. Pure.
 */
export class ChainChecker {
  sequence = 0;
  private previous = GENESIS;

  next({ seal, entry }: SealedEntry): readonly AuditFault[] {
    const { sequence } = seal;
    const faults: AuditFault[] = [];
    if (sequence !== this.sequence + 1) faults.push(missing(this.sequence + 1, sequence - 1));
    else if (seal.previous !== this.previous)
      faults.push({ code: 'seal-changed', sequence, message: `The seal of entry ${sequence} does not follow the one before it.` });
    if (hashOf(seal) !== seal.hash) faults.push({ code: 'seal-changed', sequence, message: `The seal of entry ${sequence} was changed.` });
    if (entry === undefined) faults.push({ code: 'entry-removed', sequence, message: `Entry ${sequence} was removed.` });
    else if (digestOf(entry) !== seal.digest)
      faults.push({ code: 'entry-changed', sequence, message: `Entry ${sequence} (${entry.action}) was changed after it was sealed.` });
    this.sequence = sequence;
    this.previous = seal.hash;
    return faults;
  }
}

function missing(first: number, last: number): AuditFault {
  const which = first === last ? `Entry ${first} is` : `Entries ${first} to ${last} are`;
  return { code: 'seal-removed', sequence: first, message: `${which} missing from the chain.` };
}
