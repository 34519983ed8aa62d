import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { DELAY_MS, type Behaviour } from './behaviour.ts';

export type SmtpSide = { readonly port: number; readonly close: () => Promise<void> };

export type Account = { readonly user: string; readonly password: string };

export type SmtpSettings = {
  readonly port: number;
  readonly behaviourOf: (address: string) => Behaviour;
  /** Offers TLS with a certificate that nobody signed. */
  readonly offersTls: boolean;
  /** Who may send; anybody where absent. Only inside TLS. */
  readonly account: Account | undefined;
  /** The largest mail that it says it takes (RFC 1870); it says nothing where absent. */
  readonly sizeBytesMax?: number | undefined;
  /** Called before the yes: what it throws becomes a temporary failure. */
  readonly keep: (mail: { mailFrom: string; rcptTo: string; raw: Buffer; throughTls: boolean }) => Promise<void>;
};

/** The mail server on loopback: any receiver; each mailbox behaves as it is told. */
export async function startSmtpSide(settings: SmtpSettings): Promise<SmtpSide> {
  const seenOnce = new Set<string>();
  const server = new SMTPServer({
    banner: 'mailbox of Forewarn',
    ...(settings.sizeBytesMax === undefined ? {} : { size: settings.sizeBytesMax }),
    disabledCommands: [...(settings.account === undefined ? ['AUTH'] : []), ...(settings.offersTls ? [] : ['STARTTLS'])],
    onAuth: ({ username, password }, _session, done) => {
      if (username === settings.account?.user && password === settings.account?.password) done(null, { user: username });
      else done(reply(535, '5.7.8 Wrong user or password'));
    },
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: true, // the replies below carry theirs
    closeTimeout: 100,
    logger: false,
    onRcptTo: (address, _session, done) => done(refusedAtReceiver(settings.behaviourOf(address.address))),
    onData: (stream, session, done) => {
      takeIn(stream, session).then(
        (fault) => done(fault),
        () => done(reply(451, '4.3.0 The mailbox is in trouble')),
      );
    },
  });
  // A client that goes away in the middle is daily business for a mail server.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };

  async function takeIn(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | undefined> {
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    const raw = Buffer.concat(parts);
    const mailFrom = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
    for (const { address } of session.envelope.rcptTo) {
      const behaviour = settings.behaviourOf(address);
      const isFirst = firstTry(address, raw);
      if (behaviour === 'refuse-content') return reply(554, '5.7.1 This message is not wanted here');
      if (behaviour === 'greylist' && isFirst) return reply(451, '4.7.1 Greylisted, please try again later');
      await settings.keep({ mailFrom, rcptTo: address, raw, throughTls: session.secure });
      if (behaviour === 'drop' && isFirst) return cut(session);
      if (behaviour === 'delay') await delay(DELAY_MS);
    }
    return undefined;
  }

  function firstTry(address: string, raw: Buffer): boolean {
    const id = /^message-id:\s*(\S+)/im.exec(raw.toString('latin1'))?.[1] ?? createHash('sha256').update(raw).digest('hex');
    const key = `${address} ${id}`;
    if (seenOnce.has(key)) return false;
    seenOnce.add(key);
    return true;
  }

  /** The mail is kept, the yes never arrives. */
  function cut(session: SMTPServerSession): undefined {
    for (const connection of server.connections) if (connection.session.id === session.id) connection._socket.destroy();
    return undefined;
  }
}

function refusedAtReceiver(behaviour: Behaviour): Error | undefined {
  if (behaviour === 'reject') return reply(550, '5.1.1 There is no such mailbox here');
  if (behaviour === 'full') return reply(452, '4.2.2 The mailbox is full');
  return undefined;
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
