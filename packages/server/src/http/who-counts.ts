import type { FastifyRequest } from 'fastify';
import { principalName } from '@forewarn/core/institutions/principal.ts';
import { countedAddress } from './counted-address.ts';
import { principalOf } from './request-principal.ts';

/** By whom a request is counted: institutions and the CERT by themselves, wherever they sit; who is not known by address. */
export function whoCounts(request: FastifyRequest): string {
  const principal = principalOf(request);
  if (principal.kind === 'cert') return `cert ${principalName(principal)}`;
  if ('accountId' in principal && principal.accountId !== undefined) return `account ${principal.accountId}`;
  return principal.kind === 'institution' ? `institution ${principal.institutionId}` : countedAddress(request.ip);
}
