import pg from 'pg';
import { InternalFault } from '../internal-fault.ts';
import { primaryClient } from './primary-client.ts';

/** A PostgreSQL by URL; `hosts` where it names several servers, one of which is the primary at any time. */
export type Connection = pg.PoolConfig & { readonly hosts?: readonly pg.PoolConfig[] };

/** A server that does not answer within this is passed by: the next one may be the primary. */
const CONNECT_MS_MAX = 5_000;
/** Scheme, user and password, hosts, the rest. */
const URL_PARTS = /^(postgres(?:ql)?:\/\/)([^@/?]*@)?([^/?]*)(.*)$/s;

/**
 * What DATABASE_URL says, as libpq reads it: `postgresql://user:password@one:5432,two:5432/name?target_session_attrs=read-write` names several
 * servers in the order in which they are tried (PostgreSQL 15, §34.1.1.3), of which we want the one that takes writes. With one server alone
 * nothing is tried, unless `target_session_attrs` asks for it. Throws `InternalFault` where it asks for a server that Forewarn cannot use.
 */
export function connectionOfUrl(url: string): Connection {
  const [, scheme, login = '', authority = '', rest = ''] = URL_PARTS.exec(url) ?? [];
  if (scheme === undefined) return { connectionString: url };
  const wanted = /[?&]target_session_attrs=([^&]*)/.exec(rest)?.[1];
  if (wanted !== undefined && !['read-write', 'primary', 'any'].includes(wanted))
    throw new InternalFault(`DATABASE_URL asks for target_session_attrs=${wanted}; Forewarn writes, so it may be read-write or primary.`);
  const names = authority.split(',');
  if (names.length === 1 && (wanted === undefined || wanted === 'any')) return { connectionString: url };
  const hosts = names.map((name) => ({ connectionString: `${scheme}${login}${name}${rest}` }));
  return { ...hosts[0], keepAlive: true, hosts, Client: primaryClient(hosts, CONNECT_MS_MAX) };
}

/** A connection of its own, beside the pool: to whichever server is the primary now. */
export function openClient(connection: pg.PoolConfig): pg.Client {
  const Client = (connection.Client ?? pg.Client) as typeof pg.Client;
  return new Client(connection);
}
