import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { apiClient } from '@forewarn/api/client.ts';
import { startEmbedded } from '@forewarn/server/database/embedded/start-embedded.ts';
import { startServerProcess, type ServerProcess } from '@forewarn/server/server-process.test-support.ts';
import { openSink, type Sink } from './delivery/open-sink.ts';
import { atMost, plain, type Report } from './report.ts';
import { bytesPerRow, lookAtBloat, memoryOf, whatIsLeft } from './soak/look-at-state.ts';
import { playWeek, type Peak } from './soak/play-week.ts';
import { simulatedClock, type SimulatedClock } from './soak/simulated-clock.ts';

/** By default a fifth of the whole, in a few minutes; the whole is `2000 --step 1`. */
const INSTITUTIONS = 400;
const STEP_MINUTES = 5;
const DAYS = 7;
const HOUR_MS = 3_600_000;
/** So often a table is looked at for dead rows: a day of the week passes in minutes. */
const AUTOVACUUM_EVERY = 'autovacuum_naptime=5s';
const AUTOVACUUM_SETTLES_MS = 12_000;
/** At rest for so long the process gives memory back (decision 012); before that it holds what the last rush took, which says nothing of growth. */
const RESTS_MS = 17_000;
const GROWTH_MIB_MAX = 64;
/** A table is cleared when a fifth of it is dead (PostgreSQL's default, autovacuum_vacuum_scale_factor), and the clearing takes a while. */
const DEAD_PERCENT_MAX = 30;
const QUEUE_GROWTH_MAX = 2;

/**
 * A simulated week on a clock that is set forward: ten advisories, three warnings in four versions, digests, the week's end, escalations, answers.
 * Says of each day what memory, queue and tables came to, and at the end what is stuck or lost. Options: how many institutions;
 * `--step MINUTES` by which the clock goes forward; `--days N`. Ends after an hour, whatever is left.
 */
export async function run(report: Report, options: readonly string[]): Promise<void> {
  const scale = Number(options.find((option, place) => /^\d+$/.test(option) && !options[place - 1]?.startsWith('--')) ?? INSTITUTIONS);
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-soak-'));
  const sink = await openSink();
  const embedded = await startEmbedded(folder, [AUTOVACUUM_EVERY]);
  const pool = new pg.Pool({ ...embedded.connection, max: 2 });
  let server: ServerProcess | undefined;
  try {
    const clock = await simulatedClock(pool, folder);
    server = await startServerProcess({ ...settingsOf(folder, sink), ...clock.settings });
    await soak({
      report,
      scale,
      pool,
      clock,
      sink,
      server,
      stepMinutes: numberOf(options, '--step', STEP_MINUTES),
      days: numberOf(options, '--days', DAYS),
    });
  } finally {
    await server?.stop();
    const place = await pool.query('show data_directory');
    await pool.end();
    await embedded.stopIfLast();
    sink.close();
    await rm(place.rows[0]?.data_directory, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

type Soaking = {
  readonly report: Report;
  readonly scale: number;
  readonly pool: pg.Pool;
  readonly clock: SimulatedClock;
  readonly sink: Sink;
  readonly server: ServerProcess;
  readonly stepMinutes: number;
  readonly days: number;
};

async function soak({ report, scale, pool, clock, sink, server, stepMinutes, days }: Soaking): Promise<void> {
  const of = (workload: string, figure: number, unit: 'MiB' | 'bytes' | 'count' | 'percent' | 's' | 'times') => ({
    workload: `soak/${workload}`,
    scale,
    figure,
    unit,
  });
  const beganMs = Date.now();
  const memory: number[] = [];
  const queues: number[] = [];
  const onDay = async (day: number, when: 'start' | 'end', peak: Peak) => {
    const name = `day-${day + 1}`;
    if (when === 'end') await new Promise((done) => setTimeout(done, RESTS_MS));
    const resident = await memoryOf(server.pid);
    report.figure(plain(of(`${name}/memory-at-${when}`, resident, 'MiB')));
    if (when === 'start') return;
    const bloat = await lookAtBloat(pool);
    memory.push(resident);
    queues.push(bloat.queueBytes);
    report.figure(plain(of(`${name}/most-jobs-waiting`, peak.jobs, 'count')));
    report.figure(plain(of(`${name}/most-deliveries-waiting`, peak.deliveries, 'count')));
    report.figure(plain(of(`${name}/dead-rows-of-${bloat.worst}`, bloat.deadPercent, 'percent')));
    report.figure(plain(of(`${name}/queue-tables`, bloat.queueBytes / 1024 / 1024, 'MiB')));
    report.figure(plain(of(`${name}/database`, bloat.databaseBytes / 1024 / 1024, 'MiB')));
    report.progress(`day ${day + 1} is over after ${Math.round((Date.now() - beganMs) / 1000)} s`);
  };
  const cert = apiClient(server.url, server.token);
  const played = await playWeek({ cert, pool, clock, institutions: scale, stepMinutes, days, endsAtMs: beganMs + HOUR_MS, onDay });
  report.figure(plain(of('days-played', played.days, 'count')));
  report.figure(atMost(HOUR_MS / 1000, of('wall-time', (Date.now() - beganMs) / 1000, 's')));
  report.figure(plain(of('versions-released', played.released, 'count')));
  // From the evening of the first day, which has the act now to everybody behind it, to that of the last.
  report.figure(atMost(GROWTH_MIB_MAX, of('memory-growth', (memory.at(-1) ?? 0) - (memory[0] ?? 0), 'MiB')));
  report.figure(
    atMost(
      QUEUE_GROWTH_MAX,
      of('queue-tables-growth', (queues.at(-1) ?? 1) / Math.max(...queues.slice(0, Math.ceil(queues.length / 2))), 'times'),
    ),
  );
  await new Promise((done) => setTimeout(done, AUTOVACUUM_SETTLES_MS));
  const bloat = await lookAtBloat(pool);
  report.figure(atMost(DEAD_PERCENT_MAX, of(`dead-rows-after-autovacuum-${bloat.worst}`, bloat.deadPercent, 'percent')));
  for (const { name, rows, bytes } of await bytesPerRow(pool)) {
    report.figure(plain(of(`rows-of-${name}`, rows, 'count')));
    report.figure(plain(of(`bytes-per-row-of-${name}`, bytes, 'bytes')));
  }
  const left = await whatIsLeft(pool);
  const taken = await sink.taken();
  report.figure(plain(of('deliveries', left.deliveries, 'count')));
  report.figure(plain(of('mails', taken.mails, 'count')));
  report.figure(plain(of('mails-again-under-the-same-id', taken.again, 'count')));
  report.figure(plain(of('answers', left.answers, 'count')));
  report.figure(plain(of('bundles', left.bundles, 'count')));
  report.figure(plain(of('came-on-the-call-list', left.onCallList, 'count')));
  report.figure(mustBeNone(of('stuck', left.stuck + left.givenUpJobs, 'count')));
  report.figure(mustBeNone(of('failed', left.failed, 'count')));
  report.figure(mustBeNone(of('lost', left.notPlanned + Math.abs(left.mailsSent - (taken.mails - taken.again)), 'count')));
}

function mustBeNone(figure: Parameters<typeof plain>[0]) {
  return { ...plain(figure), ratio: figure.figure === 0 ? 0 : Number.MAX_SAFE_INTEGER, asked: 'at most 0 count' };
}

function settingsOf(folder: string, sink: Sink): Readonly<Record<string, string>> {
  return {
    FOREWARN_DATA: folder,
    FOREWARN_PORT: '0',
    FOREWARN_SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    FOREWARN_REQUESTS_PER_MINUTE: '1000000',
    FOREWARN_WKD: 'no',
    FOREWARN_BUSY_AFTER_MS: '60000',
    FOREWARN_LOG: 'error',
  };
}

function numberOf(options: readonly string[], name: string, otherwise: number): number {
  const place = options.indexOf(name);
  const value = Number(options[place + 1]);
  if (place === -1) return otherwise;
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`${name} needs a whole number above 0`);
}
