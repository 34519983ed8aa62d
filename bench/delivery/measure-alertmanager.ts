import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { freePort } from '@forewarn/server/server-process.test-support.ts';
import type { Report } from '../report.ts';
import { inRounds, middle, type Measured } from './middle.ts';
import { addressOf, type WebhookSink } from './open-webhook-sink.ts';
import { until } from './place.ts';

/** Where Debian's package has it. */
const PROGRAM = '/usr/bin/prometheus-alertmanager';
const PATIENCE_MS = 60_000;
/** As many to a request as Prometheus hands over at once, over a few connections so that it never waits for us. */
const ALERTS_PER_REQUEST = 64;
const CONNECTIONS = 4;
/** What stands around an annotation in a body of Alertmanager's, which says it twice: for the alert, and as common to its group. */
const AROUND_BYTES = 570;

export type ToTell = {
  readonly report: Report;
  readonly sink: WebhookSink;
  readonly institutions: number;
  /** About so much is in a body, as in a webhook of ours. */
  readonly bodyBytes: number;
};

/**
 * Alertmanager in the same run, an instance of our own on loopback in a folder of its own, without gossip: a receiver and a route for each
 * institution, nothing waited for (`group_wait: 0s`). From when the alerts are posted to when all have come, in bodies of about `bodyBytes`; it keeps
 * nothing on disk of what it sent meanwhile. Undefined where it is not installed.
 */
export async function measureAlertmanager({ rounds, ...told }: ToTell & { readonly rounds: number }): Promise<Measured | undefined> {
  const { report, sink, institutions } = told;
  if (!existsSync(PROGRAM)) {
    report.progress('Alertmanager is not measured: it is not installed (on Debian, as root: apt-get install prometheus-alertmanager)');
    return undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-alertmanager-'));
  const port = await freePort();
  const config = join(folder, 'alertmanager.yml');
  await writeFile(config, JSON.stringify(configOf(institutions, sink.port)));
  const child = spawn(
    PROGRAM,
    [
      `--config.file=${config}`,
      `--storage.path=${join(folder, 'kept')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const api = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS });
  try {
    await until(() => isReady(api), PATIENCE_MS);
    return middle(await inRounds(rounds, (round) => sendRound(api, round, told)));
  } finally {
    await api.destroy();
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of the alerts of one round, each to its own receiver: webhooks a second. */
async function sendRound(api: Pool, round: number, { report, sink, institutions, bodyBytes }: ToTell): Promise<number> {
  const text = 'x'.repeat(Math.max(1, Math.floor((bodyBytes - AROUND_BYTES) / 2)));
  const alerts = Array.from({ length: institutions }, (_, number) => ({
    labels: { alertname: `Lek ${round}`, institution: String(number) },
    annotations: { text },
  }));
  const posts: string[] = [];
  for (let begin = 0; begin < alerts.length; begin += ALERTS_PER_REQUEST)
    posts.push(JSON.stringify(alerts.slice(begin, begin + ALERTS_PER_REQUEST)));
  await sink.reset();
  const postedAt = performance.timeOrigin + performance.now();
  const posting = Promise.all(
    posts.map(async (body) => {
      const posted = await api.request({ method: 'POST', path: '/api/v2/alerts', headers: { 'content-type': 'application/json' }, body });
      await posted.body.dump();
      if (posted.statusCode !== 200) throw new Error(`Alertmanager answered ${posted.statusCode} to alerts`);
    }),
  );
  const [taken] = await Promise.all([sink.waitFor(institutions, PATIENCE_MS), posting]);
  report.progress(`Alertmanager: ${taken.calls} bodies of ${Math.round(taken.bytes / taken.calls)} bytes`);
  return taken.calls / ((taken.lastAt - postedAt) / 1_000);
}

/** YAML holds JSON (YAML 1.2 §1.3). Each alert is a group of its own, told at once and once. */
function configOf(institutions: number, sinkPort: number) {
  const numbers = Array.from({ length: institutions }, (_, number) => number);
  return {
    route: {
      receiver: 'nobody',
      group_by: ['...'],
      group_wait: '0s',
      group_interval: '1h',
      repeat_interval: '24h',
      routes: numbers.map((number) => ({ receiver: `to-${number}`, matchers: [`institution="${number}"`] })),
    },
    receivers: [
      { name: 'nobody' },
      ...numbers.map((number) => ({
        name: `to-${number}`,
        webhook_configs: [{ url: addressOf(number, sinkPort), send_resolved: false }],
      })),
    ],
  };
}

async function isReady(api: Pool): Promise<boolean> {
  try {
    const asked = await api.request({ method: 'GET', path: '/-/ready' });
    await asked.body.dump();
    return asked.statusCode === 200;
  } catch {
    return false;
  }
}
