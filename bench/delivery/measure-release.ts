import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiClient } from '@forewarn/api/client.ts';
import { draftWarning, previewRelease, releaseWarning } from '@forewarn/api/warnings.ts';
import { readConfig } from '@forewarn/server/config.ts';
import { startServerProcess } from '@forewarn/server/server-process.test-support.ts';
import { startEmbedded } from '@forewarn/server/database/embedded/start-embedded.ts';
import type { Machine } from '@forewarn/server/machine.ts';
import { openMachine } from '@forewarn/server/start-server.ts';
import { atLeast, atMost, plain, type Report } from '../report.ts';
import { fillInstitutions } from './fill-institutions.ts';
import type { Sink } from './open-sink.ts';
import { WARNING_TEXTS } from './warning-text.ts';
import { processorSeconds, watchMemory } from './watch-process.ts';

const PATIENCE_MS = 60_000;
/** Times the rate of Postfix's own queue in the same run. */
const TIMES_POSTFIX = 3;

export type ToMeasure = {
  /** Mails per second of its queue, where it was measured. */
  readonly postfix: number | undefined;
  /** A folder that gets the server's processor profile and the database's statements: where the time goes. Slower. */
  readonly profile: string | undefined;
};

/** An act-now warning to so many institutions: released, one own mail for each, a record of each kept. The rate, mails per second. */
export async function measureRelease(report: Report, sink: Sink, scale: number, { postfix, profile }: ToMeasure): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-bench-'));
  if (profile !== undefined) await startEmbedded(folder, ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.track=all']);
  const server = await startServerProcess({
    FOREWARN_DATA: folder,
    FOREWARN_PORT: '0',
    FOREWARN_SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    FOREWARN_LOG: 'error',
    ...(profile === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=500 --cpu-prof-dir=${profile}` }),
  });
  const machine = await openMachine(readConfig({ FOREWARN_DATA: folder, FOREWARN_LOG: 'error' }));
  const memory = watchMemory(server.pid);
  try {
    report.progress(`${scale} institutions`);
    await fillInstitutions(machine, scale);
    await sink.reset();
    const cert = apiClient(server.url, server.token);
    const matter = { title: 'Lek in Meridiaan EPD', source: 'telefoon', scope: { sectors: ['ggz'] } } as const;
    const { id } = await cert.call(draftWarning, {
      body: { matter: { ...matter, scope: { sectors: ['ggz'] } }, urgency: 'act-now', texts: structuredClone(WARNING_TEXTS) as never },
    });
    const preview = await cert.call(previewRelease, { params: { id } });
    const postgres = await pidOfPostgres(machine);
    const pids = { server: server.pid, postgres, sink: sink.pid };
    if (profile !== undefined)
      await machine.database.pool.query('create extension if not exists pg_stat_statements; select pg_stat_statements_reset()');
    const before = usedBy(pids);
    const askedAt = Date.now();
    const released = await cert.call(releaseWarning, {
      params: { id },
      body: { previewDigest: preview.digest, alone: { because: 'a benchmark' } },
    });
    const releasedAt = Date.now();
    const afterRelease = usedBy(pids);
    const taken = await sink.waitFor(released.deliveries, PATIENCE_MS);
    await until(async () => {
      const left = await machine.database.pool.query(`select count(*)::int as count from forewarn.deliveries where state = 'planned'`);
      return left.rows[0]?.count === 0;
    });
    const recordedAt = Date.now();
    const after = usedBy(pids);
    if (profile !== undefined) await writeFile(join(profile, `statements-${scale}.txt`), await dearestStatements(machine, scale));
    for (const name of ['server', 'postgres', 'sink'] as const) {
      report.progress(
        `${name}: release ${((1000 * (afterRelease[name] - before[name])) / scale).toFixed(3)} ms, delivery ${((1000 * (after[name] - afterRelease[name])) / scale).toFixed(3)} ms a mail`,
      );
    }
    const of = (workload: string, figure: number, unit: 's' | 'count' | 'mails/s' | 'MiB' | 'bytes') => ({
      workload: `delivery/${workload}`,
      scale,
      figure,
      unit,
    });
    // From when the release was answered (or the first mail came, where that was before) to when each had its record.
    const seconds = (recordedAt - Math.min(releasedAt, taken.firstAt)) / 1000;
    const rate = taken.mails / seconds;
    report.figure(plain(of('released', (releasedAt - askedAt) / 1000, 's')));
    report.figure(atMost(2, of('first-mail', (taken.firstAt - askedAt) / 1000, 's')));
    const last = of('last-mail', (taken.lastAt - askedAt) / 1000, 's');
    report.figure(scale <= 2_000 ? atMost(5, last) : plain(last));
    report.figure(plain(of('mail-size', taken.bytes / taken.mails, 'bytes')));
    report.figure(plain(of('sent-twice', taken.again, 'count')));
    report.figure(
      postfix === undefined
        ? plain(of('rate', rate, 'mails/s'))
        : atLeast(Math.round(TIMES_POSTFIX * postfix), of('rate', rate, 'mails/s')),
    );
    report.figure(atMost(500, of('memory', memory.most(), 'MiB')));
    return rate;
  } finally {
    memory.stop();
    const place = await machine.database.pool.query('show data_directory');
    await server.stop();
    await machine.database.close();
    await rm(place.rows[0]?.data_directory, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, 50));
}

type Pids = Readonly<Record<'server' | 'postgres' | 'sink', number>>;

function usedBy(pids: Pids): Pids {
  return { server: processorSeconds(pids.server), postgres: processorSeconds(pids.postgres), sink: processorSeconds(pids.sink) };
}

async function pidOfPostgres(machine: Machine): Promise<number> {
  const place = await machine.database.pool.query<{ data_directory: string }>('show data_directory');
  return Number((await readFile(join(place.rows[0]?.data_directory ?? '', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function dearestStatements(machine: Machine, scale: number): Promise<string> {
  const found = await machine.database.pool.query<{ calls: number; ms: number; text: string }>(
    `select calls::int, total_exec_time as ms, regexp_replace(query, '\\s+', ' ', 'g') as text from pg_stat_statements order by total_exec_time desc limit 40`,
  );
  return found.rows
    .map(({ calls, ms, text }) => `${((1000 * ms) / scale).toFixed(1)} us a mail, ${calls} calls: ${text.slice(0, 300)}\n`)
    .join('');
}
