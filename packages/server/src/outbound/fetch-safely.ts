import type { Readable } from 'node:stream';
import { request } from 'undici';
import type { Door } from './door.ts';
import { faultOf } from './fault-of.ts';
import { fetchFault, readRetryAfter, type FetchFault } from './fetch-fault.ts';
import { readBody } from './read-body.ts';
import { refusedUrl } from './refused-url.ts';

export type FetchRequest = {
  readonly url: string;
  /** Private, loopback, link-local addresses may be connected to: explicitly allowed by an administrator for this source. */
  readonly allowPrivate?: boolean;
  /** Without TLS. Follows from `allowPrivate`. */
  readonly allowHttp?: boolean;
  /** Of the body, both as it travels and unpacked. */
  readonly sizeBytesMax: number;
  /** From the first connection to the last byte, redirects included. */
  readonly totalMs?: number;
  /** Without a byte. */
  readonly idleMs?: number;
  /** Validators of what we have (RFC 9110 §13.1): an unchanged file is not sent again. */
  readonly etag?: string;
  readonly lastModified?: string;
  /** Sent to the address that is asked and to nobody that it leads on to. */
  readonly secret?: SecretHeader;
};

/** A header that shows who asks, such as the key of an API. */
export type SecretHeader = { readonly name: string; readonly value: string };

export type Fetched = {
  readonly kind: 'fetched';
  /** Where it came from in the end. */
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly etag?: string;
  readonly lastModified?: string;
};

export type FetchOutcome = Fetched | { readonly kind: 'not-modified' } | FetchFault;

const TOTAL_MS = 120_000;
const IDLE_MS = 20_000;
const REDIRECTS_MAX = 5;
const HEADER_CHARACTERS_MAX = 1_000;

/**
 * Fetches one address by GET, once: every hop's address is checked (`door.ts`), redirects, bytes and time are bounded, no cookies are
 * kept, nothing is sent but who asks, the validators and, where one is given, a key to that one host. Never throws: what goes wrong is a `FetchFault` of `FETCH_FAULT_CODES`.
 */
export async function fetchSafely(door: Door, wanted: FetchRequest): Promise<FetchOutcome> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), wanted.totalMs ?? TOTAL_MS);
  try {
    return await followRedirects(door, wanted, giveUp.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function followRedirects(door: Door, wanted: FetchRequest, signal: AbortSignal): Promise<FetchOutcome> {
  let url = wanted.url;
  for (let hop = 0; hop <= REDIRECTS_MAX; hop += 1) {
    const refused = refusedUrl(url, wanted);
    if (refused !== undefined) return refused;
    const secret = new URL(url).origin === new URL(wanted.url).origin ? wanted.secret : undefined;
    const outcome = await askOnce(door, { ...wanted, url, secret }, signal);
    if (outcome.kind !== 'redirected') return outcome;
    if (!URL.canParse(outcome.location, url)) return fetchFault('refused-url', url, 'It leads on to something that is no address.');
    url = new URL(outcome.location, url).href;
  }
  return fetchFault('too-many-redirects', wanted.url, `It leads on more than ${REDIRECTS_MAX} times.`);
}

type Redirected = { readonly kind: 'redirected'; readonly location: string };

async function askOnce(door: Door, wanted: FetchRequest, signal: AbortSignal): Promise<FetchOutcome | Redirected> {
  const idleMs = wanted.idleMs ?? IDLE_MS;
  try {
    const response = await request(wanted.url, {
      method: 'GET',
      dispatcher: door.agentFor(wanted.allowPrivate === true),
      headers: requestHeaders(door, wanted),
      headersTimeout: idleMs,
      bodyTimeout: idleMs,
      signal,
    });
    const header = (name: string) => headerText(response.headers[name]);
    if (response.statusCode === 200) {
      const read = await readBody(response.body, {
        url: wanted.url,
        sizeBytesMax: wanted.sizeBytesMax,
        statedBytes: header('content-length'),
        encoding: header('content-encoding'),
      });
      if (read.kind === 'fault') return read;
      return { kind: 'fetched', url: wanted.url, bytes: read.bytes, etag: header('etag'), lastModified: header('last-modified') };
    }
    await leave(response.body);
    if (response.statusCode === 304) return { kind: 'not-modified' };
    const location = header('location');
    if (response.statusCode >= 300 && response.statusCode < 400 && location !== undefined) return { kind: 'redirected', location };
    return statusFault(wanted.url, response.statusCode, readRetryAfter(header('retry-after'), header('date')));
  } catch (cause) {
    return faultOf(wanted.url, cause, signal.aborted);
  }
}

function requestHeaders(door: Door, wanted: FetchRequest): Record<string, string> {
  return {
    'user-agent': door.userAgent,
    accept: '*/*',
    'accept-encoding': 'gzip, deflate, br',
    ...(wanted.etag === undefined ? {} : { 'if-none-match': wanted.etag }),
    ...(wanted.lastModified === undefined ? {} : { 'if-modified-since': wanted.lastModified }),
    ...(wanted.secret === undefined ? {} : { [wanted.secret.name]: wanted.secret.value }),
  };
}

/** Publisher-controlled: kept and sent back later, so bounded. */
function headerText(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value.join(', ') : value;
  return text === undefined || text.length > HEADER_CHARACTERS_MAX ? undefined : text;
}

/** The body of an answer that is not read: a few bytes are let by to keep the connection, more and it is cut. */
async function leave(body: Readable & { dump: (options: { limit: number }) => Promise<void> }): Promise<void> {
  await body.dump({ limit: 16_384 }).catch(() => {});
}

function statusFault(url: string, status: number, retryAfterSeconds: number | undefined): FetchFault {
  // Some say 403 to who asks too often, with how long to wait.
  const busy = status === 429 || status === 503 || (status === 403 && retryAfterSeconds !== undefined);
  return fetchFault('status', url, `${statusWords(status)} (HTTP ${status}).`, {
    status,
    mayPass: busy || status >= 500 || status === 408,
    ...(busy && retryAfterSeconds !== undefined ? { retryAfterSeconds } : {}),
    ...(!busy && (status === 401 || status === 403) ? { hint: 'The publisher wants to know who asks; such feeds are not read yet.' } : {}),
  });
}

function statusWords(status: number): string {
  if (status === 404 || status === 410) return 'There is nothing at this address';
  if (status === 401 || status === 403) return 'The publisher does not let us in';
  if (status === 429) return 'The publisher says that we ask too often';
  if (status >= 500) return "The publisher's server is in trouble";
  return 'The publisher answers something else than the file';
}
