import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { sharedData } from '@forewarn/core/basics/shared-data.test-support.ts';
import { until } from '@forewarn/fakes/story/until.ts';
import { ingestDocuments } from '@forewarn/server/advisories/ingest-document.ts';
import type { RawDocument } from '@forewarn/server/advisories/raw-document.ts';
import { readConfig } from '@forewarn/server/config.ts';
import { runJobs } from '@forewarn/server/jobs/run-jobs.ts';
import { JOB_WORK } from '@forewarn/server/schedule.ts';
import { openMachine } from '@forewarn/server/start-server.ts';
import { atLeast, plain, type Report } from '../report.ts';

/** As many as a poll takes in at once. */
const BATCH = 500;
const PATIENCE_MS = 1_800_000;

/**
 * Real advisories, read, validated, stored and matched against the constituency that lies in the folder's database. The stages are timed
 * apart: taking in, and the matching that is left when the last is taken in.
 */
export async function measureIntake(report: Report, folder: string, scale: number): Promise<void> {
  const place = join(sharedData, 'csaf/advisories');
  if (!existsSync(place)) return report.progress('intake is left out: the folder with real advisories is absent');
  const documents = readdirSync(place).flatMap((name) => documentsOf(join(place, name)));
  const machine = await openMachine(readConfig({ FOREWARN_DATA: folder, FOREWARN_LOG: 'error' }));
  const jobs = await runJobs(machine, { ...JOB_WORK, 'poll-due-sources': async () => {}, 'poll-source': async () => {} }, []);
  try {
    const startedAt = performance.now();
    for (let from = 0; from < documents.length; from += BATCH) {
      await ingestDocuments(
        machine,
        documents.slice(from, from + BATCH).map((bytes, at) => rawOf(bytes, from + at)),
      );
      if (from % (2 * BATCH) === 0) report.progress(`  ${from} of ${documents.length} taken in`);
    }
    const takenIn = (performance.now() - startedAt) / 1000;
    await until('every job is done', PATIENCE_MS, async () => {
      const left = await sql<{
        count: number;
      }>`select count(*)::int as count from graphile_worker.jobs where attempts < max_attempts and run_at <= now()`.execute(
        machine.database.kysely,
      );
      return left.rows[0]?.count === 0;
    });
    const all = (performance.now() - startedAt) / 1000;
    const rate = (workload: string, seconds: number) => ({
      workload: `main-job/${workload}`,
      scale,
      figure: documents.length / seconds,
      unit: 'documents/s' as const,
    });
    report.figure(plain({ workload: 'main-job/intake-documents', scale, figure: documents.length, unit: 'count' }));
    report.figure(plain(rate('intake/taken-in', takenIn)));
    report.figure(plain({ workload: 'main-job/intake/matching-left-after', scale, figure: all - takenIn, unit: 's' }));
    report.figure(atLeast(100, rate('intake', all)));
    const matches = await machine.database.pool.query('select count(*)::int as count from forewarn.matches');
    report.figure(plain({ workload: 'main-job/intake/matches', scale, figure: Number(matches.rows[0]?.count), unit: 'count' }));
  } finally {
    await jobs.stop();
    await machine.database.close();
  }
}

function documentsOf(path: string): readonly Uint8Array[] {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n').filter(Boolean);
  return lines.map((line) => Buffer.from(JSON.stringify((JSON.parse(line) as { doc: unknown }).doc)));
}

function rawOf(bytes: Uint8Array, number: number): RawDocument {
  return {
    url: `bench:${number}`,
    bytes,
    retrievedAt: '2026-11-23T09:00:00.000Z' as RawDocument['retrievedAt'],
    hashCheck: { kind: 'absent' },
    signatureCheck: { kind: 'absent' },
    verdict: 'accepted',
  };
}
