import type { Database } from './open-database.ts';

/** Hours by the database's clock; undefined where there is none, or where this login may not see it. */
export type BackupFacts = {
  /** `forewarn backup` wrote everything to a file. */
  readonly sinceBackupHours: number | undefined;
  /** A program took a base backup (pg_basebackup, or pg_backup_start and pg_backup_stop): its history file lies in the log of the database. */
  readonly sinceBaseBackupHours: number | undefined;
  readonly sinceFirstEntryHours: number | undefined;
  /** Undefined: the database keeps no archive of its log. */
  readonly archive: { readonly sinceArchivedHours: number | undefined; readonly sinceFailedHours: number | undefined } | undefined;
};

/** How long ago the database was copied, whichever way, and how long the trail has been. */
export async function inspectBackup(database: Database): Promise<BackupFacts> {
  const hours = (text: string) => `(extract(epoch from now() - (${text})) / 3600)::float8`;
  const own = await database.pool.query(
    `select ${hours(`select max(at) from forewarn.audit_log where subject_kind = 'database' and subject = 'all' and action = 'backup-made'`)} as backup,
       ${hours('select at from forewarn.audit_log order by id limit 1')} as first,
       current_setting('archive_mode') <> 'off' as archives`,
  );
  // Both are for pg_monitor and its like alone: who may not ask hears nothing.
  const base = await database.pool
    .query(`select ${hours(`select max(modification) from pg_ls_waldir() where name like '%.backup'`)} as base`)
    .catch(() => undefined);
  const archiver = await database.pool.query(
    `select ${hours('last_archived_time')} as archived, ${hours('last_failed_time')} as failed from pg_stat_archiver`,
  );
  const { backup, first, archives } = own.rows[0] ?? {};
  const { archived, failed } = archiver.rows[0] ?? {};
  return {
    sinceBackupHours: backup ?? undefined,
    sinceBaseBackupHours: base?.rows[0]?.base ?? undefined,
    sinceFirstEntryHours: first ?? undefined,
    archive: archives === true ? { sinceArchivedHours: archived ?? undefined, sinceFailedHours: failed ?? undefined } : undefined,
  };
}
