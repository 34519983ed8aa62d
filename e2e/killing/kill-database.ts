import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { databaseUrl } from '@forewarn/server/database/database-url.test-support.ts';
import { startEmbedded } from '@forewarn/server/database/embedded/start-embedded.ts';
import { startSystemCluster } from '@forewarn/server/database/system-cluster.test-support.ts';
import { testDatabase } from '@forewarn/server/database/test-database.ts';

/** What can be killed of a database. */
export const DATABASE_TARGETS = ['connections', 'backend', 'postmaster'] as const;
export type DatabaseTarget = (typeof DATABASE_TARGETS)[number];

/** The database of one kill story: how Forewarn is told of it, and how its processes end. */
export type KillDatabase = {
  /** DATABASE_URL; undefined: the private one in the data directory. */
  readonly url: string | undefined;
  readonly targets: readonly DatabaseTarget[];
  readonly kill: (target: DatabaseTarget, draw: (count: number) => number) => Promise<void>;
  /** Reads it from outside, whatever happens to its processes meanwhile. */
  readonly ask: <Row>(question: string) => Promise<readonly Row[]>;
  readonly remove: () => Promise<void>;
};

/** The private PostgreSQL in a data directory where a Forewarn runs already. Nobody but Forewarn starts it again. */
export async function embeddedDatabase(dataDirectory: string): Promise<KillDatabase> {
  const { connection } = await startEmbedded(dataDirectory);
  return {
    ...atConnection(databaseUrl(connection)),
    url: undefined,
    targets: DATABASE_TARGETS,
    remove: async () => {},
  };
}

/** A PostgreSQL 15 of this machine, started for the story; its postmaster is started again as an init system would. */
export async function systemDatabase(): Promise<KillDatabase> {
  const cluster = await startSystemCluster();
  const at = atConnection(cluster.url);
  return {
    ...at,
    url: cluster.url,
    targets: DATABASE_TARGETS,
    kill: async (target, draw) => {
      if (target !== 'postmaster') return at.kill(target, draw);
      await cluster.kill();
      await cluster.start();
    },
    remove: cluster.remove,
  };
}

/** A database on the server that DATABASE_URL names. It may be anywhere: connections are cut, no process is killed. */
export async function namedDatabase(): Promise<KillDatabase> {
  const database = await testDatabase();
  await database.pool.query('drop schema forewarn cascade');
  return { ...atConnection(databaseUrl(database.connection)), targets: ['connections'], remove: database.close };
}

type AtConnection = Pick<KillDatabase, 'kill' | 'ask'> & { readonly url: string };

function atConnection(url: string): AtConnection {
  const ask = async <Row>(question: string): Promise<readonly Row[]> => {
    const client = new pg.Client(url);
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(question)).rows as Row[];
    } finally {
      await client.end().catch(() => {});
    }
  };
  return {
    url,
    ask,
    kill: async (target, draw) => {
      if (target === 'connections') {
        await ask(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
        return;
      }
      const processes = await ask<{ pid: number; type: string }>(
        `select pid, backend_type as type from pg_stat_activity where pid <> pg_backend_pid() and backend_type in ('client backend', 'walwriter', 'background writer', 'checkpointer')`,
      );
      const checkpointer = processes.find((one) => one.type === 'checkpointer');
      const victim = target === 'postmaster' ? await parentOf(checkpointer?.pid ?? 0) : processes[draw(processes.length)]?.pid;
      if (victim !== undefined) killOne(victim);
    },
  };
}

/** The parent of every server process is the postmaster (Linux: fourth field of /proc/PID/stat). */
async function parentOf(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const parent = Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  return Number.isInteger(parent) && parent > 1 ? parent : undefined;
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it ended by itself in between
  }
}
