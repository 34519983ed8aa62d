import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { access, appendFile, chmod, chown, constants, lstat, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { InternalFault } from '../../internal-fault.ts';
import { makeFileOnce } from '../../whole-file.ts';
import { databaseUser, type OperatingUser } from './operating-user.ts';
import { placeBinaries } from './place-binaries.ts';

const USER = 'forewarn';
const DATABASE = 'forewarn';
/** Looks 25 ms apart while it starts (a minute in all) and 10 ms apart while it stops (half a minute). */
const START_LOOKS_MAX = 2_400;
const STOP_LOOKS_MAX = 3_000;
const LOOKS_BETWEEN_STARTS = 80;
const LOOK_AFTER_IT_EVERY_MS = 500;

export type Embedded = {
  readonly connection: pg.PoolConfig;
  readonly pid: number;
  /** Stops the database unless another process still has a connection to it: the last one out turns off the light. */
  readonly stopIfLast: () => Promise<void>;
  /** Starts it again whenever it is gone (killed, out of memory), until the function that this returns is called. */
  readonly keepRunning: () => () => void;
};

type Places = {
  readonly data: string;
  readonly socket: string;
  readonly password: string;
  readonly log: string;
  readonly binaries: string;
};

/**
 * Starts the private PostgreSQL of a directory, or adopts the one that already runs there (started by another process, or left
 * running when a Forewarn was killed). Only a Unix socket in a private folder, a password, no TCP.
 * `settings` are extra `name=value` server settings, for tests.
 * Throws `InternalFault` in words when it can't be started.
 */
export async function startEmbedded(directory: string, settings: readonly string[] = []): Promise<Embedded> {
  const user = databaseUser();
  const places = await preparePlaces(resolve(directory), user);
  if ((await pidOf(places)) === undefined) {
    if (!(await isThere(join(places.data, 'PG_VERSION')))) await initialise(places, user);
    await start(places, user, settings);
  }
  const connection = { host: places.socket, user: USER, password: (await readFile(places.password, 'utf8')).trim() };
  await untilItAnswers(places, connection);
  await ensureDatabase(connection);
  const pid = await pidOf(places);
  if (pid === undefined) throw new InternalFault(`The database in ${places.data} stopped right after its start; see ${places.log}.`);
  return {
    connection: { ...connection, database: DATABASE },
    pid,
    stopIfLast: () => stopIfLast(places, connection),
    keepRunning: () => keepRunning(places, user, settings),
  };
}

/** Whoever uses it meanwhile sees broken connections and connects again; what was committed is there (PostgreSQL 18 §28.3). */
function keepRunning(places: Places, user: OperatingUser | undefined, settings: readonly string[]): () => void {
  let isStarting = false;
  const timer = setInterval(async () => {
    if (isStarting) return;
    isStarting = true;
    try {
      if ((await pidOf(places)) === undefined) await start(places, user, settings);
    } catch {
      // the next look tries again; that it does not answer is told where it is used
    } finally {
      isStarting = false;
    }
  }, LOOK_AFTER_IT_EVERY_MS);
  return () => clearInterval(timer);
}

/**
 * `directory` is Forewarn's; the database gets a folder in it that only its user may read. Where that user can't reach the
 * directory (a checkout below root's own home), the data goes to /var/lib/forewarn, under a name made of the path.
 */
async function preparePlaces(directory: string, user: OperatingUser | undefined): Promise<Places> {
  await mkdir(directory, { recursive: true });
  const mark = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  const reachable = user === undefined || (await canReach(directory));
  const base = reachable ? directory : join('/var/lib/forewarn', mark);
  await mkdir(base, { recursive: true, mode: 0o755 });
  const places: Places = {
    data: join(base, 'postgresql'),
    log: join(base, 'postgresql.log'),
    password: join(directory, 'database-password'),
    socket: join(await socketParent(), `forewarn-${mark}`),
    binaries: await placeBinaries(reachable ? join(directory, 'programs') : '/var/lib/forewarn/programs'),
  };
  await privateFolder(places.socket, user);
  return places;
}

async function canReach(directory: string): Promise<boolean> {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** A socket's path may have about 100 bytes, so it lies near the root, not in the data directory. */
async function socketParent(): Promise<string> {
  return access('/run', constants.W_OK).then(
    () => '/run',
    () => tmpdir(),
  );
}

async function privateFolder(path: string, user: OperatingUser | undefined): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
  });
  const found = await lstat(path);
  const owners = [process.getuid?.() ?? 0, user?.uid];
  if (!found.isDirectory() || !owners.includes(found.uid)) {
    throw new InternalFault(`${path} belongs to somebody else; remove it and start again.`);
  }
  if (user !== undefined) await chown(path, user.uid, user.gid);
  await chmod(path, 0o700);
}

/** Made beside its place and renamed, so that a power cut leaves either no database or a whole one. */
async function initialise(places: Places, user: OperatingUser | undefined): Promise<void> {
  const draft = `${places.data}.${process.pid}.draft`;
  await mkdir(draft, { recursive: true, mode: 0o700 });
  if (user !== undefined) await chown(draft, user.uid, user.gid);
  const passwordForInit = join(places.socket, `password.${process.pid}`);
  const password = await passwordOf(places);
  await writeFile(passwordForInit, `${password}\n`, { mode: 0o600 });
  if (user !== undefined) await chown(passwordForInit, user.uid, user.gid);
  try {
    await run(
      join(places.binaries, 'initdb'),
      ['-D', draft, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordForInit}`, '--encoding=UTF8', '--locale=C', '--data-checksums'],
      user,
    );
    await appendFile(join(draft, 'postgresql.conf'), CONFIGURATION);
    await rename(draft, places.data).catch(async (cause: NodeJS.ErrnoException) => {
      await rm(draft, { recursive: true, force: true });
      if (cause.code !== 'ENOTEMPTY' && cause.code !== 'EEXIST') throw cause; // else: another process was first
    });
  } finally {
    await rm(passwordForInit, { force: true });
  }
}

const CONFIGURATION = `
# Forewarn's own PostgreSQL: one machine, a Unix socket, durable commits.
listen_addresses = ''
max_connections = 100
timezone = 'UTC'
shared_buffers = '256MB'
max_wal_size = '2GB'
random_page_cost = 1.1
jit = off
log_min_messages = warning
`;

async function passwordOf(places: Places): Promise<string> {
  makeFileOnce(places.password, () => randomBytes(24).toString('base64url'));
  return (await readFile(places.password, 'utf8')).trim();
}

/** The server goes on when we are killed: the next start adopts it, and nothing acknowledged is lost. */
async function start(places: Places, user: OperatingUser | undefined, settings: readonly string[]): Promise<void> {
  const log = openSync(places.log, 'a', 0o640);
  const options = ['-D', places.data, '-k', places.socket, '-h', '', ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn(join(places.binaries, 'postgres'), options, {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  child.on('error', () => {}); // shows as not answering, with the log named
  child.unref();
  closeSync(log);
}

async function untilItAnswers(places: Places, connection: pg.ClientConfig): Promise<void> {
  for (let look = 1; ; look += 1) {
    const client = new pg.Client({ ...connection, database: 'postgres' });
    client.on('error', () => {}); // a server that goes down while we connect
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      await client.end().catch(() => {});
      if (look === START_LOOKS_MAX)
        throw new InternalFault(`The database in ${places.data} does not answer; see ${places.log}.`, { cause });
    }
    // A server that was killed may leave children that hold its memory for a moment, so a first start can fail.
    if (look % LOOKS_BETWEEN_STARTS === 0 && (await pidOf(places)) === undefined) await start(places, databaseUser(), []);
    await pause(25);
  }
}

async function ensureDatabase(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (cause) {
    if (!['23505', '42P04'].includes((cause as { code?: string }).code ?? '')) throw cause; // made by another at the same moment
  } finally {
    await client.end();
  }
}

/** Process id of the server that runs in this data directory; undefined when none does. */
async function pidOf(places: Places): Promise<number | undefined> {
  const text = await readFile(join(places.data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return isAlive(pid) && (await isPostgres(pid)) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** After a restart of the machine the number may belong to another program. Where that can't be told, it is believed. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return command.includes('postgres');
}

async function stopIfLast(places: Places, connection: pg.ClientConfig): Promise<void> {
  const pid = await pidOf(places);
  const client = new pg.Client({ ...connection, database: 'postgres' });
  try {
    await client.connect();
    const others = await client.query(
      `select count(*)::int as count from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    await client.end();
    if (others.rows[0].count > 0) return;
  } catch {
    return; // it is already gone
  }
  if (pid === undefined || (await pidOf(places)) !== pid) return;
  process.kill(pid, 'SIGINT'); // fast shutdown: PostgreSQL 18 §18.5
  for (let look = 0; isAlive(pid) && look < STOP_LOOKS_MAX; look += 1) await pause(10);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function run(command: string, args: readonly string[], user: OperatingUser | undefined): Promise<void> {
  const child: ChildProcess = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((settle, fail) => {
    child.on('error', fail);
    child.on('close', settle);
  });
  if (code !== 0) throw new InternalFault(`${command} ended with ${code}: ${said.trim().split('\n').at(-1) ?? ''}`);
}
