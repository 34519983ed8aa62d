import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTransport } from 'nodemailer';
import { freePort } from '@forewarn/server/server-process.test-support.ts';
import { plain, type Report } from '../report.ts';
import type { Sink } from './open-sink.ts';

const run = promisify(execFile);
const PATIENCE_MS = 60_000;
const MAIL_BYTES = 4_000;

/** Nodemailer's pool to the sink, with nothing kept of what was sent. */
export async function measureNodemailer(report: Report, sink: Sink, mails: number): Promise<number> {
  await sink.reset();
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port: sink.port,
    maxConnections: 20,
    maxMessages: Number.POSITIVE_INFINITY,
    ignoreTLS: true,
  });
  const text = 'x'
    .repeat(78)
    .concat('\r\n')
    .repeat(Math.ceil(MAIL_BYTES / 80));
  const startedAt = Date.now();
  const workers = Array.from({ length: 40 }, async (_, worker) => {
    for (let mail = worker; mail < mails; mail += 40)
      await transport.sendMail({ from: 'cert@cert.example', to: `piket-${mail}@leden.example`, subject: 'Nu handelen', text });
  });
  await Promise.all(workers);
  transport.close();
  const rate = mails / ((Date.now() - startedAt) / 1000);
  report.figure(plain({ workload: 'delivery/peer/nodemailer-pool', scale: mails, figure: rate, unit: 'mails/s' }));
  return rate;
}

/**
 * Postfix's own queue, an instance of our own on loopback in a folder of its own: mails go in by its smtp-source, are kept on disk and relayed to
 * the sink. Undefined where Postfix is not installed or we are not root.
 */
export async function measurePostfix(report: Report, sink: Sink, mails: number): Promise<number | undefined> {
  if (!existsSync('/usr/sbin/postfix') || process.getuid?.() !== 0) {
    report.progress('Postfix is not measured: it is not installed (on Debian, as root: apt-get install postfix)');
    return undefined;
  }
  const folder = await mkdtemp('/var/tmp/forewarn-postfix-');
  await chmod(folder, 0o755);
  const [config, queue, data] = ['config', 'queue', 'data'].map((name) => join(folder, name)) as [string, string, string];
  for (const each of [config, queue, data]) await mkdir(each);
  spawnSync('chown', ['postfix', data]);
  const port = await freePort();
  await writeFile(join(config, 'main.cf'), mainCf({ queue, data, sink: sink.port }));
  await writeFile(join(config, 'master.cf'), masterCf(port));
  const postfix = (verb: string) => run('/usr/sbin/postfix', ['-c', config, verb]);
  try {
    await postfix('start');
    await sink.reset();
    const startedAt = Date.now();
    await run('/usr/sbin/smtp-source', [
      '-s',
      '20',
      '-m',
      `${mails}`,
      '-l',
      `${MAIL_BYTES}`,
      '-f',
      'cert@cert.example',
      '-t',
      'piket@leden.example',
      `127.0.0.1:${port}`,
    ]);
    const taken = await sink.waitFor(mails, PATIENCE_MS);
    const rate = mails / ((taken.lastAt - startedAt) / 1000);
    report.figure(plain({ workload: 'delivery/peer/postfix-queue', scale: mails, figure: rate, unit: 'mails/s' }));
    return rate;
  } finally {
    await postfix('stop').catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}

function mainCf({ queue, data, sink }: { readonly queue: string; readonly data: string; readonly sink: number }): string {
  return [
    'compatibility_level = 3.6',
    `queue_directory = ${queue}`,
    `data_directory = ${data}`,
    'inet_interfaces = 127.0.0.1',
    'inet_protocols = ipv4',
    'myhostname = bench.example',
    'mydestination =',
    'mynetworks = 127.0.0.0/8',
    `relayhost = [127.0.0.1]:${sink}`,
    'disable_dns_lookups = yes',
    'smtp_host_lookup = native',
    'smtpd_recipient_restrictions = permit_mynetworks, reject',
    'default_process_limit = 100',
    'default_destination_concurrency_limit = 20',
    'smtp_destination_concurrency_limit = 20',
    'smtpd_client_connection_rate_limit = 0',
    'smtpd_client_connection_count_limit = 0',
    `maillog_file = ${queue}/log`,
    'maillog_file_prefixes = /var',
    'alias_maps =',
    'local_recipient_maps =',
    '',
  ].join('\n');
}

/** Without a chroot: the folder has no copies of system files. */
function masterCf(port: number): string {
  const service = (line: string) => line.split(' ').join('\t');
  return [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'smtp unix - - n - - smtp',
    'relay unix - - n - - smtp',
    'showq unix n - n - - showq',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'discard unix - - n - - discard',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'postlog unix-dgram n - n - 1 postlogd',
    '',
  ]
    .map(service)
    .join('\n');
}
