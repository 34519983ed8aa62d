import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabaseUrl } from '@forewarn/server/config.ts';
import { testDatabase } from '@forewarn/server/database/test-database.ts';
import type { Jobs } from '@forewarn/server/jobs/run-jobs.ts';
import { openDemoPlace, type DemoPlace } from '../scripts/demo/demo-place.ts';

/** The demo's world for one story: on a database of its own, embedded or on the server that DATABASE_URL names. */
export async function storyPlace(otherJobs: Partial<Jobs> = {}): Promise<DemoPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-story-'));
  const database = testDatabaseUrl() === undefined ? undefined : await testDatabase();
  const place = await openDemoPlace({
    scale: 178,
    ports: { forewarn: 0, publisher: 0, mailbox: 0 },
    dataDirectory: folder,
    databaseUrl: database?.connection.connectionString,
    otherJobs,
  });
  return {
    ...place,
    stop: async () => {
      await place.stop();
      await database?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
