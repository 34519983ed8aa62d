import type { Readable } from 'node:stream';
import { request } from 'undici';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { FailureReason } from '@forewarn/core/deliveries/failure-reason.ts';
import type { Door } from '../../outbound/door.ts';
import { faultOf } from '../../outbound/fault-of.ts';
import type { FetchFaultCode } from '../../outbound/fetch-fault.ts';
import { RESPONSE_LENGTH_MAX, type Outcome } from './channel.ts';

export type Post = {
  readonly url: string;
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  readonly allowPrivate: boolean;
  /** From the first connection to the last byte of the answer. */
  readonly totalMs: number;
};

/** `text` is the other side's, cut to ANSWER_BYTES_MAX. */
export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | Extract<Outcome, { reason: FailureReason }>;

const ANSWER_BYTES_MAX = 16_384;

/** Calls one address once, through the door that refuses private addresses. Redirects are not followed. Never throws. */
export async function postOnce(door: Door, post: Post): Promise<Posted> {
  const signal = AbortSignal.timeout(post.totalMs);
  try {
    const response = await request(post.url, {
      method: post.method,
      dispatcher: door.agentFor(post.allowPrivate),
      headers: { 'user-agent': door.userAgent, ...post.headers },
      body: post.body,
      headersTimeout: post.totalMs,
      bodyTimeout: post.totalMs,
      signal,
    });
    return { kind: 'answered', status: response.statusCode, text: await firstPart(response.body) };
  } catch (cause) {
    return outcomeOfFault(post.url, cause, signal.aborted);
  }
}

/** The status counts even where this breaks off. */
async function firstPart(body: Readable): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of body) {
      parts.push(part as Buffer);
      bytes += (part as Buffer).length;
      if (bytes > ANSWER_BYTES_MAX) break;
    }
  } catch {
    return '';
  }
  return Buffer.concat(parts).subarray(0, ANSWER_BYTES_MAX).toString('utf8');
}

const REASONS: Readonly<Partial<Record<FetchFaultCode, FailureReason>>> = {
  'refused-address': 'address-forbidden',
  'dns-failed': 'domain-unknown',
  tls: 'tls',
  timeout: 'timeout',
};

/** What a call that broke off means. The address itself may be a secret, so the words name its host. */
export function outcomeOfFault(url: string, cause: unknown, gaveUp: boolean): Extract<Outcome, { reason: FailureReason }> {
  const fault = faultOf(URL.canParse(url) ? new URL(url).origin : '', cause, gaveUp);
  const reason = REASONS[fault.code] ?? 'connection';
  // A name that can't be looked up today may be a resolver that is down: the retry plan gives it up in time.
  const kind = reason === 'address-forbidden' ? 'failed-for-good' : 'failed-for-now';
  return { kind, reason, response: cleanText(fault.message, RESPONSE_LENGTH_MAX) };
}
