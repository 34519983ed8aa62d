import { request } from 'undici';
import type { Door } from './door.ts';
import { faultOf } from './fault-of.ts';
import { fetchFault, type FetchFault } from './fetch-fault.ts';
import { readBody } from './read-body.ts';
import { refusedUrl } from './refused-url.ts';

export type SendRequest = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly allowPrivate: boolean;
  readonly sizeBytesMax: number;
  /** From the first connection to the last byte. */
  readonly totalMs: number;
};

export type Sent = {
  readonly kind: 'sent';
  readonly status: number;
  /** In small letters; those that come twice are left out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
};

/**
 * Asks one address, once, by GET or POST, and gives whatever is answered: the addresses are checked as for everything that goes out
 * (`door.ts`), bytes and time are bounded, and nothing is followed. Who answers with a redirect is refused: a secret that was sent along
 * must not travel on. Never throws.
 */
export async function sendSafely(door: Door, wanted: SendRequest): Promise<Sent | FetchFault> {
  const refused = refusedUrl(wanted.url, wanted);
  if (refused !== undefined) return refused;
  const signal = AbortSignal.timeout(wanted.totalMs);
  try {
    const { statusCode, headers, body } = await request(wanted.url, {
      method: wanted.method,
      dispatcher: door.agentFor(wanted.allowPrivate),
      headers: { ...wanted.headers, 'user-agent': door.userAgent, 'accept-encoding': 'gzip, deflate, br' },
      ...(wanted.body === undefined ? {} : { body: wanted.body }),
      headersTimeout: wanted.totalMs,
      bodyTimeout: wanted.totalMs,
      signal,
    });
    const single = Object.entries(headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
    const read = await readBody(body, {
      url: wanted.url,
      sizeBytesMax: wanted.sizeBytesMax,
      statedBytes: single.find(([name]) => name === 'content-length')?.[1],
      encoding: single.find(([name]) => name === 'content-encoding')?.[1],
    });
    if (read.kind === 'fault') return read;
    if (statusCode >= 300 && statusCode < 400) return fetchFault('redirected', wanted.url, 'It leads on to another address.');
    return { kind: 'sent', status: statusCode, headers: Object.fromEntries(single), bytes: read.bytes };
  } catch (cause) {
    return faultOf(wanted.url, cause, signal.aborted);
  }
}
