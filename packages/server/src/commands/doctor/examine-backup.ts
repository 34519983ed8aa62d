import { inspectBackup } from '../../database/inspect-backup.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import { inWords } from './in-words.ts';
import type { PlaceWithDatabase } from './place.ts';

const CHECK = 'backup';
/** A night left out. */
const HOURS_LATE = 50;
const HOURS_WRONG = 14 * 24;

/** How old the newest backup is that `forewarn backup` made. One made by PostgreSQL's own means is not seen here. */
export async function* examineBackup({ database }: PlaceWithDatabase): AsyncGenerator<Finding> {
  const { sinceBackupHours, sinceFirstEntryHours = 0 } = await inspectBackup(database);
  const hint = 'forewarn backup FILE, every night (docs/operating/backup.md). A copy that PostgreSQL itself makes is not seen here.';
  const hours = sinceBackupHours ?? sinceFirstEntryHours;
  const message =
    sinceBackupHours === undefined ? 'No backup was ever made.' : `The newest backup is ${inWords(sinceBackupHours * 3_600)} old.`;
  if (hours > HOURS_WRONG) yield wrong(CHECK, { message, hint });
  else if (sinceBackupHours === undefined || hours > HOURS_LATE) yield worthALook(CHECK, message, hint);
  else yield well(CHECK, message);
}
