import { readFileSync } from 'node:fs';
import pino from 'pino';
import { readConfig } from '../config.ts';
import { connect } from '../database/open-database.ts';
import { systemClock } from '../jobs/clock.ts';
import type { Machine } from '../machine.ts';
import { pollSource } from './poll-source.ts';

/** A process of its own that polls one source and ends: `node poll-once.test-support.ts`, database and source as JSON on its input. To be killed. */
const { connection, sourceId } = JSON.parse(readFileSync(0, 'utf8')) as { connection: object; sourceId: string };
const database = connect(connection, 5, async () => {});
const machine: Machine = {
  config: readConfig({ FOREWARN_LOG: 'silent' }),
  database,
  clock: systemClock,
  log: pino({ level: 'silent' }),
  linkSecret: new Uint8Array(32),
  publicUrl: 'http://127.0.0.1:8080',
};
await pollSource(machine, { sourceId });
await database.close();
