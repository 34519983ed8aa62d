import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'forewarn-test-';
/** What a run of all tests holds at most at one time is 2 GB; the rest is for whoever else is here. */
const FREE_BYTES_MIN = 6e9;

/**
 * A folder in memory for what the tests make and throw away, for this process alone; undefined where this machine has no room for it.
 * A run makes and drops hundreds of databases of 900 files each, and a disk's file system takes up to two seconds for one: it spares
 * what was just deleted. Nothing that a test asks depends on it: processes are killed, machines are not. `end` takes it away again.
 */
export function workInMemory(
  parent = '/dev/shm',
  freeMemory = process.availableMemory(),
): { readonly folder: string; readonly end: () => void } | undefined {
  if (process.platform !== 'linux' || freeMemory < FREE_BYTES_MIN) return undefined;
  try {
    sweep(parent);
    const { bavail, bsize } = statfsSync(parent);
    if (bavail * bsize < FREE_BYTES_MIN) return undefined;
    const folder = mkdtempSync(join(parent, `${NAME}${process.pid}-`));
    chmodSync(folder, 0o755); // the databases run as another user than root
    if (runsPrograms(folder)) return { folder, end: () => remove(folder) };
    remove(folder);
  } catch {
    // not there, or not ours to write in: the disk does as well, only slower
  }
  return undefined;
}

/** PostgreSQL is copied beside its data, and some mount their memory `noexec`. */
function runsPrograms(folder: string): boolean {
  const program = join(folder, 'runs');
  writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  return spawnSync(program).status === 0;
}

/** What runs left that were killed: their databases run on in it. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent).filter((one) => one.startsWith(NAME))) {
    const pid = Number.parseInt(name.slice(NAME.length), 10);
    if (!isAlive(pid)) remove(join(parent, name));
  }
}

function remove(folder: string): void {
  for (const pid of databasesIn(folder)) if (isAlive(pid)) process.kill(pid, 'SIGQUIT'); // at once: PostgreSQL 18 §18.5
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** The process ids of the PostgreSQL servers whose data lies below this folder, at any depth that a test uses. */
function databasesIn(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandOf(pid).some((word, place, words) => words[place - 1] === '-D' && word.startsWith(`${folder}/`)));
}

function commandOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // gone meanwhile
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
