import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import type { DocumentFile } from '../reading/find-documents.ts';
import { readAdvisories, type AdvisoryRead } from '../reading/read-advisories.ts';
import type { Answer } from './answer.ts';
import { keepAnswers } from './keep-answers.ts';
import { matchInventory } from './match-inventory.ts';
import type { PreparedInventory } from './prepare-inventory.ts';
import { rememberNames } from './remember-names.ts';

export type Unread = { readonly from: string; readonly problem: Problem };

export type Matched = {
  readonly answers: readonly Answer[];
  /** How many documents were read as advisories, revisions of one counted each. */
  readonly read: number;
  readonly unread: readonly Unread[];
  /** Files of a folder that are JSON of another kind. */
  readonly others: readonly string[];
};

export type Matching = {
  readonly inventory: PreparedInventory;
  readonly aliases: Aliases;
  readonly explain: boolean;
  /** Told after each document: which share of the bytes was read, from 0 to 1, and how many documents. */
  readonly onDocument: (share: number, documents: number) => void;
};

/** Matches an inventory with the advisories of files, one document after the other: no more than one is held at a time. */
export async function matchDocuments(
  files: readonly DocumentFile[],
  { inventory, aliases, explain, onDocument }: Matching,
): Promise<Matched> {
  const kept = keepAnswers();
  const unread: Unread[] = [];
  const others: string[] = [];
  const allBytes = Math.max(
    1,
    files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
  const names = rememberNames(aliases);
  let read = 0;
  let bytes = 0;
  for (const file of files) {
    for await (const one of readAdvisories(file, (more) => (bytes += more))) {
      if (one.kind === 'advisory') {
        read += 1;
        kept.keep(one.advisory, matchInventory(one.advisory, inventory, names, explain));
      } else if (isOther(file, one)) others.push(one.from);
      else unread.push({ from: one.from, problem: one.problem });
      onDocument(Math.min(1, bytes / allBytes), read + unread.length);
    }
  }
  return { answers: kept.all(), read, unread, others };
}

function isOther(file: DocumentFile, { problem }: Extract<AdvisoryRead, { kind: 'unreadable' }>): boolean {
  return file.mayBeOther && !file.isLines && problem.code === 'format-unknown';
}
