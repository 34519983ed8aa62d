import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setDefaultCACertificates } from 'node:tls';
import { generateKey } from 'openpgp';
import pg from 'pg';
import { startImap, type FakeImap } from '@forewarn/fakes/imap/start-imap.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { startNameServer, type FakeNameServer } from '@forewarn/fakes/name-server/start-name-server.ts';
import type { Zone } from '@forewarn/fakes/name-server/answer-question.ts';
import { auditKey } from '../../audit/audit-key.ts';
import { databaseUrl } from '../../database/database-url.test-support.ts';
import { knownMigrations } from '../../database/migrate.ts';
import { ownVersion, processName } from '../../database/process-name.ts';
import { secretKeys } from '../../database/secret-keys.ts';
import { testMachine, type TestMachine } from '../../test-machine.ts';
import { linkSecrets } from '../../sessions/link-secret.ts';
import { rememberingTerminal } from '../remembering-terminal.test-support.ts';
import { runForewarn } from '../run-forewarn.ts';
import type { Finding } from './finding.ts';

export const DOMAIN = 'zorgcert.test';
const HOST = `warnings.${DOMAIN}`;
/** None of them may ever stand in what the doctor says. */
export const PLANTED = { smtp: 'planted-smtp-pass', imap: 'planted-imap-pass', gateway: 'planted-gateway-key' } as const;

export type Examined = { readonly exit: number; readonly text: string; readonly findings: readonly Finding[] };

export type HealthyPlace = {
  readonly machine: TestMachine;
  readonly names: FakeNameServer;
  readonly imap: FakeImap;
  readonly mail: Mailbox;
  /** What the name server knows where all is well. */
  readonly zone: Zone;
  /** Where members come in. */
  readonly publicPort: number;
  /** A path in a folder of its own, with content where it is given. */
  readonly path: (name: string, content?: string) => string;
  /** A process of that version holds a connection until it is closed. */
  readonly runProcess: (version: string, role: string) => Promise<{ readonly stop: () => Promise<void> }>;
  readonly doctor: (settings?: Readonly<Record<string, string>>) => Promise<Examined>;
  /** As a person reads it. */
  readonly doctorInWords: () => Promise<{ readonly exit: number; readonly text: string }>;
  readonly close: () => Promise<void>;
};

/** Everything that the doctor looks at, for real and on loopback, and nothing wrong with it. */
export async function healthyPlace(): Promise<HealthyPlace> {
  const machine = await testMachine();
  const folder = mkdtempSync(join(tmpdir(), 'forewarn-doctor-'));
  const path = (name: string, content?: string) => {
    const full = join(folder, name);
    if (content !== undefined) writeFileSync(full, content, { mode: 0o600 });
    return full;
  };
  const certificate = certificateOf(path);
  setDefaultCACertificates([certificate.cert]);
  const healthy: RequestListener = (_request, response) => response.end('{"status":"ok"}');
  const plain = await listening(createServer(healthy));
  const secure = await listening(createTlsServer(certificate, healthy));
  const zone = healthyZone();
  const names = await startNameServer(zone);
  const mail = await startMailbox({ sizeBytesMax: 10_000_000 });
  const imap = await startImap({ user: 'cert', password: PLANTED.imap });
  const openpgp = await generateKey({ userIDs: [{ email: `cert@${DOMAIN}` }], format: 'armored' });
  const data = path('data');
  mkdirSync(data);
  linkSecrets(data);
  secretKeys(join(data, 'secret-keys'));
  await auditKey(data);
  const environment = {
    DATABASE_URL: databaseUrl(machine.database.connection),
    FOREWARN_DATA: data,
    FOREWARN_LOG: 'silent',
    FOREWARN_PORT: String(plain.port),
    FOREWARN_PUBLIC_URL: `https://${HOST}:${secure.port}`,
    FOREWARN_DNS: names.address,
    FOREWARN_DKIM_SELECTORS: 'relay',
    FOREWARN_SENDER_ADDRESSES: '192.0.2.25',
    FOREWARN_SMTP_URL: mail.smtpUrl,
    FOREWARN_IMAP_URL: imap.url,
    FOREWARN_OPENPGP_KEY: path('openpgp.asc', openpgp.privateKey),
    FOREWARN_GATEWAYS: path('gateways.json', gatewaysFile()),
    FOREWARN_CERT_NAME: 'ZorgCERT',
    FOREWARN_CERT_DOMAIN: DOMAIN,
    FOREWARN_CERT_PHONE: '088 000 00 00',
  };
  const forewarn = async (args: readonly string[], settings: Readonly<Record<string, string>> = {}) => {
    const terminal = rememberingTerminal();
    const exit = await runForewarn(args, terminal, { ...environment, ...settings });
    return { exit, text: terminal.said.out + terminal.said.err, out: terminal.said.out };
  };
  await forewarn(['token', 'make', 'administrator', 'Fatima']);
  await forewarn(['backup', path('night.backup')]);
  await machine.database.pool.query(`insert into forewarn.sources (id, name, kind, url, added_at, next_poll_at, last_success_at)
    values ('00000000-0000-7000-8000-000000000001', 'leverancier', 'csaf', 'https://leverancier.test', now(), now(), now())`);
  const running: { readonly stop: () => Promise<void> }[] = [];
  const runProcess = async (version: string, role: string) => {
    const schema = (await knownMigrations()).at(-1)?.number ?? 0;
    const name = processName({ version, schema, role, pid: 1_000 + running.length });
    const client = new pg.Client({ ...machine.database.connection, application_name: name });
    await client.connect();
    const process = { stop: () => client.end() };
    running.push(process);
    return process;
  };
  await runProcess(ownVersion(), 'all');
  return {
    machine,
    names,
    imap,
    mail,
    zone,
    publicPort: secure.port,
    path,
    runProcess,
    doctor: async (settings) => {
      const { exit, text, out } = await forewarn(['doctor', '--format', 'json'], settings);
      return { exit, text, findings: (JSON.parse(out) as { findings: Finding[] }).findings };
    },
    doctorInWords: () => forewarn(['doctor']),
    close: async () => {
      for (const process of running) await process.stop().catch(() => {});
      await Promise.all([plain.stop(), secure.stop(), names.stop(), mail.stop(), imap.stop()]);
      await machine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function healthyZone(): Zone {
  const key = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    [HOST]: { A: ['127.0.0.1'] },
    [DOMAIN]: { MX: [`10 mail.${DOMAIN}`], TXT: ['v=spf1 mx include:_spf.relay.test -all', 'something else'] },
    '_spf.relay.test': { TXT: ['v=spf1 ip4:192.0.2.0/24 -all'] },
    [`relay._domainkey.${DOMAIN}`]: { TXT: [`v=DKIM1; k=rsa; p=${key}`] },
    [`_dmarc.${DOMAIN}`]: { TXT: [`v=DMARC1; p=reject; rua=mailto:dmarc@${DOMAIN}`] },
  };
}

function gatewaysFile(): string {
  const gateway = { url: 'https://gateway.test/send', key: PLANTED.gateway, hook: 'a-hook-that-is-long-enough', headers: {} };
  return JSON.stringify({ sms: gateway });
}

/** For the public address, good for 60 days. */
function certificateOf(path: (name: string) => string): { readonly key: string; readonly cert: string } {
  const [key, cert] = [path('tls.key'), path('tls.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const subject = ['-days', '60', '-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`];
  execFileSync('openssl', ['req', '-x509', '-nodes', ...curve, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

async function listening(server: Server): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
