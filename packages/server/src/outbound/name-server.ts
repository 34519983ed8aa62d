import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

export type ResolvedAddress = { readonly address: string; readonly family: 4 | 6 };

/** Looks a host name up; throws with a `code` as node:dns does where there is none. */
export type Resolve = (hostName: string) => Promise<readonly ResolvedAddress[]>;

/** What a name server says, publisher-controlled. `failed`: it did not say, with its code of node:dns. */
export type NamesFound<Record> =
  | { readonly kind: 'found'; readonly records: readonly Record[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly code: string };

/** Who is asked for names outside. */
export type NameServer = {
  readonly addresses: Resolve;
  /** TXT (RFC 1035 §3.3.14), the strings of each record put together. */
  readonly texts: (name: string) => Promise<NamesFound<string>>;
  /** MX (RFC 7505: a single "." says that the domain takes no mail), hosts in the order of preference. */
  readonly mailHosts: (name: string) => Promise<NamesFound<string>>;
};

const TIMEOUT_MS = 3_000;
const TRIES = 2;
const RECORDS_MAX = 100;
const CHARACTERS_MAX = 4_096;

/** The name servers of the settings; where there are none the machine's own, with its hosts file for addresses. */
export function nameServer(servers: readonly string[] | undefined): NameServer {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (servers !== undefined) resolver.setServers(servers);
  return {
    addresses: servers === undefined ? systemAddresses : (name) => addressesBy(resolver, name),
    texts: (name) => found(async () => (await resolver.resolveTxt(name)).map((parts) => parts.join('').slice(0, CHARACTERS_MAX))),
    mailHosts: (name) =>
      found(async () => {
        const records = await resolver.resolveMx(name);
        return records.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange);
      }),
  };
}

async function found<Record>(ask: () => Promise<readonly Record[]>): Promise<NamesFound<Record>> {
  try {
    const records = await ask();
    return records.length === 0 ? { kind: 'none' } : { kind: 'found', records: records.slice(0, RECORDS_MAX) };
  } catch (cause) {
    const code = codeOf(cause);
    return code === 'ENOTFOUND' || code === 'ENODATA' ? { kind: 'none' } : { kind: 'failed', code };
  }
}

const systemAddresses: Resolve = async (hostName) =>
  (await lookup(hostName, { all: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));

async function addressesBy(resolver: Resolver, name: string): Promise<readonly ResolvedAddress[]> {
  const literal = isIP(name);
  if (literal !== 0) return [{ address: name, family: literal === 6 ? 6 : 4 }];
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const addresses = [
    ...(four.status === 'fulfilled' ? four.value : []).map((address) => ({ address, family: 4 as const })),
    ...(six.status === 'fulfilled' ? six.value : []).map((address) => ({ address, family: 6 as const })),
  ];
  if (addresses.length > 0) return addresses;
  throw four.status === 'rejected' ? four.reason : Object.assign(new Error(`${name} has no address`), { code: 'ENOTFOUND' });
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown';
}
