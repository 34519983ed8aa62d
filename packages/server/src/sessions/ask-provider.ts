import * as oidc from 'openid-client';
import { InternalFault } from '../internal-fault.ts';
import type { Door } from '../outbound/door.ts';
import { sendSafely } from '../outbound/send-safely.ts';
import type { LoadedProvider } from './load-sign-in-providers.ts';

/** What a sign-in service publishes and answers is small: keys, a token. */
const ANSWER_BYTES_MAX = 512 * 1024;
const ANSWER_MS_MAX = 15_000;

/**
 * A sign-in service as it describes itself (OpenID Connect Discovery 1.0 §4), asked through our own door. The description must be of the
 * issuer that the operator named, tokens are signed with the one algorithm that was said, and the signature is checked even though the token
 * comes over TLS: who stands at the door of that service may not make us anybody.
 */
export function discoverProvider(door: Door, provider: LoadedProvider): Promise<oidc.Configuration> {
  return oidc.discovery(
    new URL(provider.issuer),
    provider.clientId,
    { client_secret: provider.clientSecret, id_token_signed_response_alg: provider.algorithm },
    undefined,
    {
      [oidc.customFetch]: (url, options) => ask(door, provider.allowPrivate, url, options),
      execute: [oidc.enableNonRepudiationChecks, ...(provider.allowPrivate ? [oidc.allowInsecureRequests] : [])],
    },
  );
}

async function ask(door: Door, allowPrivate: boolean, url: string, options: oidc.CustomFetchOptions): Promise<Response> {
  const method = options.method === 'POST' ? ('POST' as const) : ('GET' as const);
  const body = options.body === undefined || options.body === null ? undefined : textOf(options.body);
  const limits = { allowPrivate, sizeBytesMax: ANSWER_BYTES_MAX, totalMs: ANSWER_MS_MAX };
  const sent = await sendSafely(door, { url, method, headers: options.headers, body, ...limits });
  if (sent.kind === 'fault') throw new Error(sent.message);
  const { 'content-encoding': _, 'content-length': __, 'transfer-encoding': ___, ...headers } = sent.headers;
  return new Response(sent.status === 204 ? null : new Uint8Array(sent.bytes), { status: sent.status, headers });
}

/** The client sends forms and nothing else. */
function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new InternalFault('a request to an identity provider has a body of a kind that we do not send');
}
