import pg from 'pg';
import type { Connection } from './connection-of-url.ts';
import { NoPrimary } from './primary-client.ts';

/** PostgreSQL, appendix A: connections that end or can't begin because the server goes down or comes up, and class 08. */
const CODES = /^(?:08|57P0[123]$)/;
/** As the driver says it of a connection that ended under it (pg, client.js and pg-pool). */
const WORDS = /^(?:Connection terminated|timeout exceeded when trying to connect|Client (?:has encountered a connection error|was closed))/;
/** Of a socket that was open. */
const BROKEN = ['ECONNRESET', 'EPIPE'];
/** Of one that could not be opened: they say to whom. */
const REFUSED = ['ECONNREFUSED', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH'];
const CAUSES_MAX = 10;

/** Whether something failed because the database was away, and not because of what was asked of it or because somebody else was away. */
export function isLostConnection(cause: unknown, connection: Connection): boolean {
  let each = cause;
  for (let depth = 0; depth < CAUSES_MAX && typeof each === 'object' && each !== null; depth += 1) {
    const first = each instanceof AggregateError ? (each.errors[0] as unknown) : each;
    if (saysLost(first, connection)) return true;
    each = 'cause' in each ? each.cause : undefined;
  }
  return false;
}

function saysLost(cause: unknown, connection: Connection): boolean {
  if (typeof cause !== 'object' || cause === null) return false;
  if (cause instanceof NoPrimary) return true;
  const { code, message, port, address } = cause as { code?: unknown; message?: unknown; port?: unknown; address?: unknown };
  if (typeof message === 'string' && WORDS.test(message)) return true;
  if (typeof code !== 'string') return false;
  if ('severity' in cause && CODES.test(code)) return true;
  if (BROKEN.includes(code)) return true;
  if (!REFUSED.includes(code)) return false;
  return (connection.hosts ?? [connection]).some((host) => {
    const client = new pg.Client(host); // which reads the address, and connects to nobody
    return client.host.startsWith('/') ? typeof address === 'string' && address.startsWith(client.host) : port === client.port;
  });
}
