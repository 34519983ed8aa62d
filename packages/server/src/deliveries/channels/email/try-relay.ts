import type { SMTPPoolOptions } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { TLSSocket } from 'node:tls';
import type { Config } from '../../../config.ts';
import { poolOptions } from './send.ts';

/** What the mail server said to a greeting, without sending anything. */
export type RelayAnswer = {
  /** How far it went before it said no; undefined: it would take a mail. */
  readonly fault: { readonly at: 'connect' | 'tls' | 'sign-in'; readonly said: string } | undefined;
  /** Whether the settings ask for TLS. */
  readonly mustEncrypt: boolean;
  readonly isEncrypted: boolean;
  /** The largest mail that it says it takes (RFC 1870); undefined where it does not say. */
  readonly sizeBytesMax: number | undefined;
  /** When its certificate ends; undefined without TLS. */
  readonly certificateEnd: string | undefined;
};

const TOTAL_MS_MAX = 20_000;

/** Connects, EHLO, STARTTLS and sign-in as a mail would, and says goodbye. */
export async function tryRelay(config: Config, smtpUrl: string): Promise<RelayAnswer> {
  const options = poolOptions(config, smtpUrl);
  const mustEncrypt = options.secure === true || options.requireTLS === true;
  const connection = new SMTPConnection(options);
  const fault = await signIn(connection, options);
  const socket: unknown = connection._socket;
  // Of what it offered, which Nodemailer keeps to itself.
  const { _maxAllowedSize: size } = connection as unknown as { readonly _maxAllowedSize?: number };
  const certificate = socket instanceof TLSSocket ? socket.getPeerCertificate() : undefined;
  const answer = {
    fault,
    mustEncrypt,
    isEncrypted: connection.secure,
    sizeBytesMax: size === undefined || size === 0 ? undefined : size,
    certificateEnd: certificate?.valid_to,
  };
  if (fault === undefined) connection.quit();
  else connection.close();
  return answer;
}

function signIn(connection: SMTPConnection, { auth }: SMTPPoolOptions): Promise<RelayAnswer['fault']> {
  return new Promise((done) => {
    const timer = setTimeout(() => done({ at: 'connect', said: 'it did not answer in time' }), TOTAL_MS_MAX);
    const end = (at: 'connect' | 'sign-in', cause: Error | null | undefined) => {
      clearTimeout(timer);
      if (cause === undefined || cause === null) return done(undefined);
      const code = 'code' in cause ? cause.code : undefined;
      done({ at: code === 'ETLS' ? 'tls' : at, said: cause.message });
    };
    connection.on('error', (cause: Error) => end('connect', cause));
    connection.connect((cause) => {
      if ((cause !== undefined && cause !== null) || auth === undefined) return end('connect', cause);
      connection.login(auth, (refused) => end('sign-in', refused));
    });
  });
}
