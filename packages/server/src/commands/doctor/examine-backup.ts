import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { inspectBackup, type BackupFacts } from '../../database/inspect-backup.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import { inWords } from './in-words.ts';
import { newestInFolder } from './newest-in-folder.ts';
import type { PlaceWithDatabase } from './place.ts';

const CHECK = 'backup';
/** A night left out. */
const HOURS_LATE = 50;
const HOURS_WRONG = 14 * 24;
const HOUR_MS = 3_600_000;
const HINT =
  'forewarn backup FILE, every night (docs/operating/backup.md). Where another program makes them, FOREWARN_BACKUP_FOLDER says where they lie.';

type Found = { readonly how: string; readonly hours: number };

/** How old the newest backup is, whichever way it was made, and whether the database's log reaches its archive where it has one. */
export async function* examineBackup(place: PlaceWithDatabase): AsyncGenerator<Finding> {
  const facts = await inspectBackup(place.database);
  const { backupFolder } = place.config;
  const found: Found[] = [
    ...(facts.sinceBackupHours === undefined ? [] : [{ how: 'by forewarn backup', hours: facts.sinceBackupHours }]),
    ...(facts.sinceBaseBackupHours === undefined ? [] : [{ how: 'a base backup by PostgreSQL', hours: facts.sinceBaseBackupHours }]),
  ];
  if (backupFolder !== undefined) {
    const lying = await lookInto(backupFolder, place);
    if ('check' in lying) yield lying;
    else found.push(lying);
  }
  yield ageFinding(found, facts);
  if (facts.archive !== undefined) yield archiveFinding(facts.archive);
}

async function lookInto(folder: string, { now }: PlaceWithDatabase): Promise<Found | Finding> {
  const check = `${CHECK}-folder`;
  try {
    const newest = await newestInFolder(folder);
    if (newest !== undefined)
      return {
        how: `${cleanText(newest.name, 100)} in FOREWARN_BACKUP_FOLDER`,
        hours: Math.max(0, (Date.parse(now) - newest.atMs) / HOUR_MS),
      };
    return wrong(check, {
      message: 'There is no whole backup in FOREWARN_BACKUP_FOLDER.',
      hint: 'Look at the log of the program that makes them, and whether it writes to this folder.',
    });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no reason given';
    return wrong(check, {
      message: `FOREWARN_BACKUP_FOLDER can't be read (${code}).`,
      hint: 'Check the setting, and that the user of Forewarn may read the folder.',
    });
  }
}

function ageFinding(found: readonly Found[], { sinceFirstEntryHours = 0 }: BackupFacts): Finding {
  const newest = found.toSorted((a, b) => a.hours - b.hours)[0];
  const hours = newest?.hours ?? sinceFirstEntryHours;
  const message =
    newest === undefined ? 'No backup was ever made.' : `The newest backup is ${inWords(newest.hours * 3_600)} old (${newest.how}).`;
  if (hours > HOURS_WRONG) return wrong(CHECK, { message, hint: HINT });
  return newest === undefined || hours > HOURS_LATE ? worthALook(CHECK, message, HINT) : well(CHECK, message);
}

/** A log that is archived restores to any moment after a base backup, as long as no piece is missing. */
function archiveFinding({ sinceArchivedHours, sinceFailedHours }: NonNullable<BackupFacts['archive']>): Finding {
  const check = `${CHECK}-archive`;
  if (sinceFailedHours !== undefined && sinceFailedHours < (sinceArchivedHours ?? Number.POSITIVE_INFINITY))
    return wrong(check, {
      message: `The database could not archive its log, last ${inWords(sinceFailedHours * 3_600)} ago; its disk fills up until it can.`,
      hint: "Look for archive_command in PostgreSQL's log, and run that command by hand as its user.",
    });
  if (sinceArchivedHours === undefined)
    return worthALook(
      check,
      'The database is to archive its log and has archived nothing yet.',
      'Set archive_command (or archive_library), then: select pg_switch_wal();',
    );
  return well(check, `The database archived its log, last ${inWords(sinceArchivedHours * 3_600)} ago.`);
}
