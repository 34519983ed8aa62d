import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerProcess } from '@forewarn/server/server-process.test-support.ts';
import { startEmbedded } from '@forewarn/server/database/embedded/start-embedded.ts';
import pg from 'pg';

/** The machine burns: Forewarn and its private database are killed at one instant, and their disk is gone. */
export async function loseMachine(server: ServerProcess, folder: string): Promise<void> {
  const { data, pid } = await placeOf(folder);
  await server.kill();
  process.kill(pid, 'SIGKILL');
  // Its children hold the folder for a moment.
  for (let look = 0; look < 400 && (await isAlive(pid)); look += 1) await pause(25);
  await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

async function placeOf(folder: string): Promise<{ readonly data: string; readonly pid: number }> {
  const { connection, pid } = await startEmbedded(folder);
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query('show data_directory');
  await client.end();
  return { data: rows[0].data_directory, pid };
}

async function isAlive(pid: number): Promise<boolean> {
  return (await readFile(join('/proc', String(pid), 'stat'), 'utf8').catch(() => '')) !== '';
}
