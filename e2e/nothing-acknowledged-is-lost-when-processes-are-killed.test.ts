import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { testDatabaseUrl, testKills } from '@forewarn/server/config.ts';
import { hasSystemPostgres } from '@forewarn/server/database/system-cluster.test-support.ts';
import { freePort } from '@forewarn/server/server-process.test-support.ts';
import { embeddedDatabase, namedDatabase, systemDatabase, type KillDatabase } from './killing/kill-database.ts';
import { playKillStory, type KillOutcome } from './killing/kill-story.ts';

let folder: string;
let mailbox: Mailbox;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forewarn-kill-'));
  await chmod(folder, 0o755); // the database's own user must reach its data in it
  mailbox = await startMailbox();
});
afterEach(async () => {
  await mailbox.stop();
  await rm(folder, { recursive: true, force: true });
});

async function play(seed: string, database: KillDatabase | undefined): Promise<KillOutcome> {
  const port = String(await freePort());
  const outcome = await playKillStory({
    seed,
    kills: testKills(),
    mailbox,
    settings: {
      FOREWARN_DATA: folder,
      FOREWARN_PORT: port,
      FOREWARN_SMTP_URL: mailbox.smtpUrl,
      FOREWARN_LOG: 'error',
      DATABASE_URL: database?.url,
    },
    openDatabase: async () => database ?? embeddedDatabase(folder),
  });
  const { kills, duringWhat, acknowledged, unanswered, mails } = outcome;
  process.stderr.write(`${JSON.stringify({ seed, kills, duringWhat, acknowledged, unanswered, mails })}\n`);
  return outcome;
}

const HELD = { lost: [], notDelivered: [], underTwoIds: [], toldWrongly: [], endedByThemselves: [] };

test.skipIf(testDatabaseUrl() !== undefined)(
  'on the private database: no yes is taken back, every planned mail goes out, none under two ids',
  async () => {
    expect(await play('private', undefined)).toMatchObject(HELD);
  },
);

test.skipIf(testDatabaseUrl() !== undefined || !hasSystemPostgres)('on a PostgreSQL 15 whose own processes are killed too', async () => {
  expect(await play('fifteen', await systemDatabase())).toMatchObject(HELD);
});

test.skipIf(testDatabaseUrl() === undefined)('on the server that DATABASE_URL names, whose connections are cut', async () => {
  expect(await play('named', await namedDatabase())).toMatchObject(HELD);
});
