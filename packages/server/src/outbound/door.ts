import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net';
import { Agent, buildConnector, errors } from 'undici';
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
  readonly connect: (url: URL, allowPrivate: boolean, once: UsedOnce) => void;
  readonly close: () => Promise<void>;
};

/** Who uses a connection once. */
export type UsedOnce = {
  readonly opened: (fault: Error | null, socket: Socket | null) => void;
  /** What came in. */
  readonly take: (piece: Buffer) => void;
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
  const once = { open: onceConnector(resolve, true), strict: onceConnector(resolve, false) };
  return {
    userAgent: settings.userAgent,
    agentFor: (allowPrivate) => (allowPrivate ? agents.open : agents.strict),
    connect: (url, allowPrivate, user) => (allowPrivate ? once.open : once.strict)(url, user),
    close: async () => {
      await Promise.all([agents.open.destroy(), agents.strict.destroy()]);
    },
  };
}

function agent(resolve: Resolve, allowPrivate: boolean): Agent {
  const connect = checkedConnector(resolve, allowPrivate);
  return new Agent({ connections: CONNECTIONS_PER_HOST_MAX, pipelining: 1, allowH2: false, connect });
}

/** TLS is the library's own, with its sessions; without it a connection is a socket. */
function onceConnector(resolve: Resolve, allowPrivate: boolean): (url: URL, user: UsedOnce) => void {
  const secure = checkedConnector(resolve, allowPrivate, { keepAlive: false });
  const lookup = checkedLookup(resolve, allowPrivate);
  return ({ protocol, host, hostname, port }, user) => {
    const name = literalOf(hostname);
    if (protocol === 'https:')
      secure({ protocol, host, hostname: name, port }, (fault, socket) => {
        socket?.on('data', user.take);
        user.opened(fault, socket);
      });
    else {
      const refused = refusedLiteral(name, allowPrivate);
      if (refused === undefined) openPlain({ name, port: port === '' ? 80 : Number(port), lookup }, user);
      else user.opened(refused, null);
    }
  };
}

/** All of them are read into it, each piece copied before the next: an answer of one line takes no 64 KiB of its own. */
const PIECE = Buffer.allocUnsafe(16_384);

type Plain = { readonly name: string; readonly port: number; readonly lookup: LookupFunction };

function openPlain({ name, port, lookup }: Plain, { opened, take }: UsedOnce): void {
  let isTold = false;
  const tell = (fault: Error | null) => {
    if (isTold) return;
    isTold = true;
    clearTimeout(timer);
    opened(fault, fault === null ? socket : null);
  };
  const onread = {
    buffer: PIECE,
    callback: (bytes: number) => {
      take(Buffer.from(PIECE.subarray(0, bytes)));
      return true;
    },
  };
  const socket = connectPlain({ host: name, port, lookup, noDelay: true, onread }, () => tell(null)).on('error', tell);
  const timer = setTimeout(() => socket.destroy(new errors.ConnectTimeoutError()), CONNECT_MS_MAX);
}

/**
 * The lookup happens inside the connect, and the address that was checked is the one that is connected to: a name that
 * answers otherwise the second time (DNS rebinding) gains nothing.
 */
function checkedConnector(resolve: Resolve, allowPrivate: boolean, more: buildConnector.BuildOptions = {}): buildConnector.connector {
  const connectByName = buildConnector({
    lookup: checkedLookup(resolve, allowPrivate),
    timeout: CONNECT_MS_MAX,
    allowH2: false,
    ...more,
  });
  return (options, callback) => {
    const refused = refusedLiteral(literalOf(options.hostname), allowPrivate);
    if (refused === undefined) connectByName(options, callback);
    else callback(refused, null);
  };
}

function checkedLookup(resolve: Resolve, allowPrivate: boolean): LookupFunction {
  return (hostName, options, callback) => {
    allowedAddresses(resolve, hostName, allowPrivate).then(
      (allowed) => {
        const first = allowed[0];
        if (options.all === true) callback(null, [...allowed]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (fault: unknown) => callback(fault as NodeJS.ErrnoException, '', 4),
    );
  };
}

/** An address of IPv6 stands in brackets in a URL. */
function literalOf(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** A literal address is connected to without a lookup, so it is judged here. */
function refusedLiteral(name: string, allowPrivate: boolean): AddressRefused | undefined {
  const refused = isIP(name) === 0 ? undefined : refusedBecause(name, allowPrivate);
  return refused === undefined ? undefined : new AddressRefused(`${name} is ${refused}`);
}

async function allowedAddresses(resolve: Resolve, hostName: string, allowPrivate: boolean): Promise<readonly ResolvedAddress[]> {
  const found = await resolve(hostName);
  const allowed = found.filter(({ address }) => refusedBecause(address, allowPrivate) === undefined);
  if (allowed.length > 0) return allowed;
  const refused = found[0];
  if (refused === undefined) throw Object.assign(new Error(`${hostName} has no address`), { code: 'ENOTFOUND' });
  throw new AddressRefused(`${hostName} is ${refused.address}, ${refusedBecause(refused.address, allowPrivate)}`);
}
