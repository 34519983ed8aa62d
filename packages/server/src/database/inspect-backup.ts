import type { Database } from './open-database.ts';

/** Hours; undefined where there is none. */
export type BackupFacts = { readonly sinceBackupHours: number | undefined; readonly sinceFirstEntryHours: number | undefined };

/** How long ago `forewarn backup` wrote everything to a file, and how long the trail has been. By the database's clock. */
export async function inspectBackup(database: Database): Promise<BackupFacts> {
  const found = await database.pool.query(
    `select (extract(epoch from now() - (select max(at) from forewarn.audit_log where subject_kind = 'database' and subject = 'all' and action = 'backup-made')) / 3600)::float8 as backup,
       (extract(epoch from now() - (select at from forewarn.audit_log order by id limit 1)) / 3600)::float8 as first`,
  );
  return { sinceBackupHours: found.rows[0]?.backup ?? undefined, sinceFirstEntryHours: found.rows[0]?.first ?? undefined };
}
