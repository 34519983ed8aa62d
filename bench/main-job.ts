import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listAdvisories } from '@forewarn/api/advisories.ts';
import { apiClient, type Client } from '@forewarn/api/client.ts';
import { addSource, startPoll } from '@forewarn/api/sources.ts';
import { addStandingRule, listWarnings, previewRelease, releaseWarning } from '@forewarn/api/warnings.ts';
import { startCsafPublisher, type CsafPublisher } from '@forewarn/fakes/csaf-publisher/start-csaf-publisher.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { loadWorld } from '@forewarn/fakes/story/load-world.ts';
import { until } from '@forewarn/fakes/story/until.ts';
import { makeWorld } from '@forewarn/fakes/world/make-world.ts';
import { startServerProcess, type ServerProcess } from '@forewarn/server/server-process.test-support.ts';
import { measureIntake } from './main-job/measure-intake.ts';
import { PLANTED, plantedAdvisory } from './main-job/planted-advisory.ts';
import { atMost, plain, type Report } from './report.ts';

/** 2,000 institutions × 100 lines, of which 1,000 hold what the advisory names (issue: the main job). */
const SCALE = 2_000;
const LINES_EACH = 100;
const HOLDERS = 1_000;
const PATIENCE_MS = 300_000;

/**
 * From the publisher's new document being served to the last mail accepted, with the poll's interval taken out; then the intake of the real
 * advisories against the same constituency; then the server's memory at rest. Options: a scale in the place of 2,000; `--no-intake`.
 */
export async function run(report: Report, options: readonly string[]): Promise<void> {
  const scale = Number(options.find((option) => /^\d+$/.test(option)) ?? SCALE);
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-bench-'));
  const publisher = await startCsafPublisher({ name: 'Vlonder Systemen PSIRT', namespace: 'https://vlonder.example' });
  const mailbox = await startMailbox({ keepContent: false });
  const server = await startServerProcess({
    FOREWARN_DATA: folder,
    FOREWARN_PORT: '0',
    FOREWARN_SMTP_URL: mailbox.smtpUrl,
    FOREWARN_BUSY_AFTER_MS: '60000', // a machine that is overrun is measured, not refused
    FOREWARN_LOG: 'error',
  });
  try {
    const cert = apiClient(server.url, server.token);
    const sourceId = await prepare(report, cert, publisher, scale);
    await measureMainJob(report, { cert, publisher, mailbox, sourceId, scale });
    await measureRest(report, server, scale);
  } finally {
    await server.stop();
    await mailbox.stop();
    await publisher.stop();
  }
  if (!options.includes('--no-intake')) await measureIntake(report, folder, scale);
  await rm(folder, { recursive: true, force: true });
}

async function prepare(report: Report, cert: Client, publisher: CsafPublisher, scale: number): Promise<string> {
  report.progress(`${scale} institutions × ${LINES_EACH} lines are loaded`);
  const startedAt = performance.now();
  const holders = Math.round((scale * HOLDERS) / SCALE);
  await loadWorld(cert, makeWorld({ scale, itemsPerInstitution: LINES_EACH, planted: { ...PLANTED, holders } }), (done, of) => {
    if (done % 500 === 0) report.progress(`  ${done} of ${of}`);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  report.figure(plain({ workload: 'main-job/load-inventories', scale, figure: (scale * LINES_EACH) / seconds, unit: 'items/s' }));
  await cert.call(addStandingRule, {
    body: {
      name: 'Kritiek',
      condition: { anyOf: [{ certaintyAtLeast: 'certain', severityMin: 9 }], tlpMax: 'GREEN' },
      urgency: 'this-week',
    },
  });
  const source = await cert.call(addSource, { body: { name: 'Vlonder', url: publisher.metadataUrl, allowPrivate: true } });
  return source.id;
}

type Place = {
  readonly cert: Client;
  readonly publisher: CsafPublisher;
  readonly mailbox: Mailbox;
  readonly sourceId: string;
  readonly scale: number;
};

async function measureMainJob(report: Report, { cert, publisher, mailbox, sourceId, scale }: Place): Promise<void> {
  report.progress('the advisory is published');
  await publisher.publish(plantedAdvisory());
  const publishedAt = Date.now();
  const since = () => (Date.now() - publishedAt) / 1000;
  await cert.call(startPoll, { params: { id: sourceId } });
  await until('the advisory is read', PATIENCE_MS, async () => (await cert.call(listAdvisories, {})).advisories.length > 0);
  const read = since();
  const id = await until('the warning is drafted', PATIENCE_MS, async () => {
    const { warnings } = await cert.call(listWarnings, {});
    return warnings.find((one) => one.hasDraft)?.id;
  });
  const drafted = since();
  const preview = await cert.call(previewRelease, { params: { id } });
  const previewed = since();
  const released = await cert.call(releaseWarning, {
    params: { id },
    body: { previewDigest: preview.digest, alone: { because: 'a benchmark' } },
  });
  const releasedAt = since();
  await until('every mail is accepted', PATIENCE_MS, async () => mailbox.mails().length >= released.deliveries);
  const times = mailbox.mails().map((mail) => (mail.acceptedAtMs - publishedAt) / 1000);
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  const stage = (workload: string, figure: number) => report.figure(plain({ workload: `main-job/${workload}`, scale, figure, unit: 's' }));
  stage('stage/fetched-and-read', read);
  stage('stage/matched-and-drafted', drafted - read);
  stage('stage/previewed', previewed - drafted);
  stage('stage/released', releasedAt - previewed);
  stage('stage/delivered', last - releasedAt);
  report.figure(plain({ workload: 'main-job/institutions-told', scale, figure: released.told, unit: 'count' }));
  report.figure(plain({ workload: 'main-job/mails', scale, figure: times.length, unit: 'count' }));
  report.figure(atMost(3, { workload: 'main-job/first-mail', scale, figure: first, unit: 's' }));
  report.figure(atMost(15, { workload: 'main-job/last-mail', scale, figure: last, unit: 's' }));
  report.figure(
    plain({ workload: 'main-job/delivery-rate', scale, figure: times.length / Math.max(last - first, 0.001), unit: 'mails/s' }),
  );
}

/** Resident memory of the server's own process after half a minute without work. */
async function measureRest(report: Report, server: ServerProcess, scale: number): Promise<void> {
  await pause(30_000);
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8').catch(() => '');
  const kib = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN);
  report.figure(atMost(250, { workload: 'main-job/memory-at-rest', scale, figure: kib / 1024, unit: 'MiB' }));
}
