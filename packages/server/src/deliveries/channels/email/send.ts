import type { NodemailerError, SMTPPoolOptions } from 'nodemailer';
import type { Config } from '../../../config.ts';
import type { Machine } from '../../../machine.ts';
import { RESPONSE_LENGTH_MAX, SEND_TIMEOUT_MS, type OpenChannel, type Outcome, type Outgoing } from '../channel.ts';
import { composeMail, type MailWorkshop } from './compose-mail.ts';
import { signingKeys } from './keys/signing-keys.ts';
import { mailAddress } from './mail-address.ts';
import { mailMaker } from './mail-maker.ts';
import { openRelayPool, type RelayPool } from './relay-pool.ts';
import { smtpOutcome } from './smtp-outcome.ts';

const CONNECT_TIMEOUT_MS = 10_000;
/** Without a byte from the other side. Scanners hold the reply to DATA back for long; RFC 5321 §4.5.3.2 asks for minutes. */
const SILENCE_TIMEOUT_MS = 60_000;

/**
 * Mail by SMTP through the CERT's relay, over connections that are kept; signed where the CERT has a key, encrypted where the contact has one.
 * Undefined where no relay is set.
 */
export function openEmail(machine: Machine): OpenChannel | undefined {
  const { config } = machine;
  if (config.smtpUrl === undefined) return undefined;
  const relay = openRelayPool(poolOptions(config, config.smtpUrl));
  const signers = signingKeys(config);
  signers.catch(() => {}); // told with each mail that waits for it
  const make = mailMaker(config.cert);
  return {
    // Twice the connections: while one outcome is written down, its connection has the next mail already.
    concurrency: config.smtpConnectionsMax * 2,
    throughRelay: true,
    send: async (outgoing) => sendMail({ machine, signers: await signers, make }, relay, outgoing),
    close: async () => relay.close(),
  };
}

async function sendMail(workshop: MailWorkshop, relay: RelayPool, outgoing: Outgoing): Promise<Outcome> {
  const address = mailAddress(outgoing.address);
  if (address === undefined) return { kind: 'failed-for-good', reason: 'address-unusable' };
  const { mail, note } = await composeMail(workshop, outgoing, address);
  if (mail === undefined) return { kind: 'failed-for-good', reason: 'label' };
  try {
    const response = await relay.send(mail, SEND_TIMEOUT_MS);
    return {
      kind: 'sent',
      response: [response, note]
        .filter((part) => part !== undefined)
        .join('; ')
        .slice(0, RESPONSE_LENGTH_MAX),
    };
  } catch (cause) {
    return smtpOutcome(cause as NodemailerError);
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
