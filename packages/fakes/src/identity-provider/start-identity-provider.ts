import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type KoaContextWithOIDC } from 'oidc-provider';

/** Somebody whom the provider knows, and all that it says of them. */
export type Person = { readonly sub: string } & Readonly<Record<string, unknown>>;

/** How the provider lies in the ID tokens that it hands out from then on. */
export type TokenLie =
  | { readonly kind: 'claims'; readonly claims: Readonly<Record<string, unknown>> }
  /** Signed by nobody. */
  | { readonly kind: 'unsigned' }
  /** With its public key as if that were a secret (RFC 8725 §2.1). */
  | { readonly kind: 'public-key-as-secret' }
  /** With a key of its own under the name of the right one. */
  | { readonly kind: 'other-key' };

export type IdentityProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whoever comes now is this person, without being asked for a password. */
  readonly person: (person: Person) => void;
  readonly lie: (lie: TokenLie | undefined) => void;
  /** From now on this path answers with a redirect to there. */
  readonly redirect: (path: string, to: string) => void;
  /** As a browser does: follows from the authorization address to where it leads back to; that address. */
  readonly visit: (authorizationUrl: string) => Promise<string>;
  readonly stop: () => Promise<void>;
};

const CLIENT_SECRET = 'a-secret-of-the-client-that-nobody-else-has';
const HOPS_MAX = 10;

/** A real OpenID provider on loopback (oidc-provider), that lets in whoever it is told, and lies where it is told to. */
export async function startIdentityProvider(redirectUris: readonly string[], clientId = 'forewarn'): Promise<IdentityProvider> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  let person: Person = { sub: 'nobody' };
  let lie: TokenLie | undefined;
  const redirects = new Map<string, string>();
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => {
    const to = redirects.get((request.url ?? '').split('?')[0] ?? '');
    if (to === undefined) answer(request, response);
    else response.writeHead(302, { location: to }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: CLIENT_SECRET,
        redirect_uris: [...redirectUris],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['a cookie key'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ ...person, sub: id }) }),
    // Nobody is asked whether they agree: the provider is their own organisation's.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? '',
        accountId: ctx.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next();
    const body = ctx.body as { id_token?: string } | undefined;
    if (lie !== undefined && ctx.path === '/token' && typeof body?.id_token === 'string')
      ctx.body = { ...body, id_token: lyingToken(body.id_token, lie, privateKey, other) };
  });
  const callback = provider.callback();
  answer = (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void callback(request, response);
    return void provider.interactionFinished(request, response, { login: { accountId: person.sub } });
  };
  return {
    issuer,
    clientId,
    clientSecret: CLIENT_SECRET,
    person: (next) => (person = next),
    lie: (next) => (lie = next),
    redirect: (path, to) => void redirects.set(path, to),
    visit: (url) => visit(url, issuer),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Goes on as long as the provider leads on to itself, with its cookies. */
async function visit(from: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = from;
  for (let hop = 0; hop < HOPS_MAX && url.startsWith(`${issuer}/`); hop += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${url} does not lead on: ${response.status} ${await response.text()}`);
    url = new URL(location, url).href;
  }
  return url;
}

function lyingToken(token: string, lie: TokenLie, right: KeyObject, other: KeyObject): string {
  const payload: object = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const pem = createPublicKey(right).export({ format: 'pem', type: 'spki' });
  const rsa = (key: KeyObject) => (input: string) => sign('sha256', Buffer.from(input), key).toString('base64url');
  switch (lie.kind) {
    case 'claims':
      return signed({ alg: 'RS256', kid: 'key-1' }, { ...payload, ...lie.claims }, rsa(right));
    case 'unsigned':
      return signed({ alg: 'none' }, payload, () => '');
    case 'public-key-as-secret':
      return signed({ alg: 'HS256', kid: 'key-1' }, payload, (input) => createHmac('sha256', pem).update(input).digest('base64url'));
    case 'other-key':
      return signed({ alg: 'RS256', kid: 'key-1' }, payload, rsa(other));
  }
}

function signed(header: object, payload: object, by: (input: string) => string): string {
  const input = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
  return `${input}.${by(input)}`;
}
