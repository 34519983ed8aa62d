import type { Instant } from '@forewarn/core/basics/instant.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Database } from '../database/open-database.ts';
import { auditKey, type AuditKey } from './audit-key.ts';
import { appendStatements, readHead, writeHead } from './checkpoint-file.ts';
import { findHash, type Head } from './seal-store.ts';
import { microseconds, sealEntries, type SealingOptions } from './seal-entries.ts';
import { signStatement, type Statement } from './statement.ts';

/** Where the chain is kept, what lies beside it, and who signs. */
export type AuditPlace = { readonly database: Database; readonly dataDirectory: string; readonly key: AuditKey };

export async function auditPlace(database: Database, dataDirectory: string): Promise<AuditPlace> {
  return { database, dataDirectory, key: await auditKey(dataDirectory) };
}

export type SealedAll = {
  readonly sealed: number;
  readonly head?: Head;
  readonly checkpoint?: Statement;
  /** The file beside the database states something else of the chain than the chain holds: it was kept as evidence. */
  readonly contradiction?: Statement;
};

/**
 * Seals all that waits, and writes what is now true to the files beside the database: each new checkpoint, and the newest head. Only what is
 * committed goes to a file, so no file is ever ahead of the database, unless somebody takes from the database.
 */
export async function sealAll(place: AuditPlace, now: Instant, options: SealingOptions = {}): Promise<SealedAll> {
  let sealed = 0;
  let last: Awaited<ReturnType<typeof sealEntries>>;
  const checkpoints: Statement[] = [];
  do {
    last = await sealEntries(place.database, place.key, now, options);
    sealed += last?.sealed ?? 0;
    if (last?.checkpoint !== undefined) checkpoints.push(last.checkpoint);
  } while (last?.isFull === true);
  await appendStatements(place.dataDirectory, checkpoints);
  if (last === undefined) return { sealed };
  const contradiction = sealed === 0 && checkpoints.length === 0 ? undefined : await renewHead(place, last.head, now);
  const checkpoint = checkpoints.at(-1);
  return {
    sealed,
    head: last.head,
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...(contradiction === undefined ? {} : { contradiction }),
  };
}

/** A head that the chain does not bear out is evidence: it goes to the file that is only added to, before a new one takes its place. */
async function renewHead({ database, dataDirectory, key }: AuditPlace, head: Head, now: Instant): Promise<Statement | undefined> {
  const written = await readHead(dataDirectory);
  const holds =
    written === undefined ||
    written.sequence === 0 ||
    (await asSystem(database, 'seal-audit', (trx) => findHash(trx, written.sequence))) === written.hash;
  if (!holds) await appendStatements(dataDirectory, [written]);
  await writeHead(dataDirectory, signStatement(key, { kind: 'head', sequence: head.sequence, hash: head.hash, at: microseconds(now) }));
  return holds ? undefined : written;
}
