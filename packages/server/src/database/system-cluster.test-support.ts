import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { databaseUser } from './embedded/operating-user.ts';

/** Where Debian puts the oldest PostgreSQL that Forewarn runs on. */
const BINARIES = '/usr/lib/postgresql/15/bin';

export const hasSystemPostgres = existsSync(join(BINARIES, 'initdb'));

/** A throwaway PostgreSQL 15 of the machine, on a Unix socket in a folder of its own; no password, no TCP. */
export type SystemCluster = {
  readonly url: string;
  /** kill -9 of the postmaster; its children go by themselves. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** In order, or from whatever state it is in. */
  readonly restart: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** `parent`: where its folder is made; the folder of temporary files by default. */
export async function startSystemCluster(parent = tmpdir()): Promise<SystemCluster> {
  const user = databaseUser();
  const folder = await mkdtemp(join(parent, 'fw15-'));
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o700);
  const as = user === undefined ? {} : { uid: user.uid, gid: user.gid };
  const data = join(folder, 'data');
  const made = spawnSync(
    join(BINARIES, 'initdb'),
    ['-D', data, '-U', 'forewarn', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...as, cwd: '/', encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  let server: ChildProcess | undefined;
  const url = `postgresql://forewarn@${encodeURIComponent(folder)}/postgres`;
  const start = async () => {
    const begin = () => spawn(join(BINARIES, 'postgres'), ['-D', data, '-k', folder, '-h', ''], { ...as, cwd: '/', stdio: 'ignore' });
    server = begin();
    // Where the one before was killed, its last children may still hold its memory: an init system starts it again, and so do we.
    await untilItAnswers(url, () => {
      if (server !== undefined && (server.exitCode !== null || server.signalCode !== null)) server = begin();
    });
  };
  const end = async (signal: NodeJS.Signals) => {
    const running = server;
    server = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const gone = new Promise((settle) => running.once('close', settle));
    running.kill(signal);
    await gone;
  };
  await start();
  return {
    url,
    start,
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGINT');
      await start();
    },
    remove: async () => {
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(url: string, look: () => void): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    look();
    const client = new pg.Client(url);
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await client.end().catch(() => {});
      await pause(50);
    }
  }
  throw new Error('PostgreSQL 15 does not answer');
}
