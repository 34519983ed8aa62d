import type { Instant } from '@forewarn/core/basics/instant.ts';
import { appendStatements, readCheckpointFile, writeHead } from './checkpoint-file.ts';
import { microseconds } from './seal-entries.ts';
import { sealAll, type AuditPlace } from './seal-all.ts';
import { asSystem } from '../database/as-principal.ts';
import { findHead } from './seal-store.ts';
import { signStatement } from './statement.ts';

/**
 * After a restore: signs that the chain goes on from the backup's end, so that what was sealed after the backup and is gone by it is told as
 * lost by a restore and not as taken away. Then seals what waits. Whoever restores another way can't sign this.
 */
export async function markRestored(place: AuditPlace, now: Instant): Promise<void> {
  const head = await asSystem(place.database, 'restore', findHead);
  const file = await readCheckpointFile(place.dataDirectory);
  const newest = file.head === undefined ? [] : [file.head]; // told below as superseded, with the others
  const restored = signStatement(place.key, { kind: 'restored', sequence: head.sequence, hash: head.hash, at: microseconds(now) });
  await appendStatements(place.dataDirectory, [...newest, restored]);
  await writeHead(
    place.dataDirectory,
    signStatement(place.key, { kind: 'head', sequence: head.sequence, hash: head.hash, at: microseconds(now) }),
  );
  await sealAll(place, now, { wait: true, checkpoint: true });
}
