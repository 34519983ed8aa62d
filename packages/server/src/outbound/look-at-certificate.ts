import { isIP } from 'node:net';
import { connect, type PeerCertificate } from 'node:tls';
import type { NameServer } from './name-server.ts';

/** What a host shows when a secure connection is made to it. */
export type ShownCertificate =
  | {
      readonly kind: 'shown';
      /** When it ends, as the certificate writes it. */
      readonly validTo: string;
      /** Why it would not be believed, with the code of node:tls; undefined where it is. */
      readonly refused: string | undefined;
    }
  | { readonly kind: 'failed'; readonly code: string };

const TOTAL_MS_MAX = 10_000;

/** Makes a secure connection, looks at the certificate, right or not, and closes it again. Nothing is sent. Never throws. */
export async function lookAtCertificate(
  names: NameServer,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<ShownCertificate> {
  try {
    const address = isIP(host) === 0 ? (await names.addresses(host))[0]?.address : host;
    if (address === undefined) return { kind: 'failed', code: 'ENOTFOUND' };
    return await look(address, host, port);
  } catch (cause) {
    return { kind: 'failed', code: codeOf(cause) };
  }
}

function look(address: string, host: string, port: number): Promise<ShownCertificate> {
  return new Promise((done) => {
    const socket = connect({
      host: address,
      port,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false, // an end that has come is what we look for
      timeout: TOTAL_MS_MAX,
    });
    const end = (shown: ShownCertificate) => {
      socket.destroy();
      done(shown);
    };
    socket.once('secureConnect', () => {
      const certificate: Partial<PeerCertificate> = socket.getPeerCertificate();
      const refused = socket.authorized ? undefined : codeOf(socket.authorizationError);
      end(
        certificate.valid_to === undefined
          ? { kind: 'failed', code: 'no certificate' }
          : { kind: 'shown', validTo: certificate.valid_to, refused },
      );
    });
    socket.once('timeout', () => end({ kind: 'failed', code: 'ETIMEDOUT' }));
    socket.once('error', (cause) => end({ kind: 'failed', code: codeOf(cause) }));
  });
}

function codeOf(cause: unknown): string {
  if (typeof cause === 'string') return cause;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : String(cause);
}
