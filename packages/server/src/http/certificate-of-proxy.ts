import ipaddr from 'ipaddr.js';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/**
 * The client certificate that a proxy with TLS hands on in a header. `forged`: the header is there and the connection does not come from one
 * of the operator's proxies; whoever reaches us past them could say anything.
 */
export function certificateOfProxy(request: FastifyRequest, mtls: Config['mtls']): { readonly text: string } | 'forged' | undefined {
  const said = mtls === undefined ? undefined : request.headers[mtls.header];
  if (mtls === undefined || said === undefined || said === '') return undefined;
  // The connection itself, not what X-Forwarded-For says of it.
  const peer = plainAddress(request.socket.remoteAddress ?? '');
  if (!mtls.proxies.some((proxy) => plainAddress(proxy) === peer)) return 'forged';
  return typeof said === 'string' ? { text: said } : 'forged';
}

/** `::ffff:192.0.2.1` is 192.0.2.1. */
function plainAddress(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
}
