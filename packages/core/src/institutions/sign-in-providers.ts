import type { Problem } from '../basics/problem.ts';
import { rolesOfAccount } from './account.ts';
import type { ClaimRule } from './sign-in-claims.ts';

/** Whose people a sign-in service speaks for. It lets nobody else in, whatever it says. */
export type ProviderFor =
  | { readonly kind: 'cert' }
  | { readonly kind: 'institution'; readonly institutionId: string }
  | { readonly kind: 'provider'; readonly providerId: string };

/** A sign-in service (OpenID Connect) that the operator trusts, for these people and within these bounds. */
export type SignInProvider = {
  /** In addresses: `/sign-in/oidc/ID`. */
  readonly id: string;
  /** On the button. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecretFile: string;
  readonly for: ProviderFor;
  /** Mail domains of which it may say who somebody is. None: only those who are joined already. */
  readonly domains: readonly string[];
  /** Without rules the roles stay as they are kept here. */
  readonly rules: readonly ClaimRule[];
  /** All roles that it may give at all. */
  readonly roles: readonly string[];
  /** With what it signs; anything else is refused. */
  readonly algorithm: Algorithm;
  /** On a network of our own, also without TLS. */
  readonly allowPrivate: boolean;
};

/** Of RFC 7518 §3.1 and RFC 8037: those by which nobody who holds the public key can sign. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'Ed25519'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

const PROVIDERS_MAX = 50;
const LIST_MAX = 100;
const TEXT_MAX = 500;

/** Reads the operator's list; every fault is told. Without a fault there are providers, else none. */
export function readSignInProviders(input: unknown): {
  readonly providers: readonly SignInProvider[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const say = (at: string, message: string) => void problems.push({ code: 'sign-in-provider', at, message });
  const list = fieldOf(input, 'providers');
  if (!Array.isArray(list) || list.length > PROVIDERS_MAX) {
    say('/providers', `This is a list of at most ${PROVIDERS_MAX}.`);
    return { providers: [], problems };
  }
  const providers = list.map((entry: unknown, index) => readProvider(entry, `/providers/${index}`, say));
  const ids = providers.map(({ id }) => id);
  ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => say('/providers', `"${id}" is there twice.`));
  return { providers: problems.length === 0 ? providers : [], problems };
}

type Say = (at: string, message: string) => void;

function readProvider(entry: unknown, at: string, say: Say): SignInProvider {
  for (const name of Object.keys(typeof entry === 'object' && entry !== null ? entry : {}))
    if (!KNOWN.includes(name)) say(`${at}/${name.slice(0, 100)}`, `There is no such setting; there are ${KNOWN.join(', ')}.`);
  const text = (name: string, pattern: RegExp, otherwise?: string): string => {
    const value = fieldOf(entry, name) ?? otherwise;
    if (typeof value === 'string' && value.length <= TEXT_MAX && pattern.test(value)) return value;
    say(`${at}/${name}`, `This must be text of at most ${TEXT_MAX} characters, like ${pattern.source}.`);
    return '';
  };
  const allowPrivate = fieldOf(entry, 'allowPrivate') ?? false;
  if (typeof allowPrivate !== 'boolean') say(`${at}/allowPrivate`, 'This is true or false.');
  const whose = readFor(fieldOf(entry, 'for'), `${at}/for`, say);
  const possible = rolesOfAccount({ kind: whose.kind });
  const roles = texts(entry, 'roles', at, say);
  roles.filter((role) => !possible.includes(role)).forEach((role) => say(`${at}/roles`, `"${role}" is none of ${possible.join(', ')}.`));
  const algorithm = fieldOf(entry, 'algorithm') ?? 'RS256';
  if (!ALGORITHMS.some((known) => known === algorithm)) say(`${at}/algorithm`, `This is one of ${ALGORITHMS.join(', ')}.`);
  return {
    id: text('id', /^[a-z0-9-]{1,40}$/),
    name: text('name', /^[^\p{Cc}]+$/u),
    issuer: text('issuer', allowPrivate === true ? /^https?:\/\/[^\s?#@]+$/ : /^https:\/\/[^\s?#@]+$/),
    clientId: text('clientId', /^[\x21-\x7e]+$/),
    clientSecretFile: text('clientSecretFile', /^\//),
    for: whose,
    domains: texts(entry, 'domains', at, say),
    rules: readRules(fieldOf(entry, 'rules'), `${at}/rules`, roles, say),
    roles,
    algorithm: ALGORITHMS.find((known) => known === algorithm) ?? 'RS256',
    allowPrivate: allowPrivate === true,
  };
}

const KNOWN = ['id', 'name', 'issuer', 'clientId', 'clientSecretFile', 'for', 'domains', 'rules', 'roles', 'algorithm', 'allowPrivate'];

function readFor(input: unknown, at: string, say: Say): ProviderFor {
  const kind = fieldOf(input, 'kind');
  const id = (name: string) => {
    const value = fieldOf(input, name);
    if (typeof value === 'string' && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(value)) return value;
    say(`${at}/${name}`, 'This is the id of whose people sign in by it.');
    return '';
  };
  if (kind === 'institution') return { kind, institutionId: id('institutionId') };
  if (kind === 'provider') return { kind, providerId: id('providerId') };
  if (kind !== 'cert') say(`${at}/kind`, 'This is cert, institution or provider.');
  return { kind: 'cert' };
}

function readRules(input: unknown, at: string, most: readonly string[], say: Say): readonly ClaimRule[] {
  if (input === undefined) return [];
  if (!Array.isArray(input) || input.length > LIST_MAX) {
    say(at, `This is a list of at most ${LIST_MAX}.`);
    return [];
  }
  return input.flatMap((entry: unknown, index) => {
    const claim = fieldOf(entry, 'claim');
    const kind = fieldOf(fieldOf(entry, 'is'), 'kind');
    const value = fieldOf(fieldOf(entry, 'is'), 'value');
    const roles = texts(entry, 'roles', `${at}/${index}`, say);
    roles.filter((role) => !most.includes(role)).forEach((role) => say(`${at}/${index}/roles`, `"${role}" is more than it may give.`));
    const isRead = typeof claim === 'string' && claim !== '' && typeof value === 'string' && value !== '';
    if (!isRead || (kind !== 'exact' && kind !== 'prefix')) {
      say(`${at}/${index}`, 'A rule has a claim, and what it is: { "kind": "exact" or "prefix", "value": … }.');
      return [];
    }
    return [{ claim, is: { kind, value }, roles }];
  });
}

function texts(entry: unknown, name: string, at: string, say: Say): readonly string[] {
  const value = fieldOf(entry, name) ?? [];
  if (
    Array.isArray(value) &&
    value.length <= LIST_MAX &&
    value.every((one): one is string => typeof one === 'string' && one.length <= TEXT_MAX)
  )
    return value;
  say(`${at}/${name}`, `This is a list of at most ${LIST_MAX} texts.`);
  return [];
}

function fieldOf(input: unknown, name: string): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input) || !Object.hasOwn(input, name)) return undefined;
  return (input as Readonly<Record<string, unknown>>)[name];
}
