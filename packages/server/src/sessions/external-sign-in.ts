import { createHmac } from 'node:crypto';
import * as oidc from 'openid-client';
import { instantOf, millisecondsBetween, secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { mayLinkByEmail, rolesOfClaims } from '@forewarn/core/institutions/sign-in-claims.ts';
import { FRESH_SECONDS } from '@forewarn/core/institutions/sign-in-limits.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { openDoor } from '../outbound/door.ts';
import { findAccount, findAccountByEmail, isLastAdministrator, updateRoles } from './account-store.ts';
import { discoverProvider } from './ask-provider.ts';
import {
  findExternalAccount,
  hasExternalIdentity,
  insertExternalIdentity,
  insertExternalSignIn,
  takeExternalSignIn,
  touchExternalIdentity,
} from './external-sign-in-store.ts';
import type { LoadedProvider } from './load-sign-in-providers.ts';
import { digestOf, newSecret } from './secret-cookie.ts';
import { beginSession, proveSession, type Place, type Session } from './session.ts';
import type { SigningAccount } from './signing-account.ts';

type Parts = Pick<Machine, 'database' | 'clock' | 'config' | 'publicUrl' | 'log'>;

/** Long enough for a second factor and a telephone that has to be looked for. */
export const EXTERNAL_SECONDS = 10 * 60;
/** Two machines' clocks may differ by this much. */
const SKEW_MS = 60_000;
const SUBJECT_LENGTH_MAX = 255; // OpenID Connect Core 1.0 §2

/** The same words whatever was wrong; the operator's log says which it was. */
const NO_SIGN_IN = refuse('not-signed-in', 'Signing in with your organisation did not work.', 'Try again, or use your passkey.', {
  about: 'organisation',
});
const UNREACHABLE = refuse(
  'provider-unreachable',
  "Your organisation's sign-in service does not answer.",
  'Use your passkey, or try again later.',
);

/** Where the browser goes to sign in elsewhere. `again`: to show once more who they are, whatever that service remembers. */
export async function beginExternalSignIn(
  machine: Parts,
  provider: LoadedProvider,
  browser: string,
  again: boolean,
): Promise<string | Refusal> {
  const now = machine.clock.now();
  return withProvider(machine, provider, async (configuration) => {
    const state = newSecret();
    await asSystem(machine.database, 'sign-in', (trx) =>
      insertExternalSignIn(trx, {
        id: newId<'ExternalSignIn'>(now),
        provider: provider.id,
        browserSha256: digestOf(browser),
        stateSha256: digestOf(state),
        again,
        askedAt: now,
        endsAt: secondsLater(now, EXTERNAL_SECONDS),
      }),
    );
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri(machine, provider),
      scope: 'openid email profile',
      state,
      nonce: derived(browser, state, 'nonce'),
      code_challenge: await oidc.calculatePKCECodeChallenge(derived(browser, state, 'verifier')),
      code_challenge_method: 'S256',
      ...(again ? { prompt: 'login', max_age: '0' } : { max_age: String(FRESH_SECONDS * 12 * 24) }),
    });
    return url.href;
  });
}

/** What the browser brought back. */
export type BroughtBack = {
  readonly browser: string;
  /** With everything that the service put into its query. */
  readonly query: string;
  readonly place: Place;
  readonly session: Session | undefined;
};

/** Signs in with what the service says; the secret for the cookie. While signed in as the same account it renews. */
export async function finishExternalSignIn(machine: Parts, provider: LoadedProvider, brought: BroughtBack): Promise<string | Refusal> {
  const now = machine.clock.now();
  const url = new URL(`${redirectUri(machine, provider)}?${brought.query}`);
  const state = url.searchParams.get('state') ?? '';
  const where = { provider: provider.id, browserSha256: digestOf(brought.browser), stateSha256: digestOf(state) };
  const asked = await asSystem(machine.database, 'sign-in', (trx) => takeExternalSignIn(trx, where, now));
  if (asked === undefined) return NO_SIGN_IN;
  return withProvider(machine, provider, async (configuration) => {
    const tokens = await oidc.authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: derived(brought.browser, state, 'nonce'),
      pkceCodeVerifier: derived(brought.browser, state, 'verifier'),
      idTokenExpected: true,
    });
    const token = tokens.claims();
    if (token === undefined || token.sub.length > SUBJECT_LENGTH_MAX) return NO_SIGN_IN;
    const claims = { ...(await moreClaims(configuration, tokens.access_token, token.sub)), ...token };
    const provedAt = provedWhen(claims.auth_time, asked, now);
    if (provedAt === undefined) return NO_SIGN_IN;
    return asSystem(machine.database, 'sign-in', (trx) => signIn(machine, trx, { provider, claims, provedAt, brought }));
  });
}

/** Many services keep mail address and groups out of the token (§5.3). What it says of somebody else is refused by the library. */
async function moreClaims(configuration: oidc.Configuration, accessToken: string, subject: string): Promise<object> {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
  return oidc.fetchUserInfo(configuration, accessToken, subject);
}

type Said = {
  readonly provider: LoadedProvider;
  readonly claims: { readonly sub: string } & Readonly<Record<string, unknown>>;
  readonly provedAt: Instant;
  readonly brought: BroughtBack;
};

async function signIn(machine: Parts, trx: Transaction, { provider, claims, provedAt, brought }: Said): Promise<string | Refusal> {
  const now = machine.clock.now();
  const found = await accountOf(trx, provider, claims, now);
  if (found === undefined) return NO_SIGN_IN;
  const account = await withRolesOf(trx, provider, claims, found, now);
  if (account === undefined) return NO_SIGN_IN;
  const { session } = brought;
  if (session !== undefined && session.account.id !== account.id) return NO_SIGN_IN;
  // A change of roles ended the session that there was.
  if (session !== undefined && account.rightsVersion === found.rightsVersion) return proveSession(trx, session, 'oidc', now, provedAt);
  return beginSession(trx, account, 'oidc', brought.place, now, provedAt);
}

/** Joined already, or joined now by an address that the service verified and is trusted for. Never anybody whom it does not speak for. */
async function accountOf(
  trx: Transaction,
  provider: LoadedProvider,
  claims: Said['claims'],
  now: Instant,
): Promise<SigningAccount | undefined> {
  const known = await findExternalAccount(trx, provider.issuer, claims.sub);
  if (known !== undefined) {
    const account = await findAccount(trx, known);
    if (account === undefined || !speaksFor(provider, account)) return undefined;
    await touchExternalIdentity(trx, provider.issuer, claims.sub, now);
    return account;
  }
  const email = mayLinkByEmail(claims, provider.domains);
  const account = email === undefined ? undefined : await findAccountByEmail(trx, email);
  // An address that changed hands: whoever has it now is not who was joined before.
  if (account === undefined || !speaksFor(provider, account) || (await hasExternalIdentity(trx, account.id, provider.issuer)))
    return undefined;
  const id = newId<'ExternalIdentity'>(now);
  await insertExternalIdentity(trx, { id, accountId: account.id, issuer: provider.issuer, subject: claims.sub }, now);
  await record(trx, {
    principal: { kind: 'system', name: 'sign-in' },
    at: now,
    action: 'sign-in-linked',
    subject: { kind: 'account', id: account.id },
    ...(account.institutionId === undefined ? {} : { institutionId: account.institutionId }),
    details: { provider: provider.id },
  });
  return account;
}

function speaksFor({ for: whose }: LoadedProvider, account: SigningAccount): boolean {
  if (whose.kind !== account.kind) return false;
  if (whose.kind === 'institution') return whose.institutionId === account.institutionId;
  return whose.kind === 'cert' || whose.providerId === account.providerId;
}

/** Where there are rules, they decide at every sign-in, within the most that the service may give. Nobody comes in without a role. */
async function withRolesOf(
  trx: Transaction,
  provider: LoadedProvider,
  claims: Said['claims'],
  account: SigningAccount,
  now: Instant,
): Promise<SigningAccount | undefined> {
  if (provider.rules.length === 0) return account;
  const roles = rolesOfClaims(claims, provider.rules, provider.roles);
  if (roles.length === 0) return undefined;
  if (roles.length === account.roles.length && roles.every((role) => account.roles.includes(role))) return account;
  // A service that forgets to name them must not leave the CERT without any.
  if (!roles.includes('administrator') && (await isLastAdministrator(trx, account.id))) return undefined;
  const rightsVersion = await updateRoles(trx, account.id, roles);
  await record(trx, {
    principal: { kind: 'system', name: 'sign-in' },
    at: now,
    action: 'account-rights-changed',
    subject: { kind: 'account', id: account.id },
    ...(account.institutionId === undefined ? {} : { institutionId: account.institutionId }),
    details: { provider: provider.id, before: { roles: account.roles }, after: { roles } },
  });
  return { ...account, roles, rightsVersion };
}

/** When they last showed there who they are; long ago where the service does not say. Undefined: it was asked to ask again, and did not. */
function provedWhen(authTime: unknown, { again, askedAt }: { again: boolean; askedAt: Instant }, now: Instant): Instant | undefined {
  const said = typeof authTime === 'number' && Number.isSafeInteger(authTime) && authTime >= 0 ? instantOf(authTime * 1000) : undefined;
  if (again && (said === undefined || millisecondsBetween(askedAt, said) < -SKEW_MS)) return undefined;
  const provedAt = said ?? secondsLater(now, -FRESH_SECONDS);
  return provedAt > now ? now : provedAt;
}

async function withProvider(
  machine: Parts,
  provider: LoadedProvider,
  work: (configuration: oidc.Configuration) => Promise<string | Refusal>,
): Promise<string | Refusal> {
  const door = openDoor({ userAgent: `Forewarn (${machine.config.cert.domain})`, nameServers: machine.config.nameServers });
  try {
    const configuration = await discoverProvider(door, provider).catch((cause: unknown) => {
      machine.log.warn({ err: cause, provider: provider.id }, 'a sign-in service could not be asked');
      return undefined;
    });
    if (configuration === undefined) return UNREACHABLE;
    return await work(configuration).catch((cause: unknown) => {
      if (!isOfProvider(cause)) throw cause;
      machine.log.info({ err: cause, provider: provider.id }, 'a sign-in service said what does not hold');
      return NO_SIGN_IN;
    });
  } finally {
    await door.close();
  }
}

/** What the library throws where an answer does not hold; anything else is a fault of ours. */
function isOfProvider(cause: unknown): boolean {
  return (
    cause instanceof oidc.ClientError ||
    cause instanceof oidc.AuthorizationResponseError ||
    cause instanceof oidc.ResponseBodyError ||
    cause instanceof oidc.WWWAuthenticateChallengeError
  );
}

function redirectUri(machine: Parts, provider: LoadedProvider): string {
  return `${new URL(machine.publicUrl).origin}/sign-in/oidc/${provider.id}/back`; // one for each service: none answers for another (RFC 9700 §4.4.2)
}

function derived(browser: string, state: string, what: 'nonce' | 'verifier'): string {
  return createHmac('sha256', browser).update(`${what}\0${state}`).digest('base64url');
}
