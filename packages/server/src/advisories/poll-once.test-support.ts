import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { PoolConfig } from 'pg';
import pino from 'pino';
import { readConfig } from '../config.ts';
import { connect } from '../database/open-database.ts';
import { systemClock } from '../jobs/clock.ts';
import { startMetrics } from '../jobs/metrics.ts';
import type { Machine } from '../machine.ts';
import { pollSource } from './poll-source.ts';

/** Polls one source in a process of its own, to be killed. */
export function pollInProcess(database: PoolConfig, sourceId: string): ChildProcess {
  const child = spawn(process.execPath, [import.meta.filename], { stdio: ['pipe', 'ignore', 'ignore'] });
  const { types: _, ...connection } = database;
  child.stdin?.end(JSON.stringify({ connection, sourceId }));
  return child;
}

/** That process: database and source come as JSON on its input. */
async function pollOnce(): Promise<void> {
  const { connection, sourceId } = JSON.parse(readFileSync(0, 'utf8')) as { connection: PoolConfig; sourceId: string };
  const database = connect(connection, 5, async () => {});
  const machine: Machine = {
    config: readConfig({ FOREWARN_LOG: 'silent' }),
    database,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    linkSecret: new Uint8Array(32),
    metrics: startMetrics(database),
    secrets: {
      seal: () => {
        throw new Error('A poll keeps no secrets.');
      },
      open: () => undefined,
      ids: () => [],
    },
    publicUrl: 'http://127.0.0.1:8080',
  };
  await pollSource(machine, { sourceId });
  await database.close();
}

if (import.meta.main) await pollOnce();
