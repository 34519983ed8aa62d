import { createTransport, type NodemailerError, type SMTPPoolOptions } from 'nodemailer';
import { isAtMost } from '@forewarn/core/sharing/tlp.ts';
import type { Config } from '../../../config.ts';
import type { Machine } from '../../../machine.ts';
import { RESPONSE_LENGTH_MAX, SEND_TIMEOUT_MS, type OpenChannel, type Outcome, type Outgoing } from '../channel.ts';
import { buildMail, MAIL_LABEL_MAX } from './build-mail.ts';
import { mailAddress } from './mail-address.ts';
import { smtpOutcome } from './smtp-outcome.ts';

const CONNECT_TIMEOUT_MS = 10_000;
/** Without a byte from the other side. Scanners hold the reply to DATA back for long; RFC 5321 §4.5.3.2 asks for minutes. */
const SILENCE_TIMEOUT_MS = 60_000;

/** Mail by SMTP through the CERT's relay, over connections that are kept. Undefined where no relay is set. */
export function openEmail(machine: Machine): OpenChannel | undefined {
  const { config } = machine;
  if (config.smtpUrl === undefined) return undefined;
  const transport = createTransport(poolOptions(config, config.smtpUrl));
  return {
    // Twice the connections: while one outcome is written down, its connection has the next mail already.
    concurrency: config.smtpConnectionsMax * 2,
    throughRelay: true,
    send: (outgoing) => send(outgoing),
    close: async () => transport.close({ force: true }),
  };

  async function send(outgoing: Outgoing): Promise<Outcome> {
    if (!isAtMost(outgoing.message.label, MAIL_LABEL_MAX)) return { kind: 'failed-for-good', reason: 'label' };
    const address = mailAddress(outgoing.address);
    if (address === undefined) return { kind: 'failed-for-good', reason: 'address-unusable' };
    const mail = buildMail(outgoing, address, config.cert);
    try {
      const sent = await transport.sendMail({ ...mail, signal: AbortSignal.timeout(SEND_TIMEOUT_MS) });
      return { kind: 'sent', response: sent.response?.slice(0, RESPONSE_LENGTH_MAX) };
    } catch (cause) {
      return smtpOutcome(cause as NodemailerError);
    }
  }
}

export function poolOptions(config: Config, smtpUrl: string): SMTPPoolOptions & { pool: true } {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const tls = config.smtpTls ?? (isLoopback(host) ? 'opportunistic' : 'verified');
  return {
    pool: true,
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && tls !== 'opportunistic',
    tls: { rejectUnauthorized: tls === 'verified', minVersion: 'TLSv1.2' },
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    name: config.cert.domain,
    maxConnections: config.smtpConnectionsMax,
    // The retry plan is ours; the pool itself only gets over a kept connection that the relay closed in between.
    maxRequeues: 2,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
  };
}

/** A relay on the same machine: nobody is between us and it. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
