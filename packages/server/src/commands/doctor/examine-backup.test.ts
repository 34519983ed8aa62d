import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasSystemPostgres, startSystemCluster, type SystemCluster } from '../../database/system-cluster.test-support.ts';
import { migrate } from '../../database/migrate.ts';
import { openAsIs, type Database } from '../../database/open-database.ts';
import { readConfig } from '../../config.ts';
import { systemClock } from '../../jobs/clock.ts';
import { nameServer } from '../../outbound/name-server.ts';
import { examineBackup } from './examine-backup.ts';
import type { Finding } from './finding.ts';

describe.skipIf(!hasSystemPostgres)('a backup by PostgreSQL itself', () => {
  let cluster: SystemCluster;
  let database: Database;
  beforeAll(async () => {
    cluster = await startSystemCluster();
    await ask(`alter system set archive_mode = on`, `alter system set archive_command = 'exit 1'`);
    await cluster.restart();
    await migrate({ connectionString: cluster.url });
    database = await openAsIs({ kind: 'url', url: cluster.url });
  }, 120_000);
  afterAll(async () => {
    await database?.close();
    await cluster?.remove();
  });

  async function ask(...statements: string[]): Promise<void> {
    const client = new pg.Client(cluster.url);
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  async function findings(): Promise<readonly Finding[]> {
    const config = readConfig({ DATABASE_URL: cluster.url });
    const found: Finding[] = [];
    for await (const one of examineBackup({ config, names: nameServer(undefined), now: systemClock.now(), database })) found.push(one);
    return found;
  }

  async function untilFound(check: string, fits: (finding: Finding) => boolean): Promise<Finding> {
    for (let look = 0; look < 200; look += 1) {
      const found = (await findings()).find((finding) => finding.check === check && fits(finding));
      if (found !== undefined) return found;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`never found: ${JSON.stringify(await findings())}`);
  }

  test('is seen with its age, and an archive that is not written is told with what to do', async () => {
    expect((await findings()).find(({ check }) => check === 'backup')).toMatchObject({
      state: 'worth-a-look',
      message: 'No backup was ever made.',
      hint: expect.stringMatching(/FOREWARN_BACKUP_FOLDER/),
    });
    await ask(`select pg_backup_start('night', true)`, 'select pg_backup_stop(false)');
    const [backup] = await findings();
    expect(backup).toMatchObject({ check: 'backup', state: 'well' });
    expect(backup?.message).toMatch(/^The newest backup is \d+ s old \(a base backup by PostgreSQL\)\.$/);
    const failing = await untilFound('backup-archive', ({ state }) => state === 'wrong');
    expect(failing.message).toMatch(/could not archive its log/);
    expect(failing.hint).toMatch(/archive_command/);
    await ask(`alter system set archive_command = 'exit 0'`, 'select pg_reload_conf()', 'select pg_switch_wal()');
    expect((await untilFound('backup-archive', ({ state }) => state === 'well')).message).toMatch(/archived its log, last \d+ s ago/);
  }, 120_000);
});
