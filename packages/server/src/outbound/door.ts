import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { nameServer, type Resolve, type ResolvedAddress } from './name-server.ts';
import { refusedBecause } from './refused-address.ts';

export type DoorSettings = {
  /** Who asks, as publishers see it in their logs. */
  readonly userAgent: string;
  /** Who is asked for addresses (FOREWARN_DNS): `nameServers` of the settings. The machine's own where absent. */
  readonly nameServers?: readonly string[] | undefined;
  /** In the place of any name server. */
  readonly resolve?: Resolve;
};

/**
 * The one door to the outside: connections of one errand, at most four to a host. `close` ends them. Requests go through
 * `fetchSafely`.
 */
export type Door = {
  readonly userAgent: string;
  readonly agentFor: (allowPrivate: boolean) => Agent;
  /** Opens a connection that is used once (`openCaller`), with TLS where the address says so. */
  readonly connect: (url: URL, allowPrivate: boolean, opened: buildConnector.Callback) => void;
  readonly close: () => Promise<void>;
};

const CONNECTIONS_PER_HOST_MAX = 4;
const CONNECT_MS_MAX = 10_000;

/** A connection that is not made because of where it would lead. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

export function openDoor(settings: DoorSettings): Door {
  const resolve = settings.resolve ?? nameServer(settings.nameServers).addresses;
  const agents = { open: agent(resolve, true), strict: agent(resolve, false) };
  const once = {
    open: checkedConnector(resolve, true, { keepAlive: false }),
    strict: checkedConnector(resolve, false, { keepAlive: false }),
  };
  return {
    userAgent: settings.userAgent,
    agentFor: (allowPrivate) => (allowPrivate ? agents.open : agents.strict),
    connect: ({ protocol, host, hostname, port }, allowPrivate, opened) =>
      (allowPrivate ? once.open : once.strict)({ protocol, host, hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port }, opened),
    close: async () => {
      await Promise.all([agents.open.destroy(), agents.strict.destroy()]);
    },
  };
}

function agent(resolve: Resolve, allowPrivate: boolean): Agent {
  const connect = checkedConnector(resolve, allowPrivate);
  return new Agent({ connections: CONNECTIONS_PER_HOST_MAX, pipelining: 1, allowH2: false, connect });
}

/**
 * The lookup happens inside the connect, and the address that was checked is the one that is connected to: a name that
 * answers otherwise the second time (DNS rebinding) gains nothing.
 */
function checkedConnector(resolve: Resolve, allowPrivate: boolean, more: buildConnector.BuildOptions = {}): buildConnector.connector {
  const checkedLookup: LookupFunction = (hostName, options, callback) => {
    allowedAddresses(resolve, hostName, allowPrivate).then(
      (allowed) => {
        const first = allowed[0];
        if (options.all === true) callback(null, [...allowed]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (fault: unknown) => callback(fault as NodeJS.ErrnoException, '', 4),
    );
  };
  const connectByName = buildConnector({ lookup: checkedLookup, timeout: CONNECT_MS_MAX, allowH2: false, ...more });
  return (options, callback) => {
    // A literal address is connected to without a lookup, so it is judged here.
    const literal = options.hostname.replace(/^\[(.*)\]$/, '$1');
    const refused = isIP(literal) === 0 ? undefined : refusedBecause(literal, allowPrivate);
    if (refused === undefined) connectByName(options, callback);
    else callback(new AddressRefused(`${literal} is ${refused}`), null);
  };
}

async function allowedAddresses(resolve: Resolve, hostName: string, allowPrivate: boolean): Promise<readonly ResolvedAddress[]> {
  const found = await resolve(hostName);
  const allowed = found.filter(({ address }) => refusedBecause(address, allowPrivate) === undefined);
  if (allowed.length > 0) return allowed;
  const refused = found[0];
  if (refused === undefined) throw Object.assign(new Error(`${hostName} has no address`), { code: 'ENOTFOUND' });
  throw new AddressRefused(`${hostName} is ${refused.address}, ${refusedBecause(refused.address, allowPrivate)}`);
}
