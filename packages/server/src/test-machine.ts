import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { readInstant, type Instant } from '@forewarn/core/basics/instant.ts';
import { readConfig } from './config.ts';
import { secretKeys } from './database/secret-keys.ts';
import { testDatabase } from './database/test-database.ts';
import { startMetrics } from './jobs/metrics.ts';
import type { Machine } from './machine.ts';

/** A machine for one test file: a fresh real database, a clock that stands still until the test moves it. */
export type TestMachine = Machine & { readonly setNow: (now: string) => void; readonly close: () => Promise<void> };

export async function testMachine(environment: Readonly<Record<string, string>> = {}): Promise<TestMachine> {
  const database = await testDatabase();
  const place = mkdtempSync(join(tmpdir(), 'forewarn-keys-'));
  let now = readInstant('2026-11-23T09:00:00Z') as Instant;
  return {
    // No test is about time: on a machine that is overrun none is told that this one is busy.
    config: readConfig({ FOREWARN_LOG: 'silent', FOREWARN_CERT_DOMAIN: 'cert.example', FOREWARN_BUSY_AFTER_MS: '0', ...environment }),
    database,
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
    linkSecret: new Uint8Array(32).fill(7),
    metrics: startMetrics(database),
    secrets: secretKeys(join(place, 'secret-keys')),
    publicUrl: 'http://127.0.0.1:8080',
    setNow: (text) => {
      const instant = readInstant(text);
      if (instant === undefined) throw new Error(`${text} is no instant`);
      now = instant;
    },
    close: async () => {
      rmSync(place, { recursive: true, force: true });
      await database.close();
    },
  };
}
