import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chown, chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../server-process.test-support.ts';
import { databaseUser } from './embedded/operating-user.ts';

/** Where Debian puts PostgreSQL 15. */
const BINARIES = '/usr/lib/postgresql/15/bin';
const LOOK_EVERY_MS = 50;
const LOOKS_MAX = 600;

/** A primary and a standby that every commit waits for, PostgreSQL 15, on loopback, as docs/operating/several-machines.md says how. */
export type ReplicatedPair = {
  readonly primaryUrl: string;
  readonly standbyUrl: string;
  /** `host:port` of each, for a DATABASE_URL that names both. */
  readonly primary: string;
  readonly standby: string;
  /** kill -9 of the postmaster and of every child it has, at once: nothing is finished, nothing is said. */
  readonly killPrimary: () => Promise<void>;
  /** As an operator does it; resolves when it takes writes. */
  readonly promote: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

export async function startReplicatedPair(): Promise<ReplicatedPair> {
  const user = databaseUser();
  const as = user === undefined ? {} : { uid: user.uid, gid: user.gid };
  const folder = await mkdtemp(join(tmpdir(), 'fwpair-'));
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o700);
  const does = (program: string, args: readonly string[]) => {
    const done = spawnSync(join(BINARIES, program), args, { ...as, cwd: '/', encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
  };
  const ports = { primary: await freePort(), standby: await freePort() };
  const running: ChildProcess[] = [];
  const start = async (which: 'primary' | 'standby', settings: readonly string[] = []) => {
    const options = [
      '-D',
      join(folder, which),
      '-h',
      '127.0.0.1',
      '-p',
      String(ports[which]),
      '-k',
      '',
      ...settings.flatMap((one) => ['-c', one]),
    ];
    const server = spawn(join(BINARIES, 'postgres'), options, { ...as, cwd: '/', stdio: 'ignore' });
    running.push(server);
    await until(async () => (await ask(urlOf(ports[which]), 'select 1')).length === 1);
    return server;
  };
  const remove = async () => {
    for (const server of running) await end(server, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    does('initdb', ['-D', join(folder, 'primary'), '-U', 'forewarn', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']);
    const primary = await start('primary', ['synchronous_commit=on']);
    const from = `host=127.0.0.1 port=${ports.primary} user=forewarn application_name=standby`;
    const asStandby = ['--checkpoint=fast', '--wal-method=stream', '--create-slot', '--slot=standby', '--write-recovery-conf'];
    does('pg_basebackup', ['-d', from, '-D', join(folder, 'standby'), ...asStandby]);
    await start('standby');
    // Only now: before there is a standby a primary that waits for one would wait for ever.
    await ask(urlOf(ports.primary), `alter system set synchronous_standby_names = 'standby'`);
    await ask(urlOf(ports.primary), 'select pg_reload_conf()');
    await until(async () => (await ask(urlOf(ports.primary), `select 1 from pg_stat_replication where sync_state = 'sync'`)).length === 1);
    return {
      primaryUrl: urlOf(ports.primary),
      standbyUrl: urlOf(ports.standby),
      primary: `127.0.0.1:${ports.primary}`,
      standby: `127.0.0.1:${ports.standby}`,
      killPrimary: () => killWithChildren(primary),
      promote: async () => {
        does('pg_ctl', ['promote', '-D', join(folder, 'standby'), '-w']);
      },
      remove,
    };
  } catch (cause) {
    await remove();
    throw cause;
  }
}

function urlOf(port: number): string {
  return `postgresql://forewarn@127.0.0.1:${port}/postgres`;
}

/** Asks over a connection of its own. */
export async function ask<Row>(url: string, question: string): Promise<readonly Row[]> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(question)).rows as Row[];
  } finally {
    await client.end().catch(() => {});
  }
}

async function until(looked: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    if (await looked().catch(() => false)) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error('PostgreSQL did not come to what was waited for');
}

/** The postmaster first, so that it starts no child anew. */
async function killWithChildren(postmaster: ChildProcess): Promise<void> {
  const parent = postmaster.pid ?? 0;
  const children = await childrenOf(parent);
  const gone = once(postmaster, 'close');
  for (const pid of [parent, ...children]) killOne(pid);
  await gone;
  for (const pid of children) killOne(pid);
}

/** Linux: the fourth field of /proc/PID/stat is the parent. */
async function childrenOf(parent: number): Promise<readonly number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    if (Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]) === parent) found.push(Number(name));
  }
  return found;
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it is gone already
  }
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'close');
  server.kill(signal);
  await gone;
}
